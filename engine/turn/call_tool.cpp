#include "engine/turn/call_tool.hpp"

#include <algorithm>

#include "dsl/program/decode.hpp"
#include "engine/base/limits.hpp"
#include "engine/policy/meters.hpp"
#include "engine/turn/budgets_read.hpp"
#include "engine/turn/look_up.hpp"

namespace handrail {
namespace {

constexpr int budget_races_max = 3;   // another conversation used the budget between our look and our commit: look again

std::string_view word_of(CallOutcome outcome) {
  switch (outcome) {
    case CallOutcome::completed: return "completed";
    case CallOutcome::failed: return "failed";
    case CallOutcome::unknown: return "unknown";
  }
  return "unknown";
}

// The arguments in one spelling: what is stored, sent, confirmed and approved.
Json one_spelling(const dsl::Program& program, const dsl::Tool& tool, const Json& arguments) {
  std::vector<JsonIssue> issues;
  const ValueRecord values = dsl::decode_arguments(program, tool, arguments, "", issues);
  if (!issues.empty()) return arguments;   // the gate says what is wrong with them
  Json spelled = Json::object();
  for (const ValueField& field : values.fields)
    if (!field.value.absent() && !field.value.unknown()) spelled.set(field.name, dsl::encode(field.value));
  return spelled;
}

ToolResponse bounded(ToolResponse response) {
  if (response.outcome == CallOutcome::completed && dump(response.result).size() > limits::tool_result_bytes) {
    response.result = Json::object({{"note", "the result is larger than a tool's result may be, and was left out"}});
  }
  return response;
}

void settle(ConversationLog& log, const dsl::Tool& tool, const CallId& call, const CallOrigin& origin, const ToolResponse& response) {
  log.record(event::CallSettled{call, tool.name, std::string(word_of(response.outcome)), response.result, response.receipt, response.error, origin.run,
                                origin.step});
  if (response.outcome == CallOutcome::failed) log.release(call);
  if (response.outcome != CallOutcome::completed || !tool.verifies_customer) return;
  const std::string customer = response.result.text_or("customer", response.result.text_or("id"));
  if (!customer.empty()) log.record(event::CustomerVerified{CustomerId(customer), "tool " + tool.name});
}

dsl::Roots words_roots(const LiveBundle& live, const dsl::Tool& tool, const GateCall& input, const std::string& receipt, const Json& result) {
  std::vector<JsonIssue> issues;
  dsl::Roots roots = roots_of(live.program(), tool, input, issues);
  ValueRecord record;
  record.set("id", Value(receipt));
  if (result.members())
    for (const auto& [name, value] : *result.members())
      if (name != "id" && value.text()) record.set(name, Value(*value.text()));
  roots.emplace_back("receipt", Value(std::move(record)));
  return roots;
}

void fill(Called& called, const LiveBundle& live, const dsl::Tool& tool, const ToolResponse& response, const CallId& call) {
  called.result = response.result;
  called.error = response.error;
  switch (response.outcome) {
    case CallOutcome::completed:
      called.how = Called::How::done;
      if (tool.effect != dsl::Effect::reads) called.receipt = response.receipt.empty() ? call.text : response.receipt;
      called.say = dsl::render(tool.say_when_done, words_roots(live, tool, called.input, called.receipt, response.result));
      break;
    case CallOutcome::failed: called.how = Called::How::failed; break;
    case CallOutcome::unknown: called.how = Called::How::unknown; break;
  }
}

Result<void> reserve_and_commit(ConversationLog& log, const LiveBundle& live, const dsl::Tool& tool, const GateCall& input, const CallId& call,
                                const CallOrigin& origin) {
  const Instant now = log.now();
  for (const BudgetUse& use : budget_use(live.program(), tool, input))
    log.reserve({use.limit, use.key, call.text, use.amount, use.currency, now, use.window ? std::optional(now - *use.window) : std::nullopt, use.ceiling});
  log.record(event::CallDispatched{call, tool.name, input.arguments, log.state().customer.id.text, tool.effect != dsl::Effect::reads, origin.run,
                                    origin.step});
  return log.commit();
}

// The step that comes again after a crash: its call was carried to an end already.
Result<Called> settled_before(Seams& seams, const LiveBundle& live, ConversationLog& log, const dsl::Tool& tool, const event::CallSettled& settled,
                              const Json& arguments, Instant since) {
  Called called;
  const event::CallSettled known = settled;
  HANDRAIL_TRY(called.input, gate_call(seams, live, log, tool, arguments, since));
  const CallOutcome outcome = known.outcome == "completed" ? CallOutcome::completed : known.outcome == "failed" ? CallOutcome::failed : CallOutcome::unknown;
  fill(called, live, tool, {outcome, known.result, known.receipt, known.error}, known.call);
  return called;
}

}  // namespace

bool time_for_a_call(Instant now, Instant since) { return now + limits::tool_deadline <= since + limits::turn_deadline; }

Result<GateCall> gate_call(Seams& seams, const LiveBundle& live, ConversationLog& log, const dsl::Tool& tool, const Json& arguments, Instant since) {
  GateCall call;
  call.tool = tool.name;
  call.arguments = one_spelling(live.program(), tool, arguments);
  call.conversation = log.state().id.text;
  call.customer = customer_facts(seams, live, log, since);
  call.context = log.state().context.is_null() ? Json::object() : log.state().context;
  // A look-up may need what an earlier one found, so ask until nothing new is asked. What is not asked any more stays unknown.
  std::size_t asked = 0;
  for (bool found_more = true; found_more;) {
    found_more = false;
    call.now = log.now();
    call.lookups.clear();
    for (const LookedUp& lookup : log.state().lookups) call.lookups.push_back(lookup);
    for (const NeededLookup& needed : lookups_for(live.program(), tool, call)) {
      const dsl::Tool& reading = live.program().tools[needed.tool];
      if (known_since(log.state(), reading.name, needed.arguments, since)) continue;
      if (asked == limits::lookups_per_call || !time_for_a_call(log.now(), since)) break;
      look_up(seams, log, reading, needed.arguments);
      ++asked;
      found_more = true;
    }
  }
  std::vector<LookedUp> used_here;
  for (const NeededLookup& needed : lookups_for(live.program(), tool, call)) {
    const auto* lookup = known_since(log.state(), live.program().tools[needed.tool].name, needed.arguments, Instant{});
    if (lookup) used_here.push_back(*lookup);
  }
  call.lookups = std::move(used_here);
  for (const Confirmed& yes : log.state().confirmed)
    if (yes.tool == tool.name) call.confirmed.push_back(yes);
  for (const GivenApproval& given : log.state().approvals_given)
    if (given.tool == tool.name) call.approvals.push_back(given);
  call.now = log.now();
  std::vector<BudgetUse> budgets = budget_use(live.program(), tool, call);
  for (BudgetUse& meter : meters_asked(live.program(), tool.scope, call.customer, call.conversation)) {
    const bool there = std::any_of(budgets.begin(), budgets.end(), [&](const BudgetUse& one) { return one.limit == meter.limit && one.key == meter.key; });
    if (!there) budgets.push_back(std::move(meter));
  }
  HANDRAIL_TRY(call.used, used_of(seams, budgets, call.now));
  return call;
}

Result<Called> call_tool(Seams& seams, const LiveBundle& live, ConversationLog& log, const CallOrigin& origin, const std::string& name,
                         const Json& arguments, Instant since) {
  const auto index = live.program().find_tool(name);
  if (!index) return Called{.how = Called::How::failed, .error = "the policy has no tool `" + name + "`"};
  const dsl::Tool& tool = live.program().tools[*index];
  if (dump(arguments).size() > limits::tool_arguments_bytes)
    return Called{.how = Called::How::failed, .error = "the arguments have more than " + std::to_string(limits::tool_arguments_bytes) + " bytes"};
  for (const event::CallSettled& settled : log.state().settled)
    if (settled.run == origin.run && settled.step == origin.step && settled.tool == name) return settled_before(seams, live, log, tool, settled, arguments, since);
  for (int race = 0;; ++race) {
    Called called;
    HANDRAIL_TRY(called.input, gate_call(seams, live, log, tool, arguments, since));
    called.verdict = judge(live.program(), live.bundle->hash, called.input);
    const CallId call(seams.ids.next("call"));
    auto before = log.mark();
    log.record(event::CallJudged{call, to_json(called.input), to_json(called.verdict)});
    if (called.verdict.kind != VerdictKind::allow) {
      called.how = called.verdict.kind == VerdictKind::approve ? Called::How::approve : Called::How::denied;
      return called;
    }
    if (!time_for_a_call(log.now(), since)) {
      called.error = "the turn has taken too long";
      return called;
    }
    const ToolRequest request{tool.name, called.input.arguments, call.text, log.state().customer.id.text, limits::tool_deadline};
    if (tool.effect == dsl::Effect::reads) {
      const ToolResponse response = bounded(seams.tools.call(request));
      log.record(event::FactLookedUp{tool.name, called.input.arguments, response.outcome != CallOutcome::completed, response.result, response.error});
      fill(called, live, tool, response, call);
      return called;
    }
    if (auto committed = reserve_and_commit(log, live, tool, called.input, call, origin); !committed) {
      const bool lost_a_race = committed.error().code == ErrorCode::limit && race < budget_races_max;
      if (!lost_a_race) return fail(committed.error());
      log.rewind(std::move(before));
      continue;
    }
    const ToolResponse response = bounded(seams.tools.call(request));
    settle(log, tool, call, origin, response);
    HANDRAIL_TRY_VOID(log.commit());
    fill(called, live, tool, response, call);
    return called;
  }
}

Result<void> settle_unfinished(Seams& seams, const LiveBundle& live, ConversationLog& log) {
  const auto unfinished = log.state().in_flight;
  for (const auto& [key, call] : unfinished) {
    const auto index = live.program().find_tool(call.tool);
    ToolResponse response{CallOutcome::unknown, {}, "", "the process ended while this call was under way"};
    if (index) {
      const dsl::Tool& tool = live.program().tools[*index];
      const ToolRequest again{call.tool, call.arguments, call.id.text, call.customer, limits::tool_deadline};
      if (tool.after_crash == dsl::AfterCrash::send_again) {
        response = bounded(seams.tools.call(again));
      } else if (tool.after_crash == dsl::AfterCrash::ask_tool && tool.check) {
        const ToolResponse found = bounded(seams.tools.call({live.program().tools[*tool.check].name, Json::object({{"key", call.id.text}}),
                                                             seams.ids.next("look"), call.customer, limits::tool_deadline}));
        // What never arrived is sent now, under the same key; of what arrived the answer is the result.
        if (found.outcome == CallOutcome::completed)
          response = found.result.is_null() ? bounded(seams.tools.call(again)) : ToolResponse{CallOutcome::completed, found.result, found.result.text_or("id"), ""};
      }
      settle(log, tool, call.id, {call.run, call.step}, response);
    } else {
      log.record(event::CallSettled{call.id, call.tool, "unknown", {}, "", response.error, call.run, call.step});
    }
    HANDRAIL_TRY_VOID(log.commit());
  }
  return {};
}

}  // namespace handrail
