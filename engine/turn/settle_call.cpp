#include "engine/turn/settle_call.hpp"

#include "dsl/program/decode.hpp"
#include "engine/base/limits.hpp"
#include "engine/turn/result_fits.hpp"

namespace handrail {
namespace {

std::string_view word_of(CallOutcome outcome) {
  switch (outcome) {
    case CallOutcome::completed: return "completed";
    case CallOutcome::failed: return "failed";
    case CallOutcome::unknown: return "unknown";
  }
  return "unknown";
}

// What the result says was moved under that name, in that currency; none: it does not say.
std::optional<std::int64_t> moved(const dsl::Program& program, const Json& result, const std::string& name, const std::string& currency) {
  const Json* said = result.find(name);
  if (!said || said->is_null()) return std::nullopt;
  std::vector<JsonIssue> issues;
  const Value value = dsl::decode(program, {.kind = dsl::TypeKind::money, .currency = program.currency}, *said, "", issues);
  const auto* money = value.as<Money>();
  if (!money || money->minor < 0 || money->currency.code() != currency) return std::nullopt;
  return money->minor;
}

// All budgets of the call anew when one of them moved another amount than was reserved. It happened, so no ceiling is asked.
// True where that is so.
bool hold_what_was_moved(ConversationLog& log, const dsl::Program& program, const Call& call, const Json& result) {
  if (!call.reserved.items()) return false;
  bool differs = false;
  std::vector<Reservation> anew;
  for (const Json& entry : *call.reserved.items()) {
    const auto at = parse_time(entry.text_or("at"));
    if (!at) return false;
    Reservation one{entry.text_or("limit"), entry.text_or("key"), call.id.text, entry.integer_or("amount"), entry.text_or("currency"), *at, std::nullopt, std::nullopt};
    const std::string of = entry.text_or("of");
    const auto amount = of.empty() ? std::nullopt : moved(program, result, of, one.currency);
    if (amount && *amount != one.amount) {
      one.amount = *amount;
      differs = true;
    }
    anew.push_back(std::move(one));
  }
  if (!differs) return false;
  log.release(call.id);
  for (Reservation& one : anew) log.reserve(std::move(one));
  return true;
}

}  // namespace

Json reserved_json(const std::vector<BudgetUse>& uses, Instant at) {
  Json list = Json::array();
  for (const BudgetUse& use : uses) {
    Json entry = Json::object({{"limit", use.limit}, {"key", use.key}, {"amount", use.amount}, {"at", format_time(at)}});
    if (!use.currency.empty()) entry.set("currency", use.currency);
    if (!use.of.empty()) entry.set("of", use.of);
    list.push(std::move(entry));
  }
  return list;
}

ToolResponse send_call(Seams& seams, const dsl::Program& program, const dsl::Tool& tool, const ToolRequest& request) {
  ToolResponse response = fitting(program, tool, request.arguments, seams.tools.call(request));
  if (response.outcome == CallOutcome::completed && dump(response.result).size() > limits::tool_result_bytes)
    response.result = Json::object({{"note", "the result is larger than a tool's result may be, and was left out"}});
  return response;
}

bool settle_call(ConversationLog& log, const dsl::Program& program, const CallId& id, const ToolResponse& response) {
  const auto found = log.state().in_flight.find(id.text);
  if (found == log.state().in_flight.end()) return false;
  const Call call = found->second;
  log.record(event::CallSettled{call.id, call.tool, std::string(word_of(response.outcome)), response.result, response.receipt, response.error, call.run, call.step});
  if (response.outcome == CallOutcome::failed) log.release(call.id);
  if (response.outcome != CallOutcome::completed) return true;
  const bool moved_another_amount = hold_what_was_moved(log, program, call, response.result);
  const auto index = program.find_tool(call.tool);
  if (!index) return true;
  const dsl::Tool& tool = program.tools[*index];
  note_verified(log, tool, response);
  return moved_another_amount || tool.verifies_customer || tool.after_crash != dsl::AfterCrash::send_again;
}

void note_verified(ConversationLog& log, const dsl::Tool& tool, const ToolResponse& response) {
  if (!tool.verifies_customer || response.outcome != CallOutcome::completed) return;
  const Json* verified = response.result.find("verified");
  if (verified && !(verified->boolean() && *verified->boolean())) return;
  const std::string customer = response.result.text_or("customer", response.result.text_or("id"));
  const CustomerIdentity& known = log.state().customer;
  const bool somebody_else = known.verified && known.id.text != customer;   // whoever has signed in stays who they are: what was said and looked up is theirs
  if (!customer.empty() && !somebody_else) log.record(event::CustomerVerified{CustomerId(customer), "tool " + tool.name});
}

namespace {

// The tool's answer is about the key, whichever sending it saw. Without one, the first sending may have happened.
ToolResponse sent_again(Seams& seams, const dsl::Program& program, const dsl::Tool& tool, const ToolRequest& sent) {
  ToolResponse response = send_call(seams, program, tool, sent);
  if (response.outcome == CallOutcome::failed && !response.nor_before) response.outcome = CallOutcome::unknown;
  return response;
}

}  // namespace

ToolResponse resolve_call(Seams& seams, const dsl::Program& program, const dsl::Tool& tool, const ToolRequest& sent) {
  const ToolResponse nobody_knows{CallOutcome::unknown, {}, "", "the process ended while this call was under way"};
  if (tool.after_crash == dsl::AfterCrash::send_again) return sent_again(seams, program, tool, sent);
  if (tool.after_crash != dsl::AfterCrash::ask_tool || !tool.check) return nobody_knows;
  const dsl::Tool& check = program.tools[*tool.check];
  const ToolResponse found = send_call(seams, program, check, {check.name, Json::object({{"key", sent.key}}), seams.ids.next("look"), sent.customer,
                                                               limits::tool_deadline, true});
  if (found.outcome != CallOutcome::completed) return nobody_knows;
  // What never arrived is sent now, under the same key; of what arrived the answer is the result.
  if (found.result.is_null()) return send_call(seams, program, tool, sent);
  return fitting(program, tool, sent.arguments, {CallOutcome::completed, found.result, found.result.text_or("id"), ""});
}

Result<void> settle_unfinished(Seams& seams, const LiveBundle& live, ConversationLog& log) {
  const auto unfinished = log.state().in_flight;
  for (const auto& [key, call] : unfinished) {
    const auto index = live.program().find_tool(call.tool);
    ToolResponse response{CallOutcome::unknown, {}, "", "the process ended while this call was under way"};
    if (index)
      response = resolve_call(seams, live.program(), live.program().tools[*index], {call.tool, call.arguments, call.id.text, call.customer, limits::tool_deadline});
    settle_call(log, live.program(), call.id, response);
    HANDRAIL_TRY_VOID(log.commit());
  }
  return {};
}

}  // namespace handrail
