#include "engine/turn/call_tool.hpp"

#include <algorithm>

#include "dsl/program/decode.hpp"
#include "engine/base/limits.hpp"
#include "engine/policy/for_people.hpp"
#include "engine/policy/queue_holes.hpp"
#include "engine/policy/limits_asking.hpp"
#include "engine/policy/meters.hpp"
#include "engine/policy/with_yes.hpp"
#include "engine/turn/ask_approval.hpp"
#include "engine/turn/budgets_read.hpp"
#include "engine/turn/confirmation.hpp"
#include "engine/turn/look_up.hpp"
#include "engine/turn/manner.hpp"
#include "engine/turn/result_fits.hpp"
#include "engine/turn/settle_call.hpp"
#include "engine/turn/tool_schema.hpp"
#include "engine/turn/workflow_script.hpp"

namespace handrail {
namespace {

// Another conversation used the budget between our look and our commit: look again. Each time one of them got through, so this many may ask at once.
constexpr int budget_races_max = 200;

dsl::Roots words_roots(const LiveBundle& live, const dsl::Tool& tool, const GateCall& input, const std::string& receipt, const Json& result) {
  std::vector<JsonIssue> issues;
  dsl::Roots roots = roots_of(live.program(), tool, input, issues);
  // What was moved, not what was asked for.
  for (auto& [name, value] : moved_amounts(live.program(), tool, result))
    for (auto& [root, asked] : roots)
      if (root == name && value.as<Money>()) asked = std::move(value);
  ValueRecord record;
  record.set("id", Value(receipt));
  if (result.members()) {
    for (const auto& [name, value] : *result.members())
      if (name != "id" && value.text()) record.set(name, Value(*value.text()));
    if (tool.gives && tool.gives->kind == dsl::TypeKind::record)
      for (const dsl::Field& field : live.program().records[tool.gives->index].fields)
        if (const Json* value = field.name == "id" ? nullptr : result.find(field.name))
          record.set(field.name, for_people(live.program(), field.type, dsl::decode(live.program(), field.type, *value, "", issues)));
  }
  roots = for_people(live.program(), tool, with_queue_holes(std::move(roots)));
  roots.emplace_back("receipt", Value(std::move(record)));
  return roots;
}

// Words with a hole that the result does not fill say less: the receipt is there, so it is done.
std::string words_when_done(const LiveBundle& live, const dsl::Tool& tool, const GateCall& input, const std::string& receipt, const Json& result) {
  const dsl::Template& words = tool.say_when_done;
  const dsl::Manner manner{input.tone, input.written_in};
  const bool no_holes = std::ranges::all_of(words.pieces, [](const dsl::TemplatePiece& piece) { return piece.path.empty(); });
  if (no_holes) return dsl::render(words, dsl::with_manner({}, manner));
  const dsl::Roots roots = words_roots(live, tool, input, receipt, result);
  const auto nothing_there = [&](const dsl::TemplatePiece& piece) {
    if (piece.path.empty() || piece.path.front() != "receipt") return false;
    const Value value = dsl::at_path(roots, piece.path);
    return value.unknown() || value.absent();
  };
  if (std::ranges::none_of(words.pieces, nothing_there)) return dsl::render(words, roots);
  return live.program().worded(dsl::own::done, manner) + (receipt.empty() ? "" : " Reference " + receipt + ".");
}

// What the script gets. An answer that is not what the tool declares tells nothing that could be relied on: the look-up has failed. (Of a call that acts it
// made the outcome unknown before: result_fits.hpp.)
void give_as_declared(Called& called, const LiveBundle& live, const dsl::Tool& tool) {
  if (!tool.gives) return;
  std::vector<JsonIssue> issues;
  Json declared = as_declared(live.program(), *tool.gives, called.result, "", issues);
  const bool failed = tool.effect == dsl::Effect::reads && !issues.empty();
  called.result = failed ? Json() : std::move(declared);
  if (!failed) return;
  called.how = Called::How::failed;
  called.error = "the answer is not what the policy declares: " + issues_in_words(issues);
}

void fill(Called& called, const LiveBundle& live, const dsl::Tool& tool, const ToolResponse& response, const CallId& call) {
  called.result = response.result;
  called.error = response.error;
  switch (response.outcome) {
    case CallOutcome::completed:
      called.how = Called::How::done;
      if (tool.effect != dsl::Effect::reads) called.receipt = response.receipt.empty() ? call.text : response.receipt;
      called.say = words_when_done(live, tool, called.input, called.receipt, response.result);
      give_as_declared(called, live, tool);
      break;
    case CallOutcome::failed: called.how = Called::How::failed; break;
    case CallOutcome::unknown: called.how = Called::How::unknown; break;
  }
}

// What the tool's conditions read of earlier calls holds until this one is committed: nobody else's call may come between, nor give back what it had taken. The
// sum that was judged, this call included, is the ceiling, and the floor without it; a call that the meter does not count itself takes nothing.
void hold_meters(std::vector<BudgetUse>& uses, const dsl::Program& program, const dsl::Tool& tool, const GateCall& input) {
  const auto asked = meters_asked(program, tool.scope, input.customer, input.conversation);
  const auto sums = meter_values(program, asked, input.used, input.now);
  for (const BudgetUse& meter : asked) {
    const auto found = sums.find(meter.limit);
    if (found == sums.end() || found->second.unknown()) continue;
    const auto* money = found->second.as<Money>();
    const std::int64_t before = money ? money->minor : *found->second.as<std::int64_t>();
    const auto own = std::ranges::find_if(uses, [&](const BudgetUse& one) { return one.limit == meter.limit && one.key == meter.key; });
    BudgetUse held = own != uses.end() ? *own : meter;
    if (own == uses.end()) {
      held.amount = 0;
      if (money) held.currency = std::string(money->currency.code());
    }
    std::int64_t ceiling = 0;
    if (__builtin_add_overflow(before, held.amount, &ceiling)) continue;
    held.ceiling = ceiling;
    held.floor = before;
    if (own != uses.end()) *own = std::move(held);
    else uses.push_back(std::move(held));
  }
}

// Whether another conversation's call may come between the look at what is used and the commit.
bool has_budget(const LiveBundle& live, const dsl::Tool& tool, const GateCall& input) {
  return !budget_use(live.program(), tool, input).empty() || !meters_asked(live.program(), tool.scope, input.customer, input.conversation).empty();
}

Result<void> reserve_and_commit(ConversationLog& log, const LiveBundle& live, const dsl::Tool& tool, const Called& called, const CallId& call,
                                const CallOrigin& origin) {
  const Instant now = log.now();
  const GateCall& input = called.input;
  std::vector<BudgetUse> uses = budget_use(live.program(), tool, input);
  for (BudgetUse& use : uses)
    if (use.asks_above) use.ceiling = use.asks_above;
  hold_meters(uses, live.program(), tool, input);
  for (const BudgetUse& use : uses)
    log.reserve({use.limit, use.key, call.text, use.amount, use.currency, now, use.window ? std::optional(now - *use.window) : std::nullopt, use.ceiling, use.floor});
  log.record(event::CallDispatched{call, tool.name, input.arguments, log.state().customer.id.text, tool.effect != dsl::Effect::reads, origin.run,
                                   origin.step, uses.empty() ? Json() : reserved_json(uses, now)});
  return log.commit();
}

// The approvals that were given to this call, each by another role.
std::vector<event::ApprovalRequested> granted_to(const ConversationState& state, const GateCall& call) {
  std::vector<event::ApprovalRequested> given;
  for (const Approval& one : state.granted)
    if (call_name(one.asked.tool, one.asked.arguments) == call_name(call.tool, call.arguments)) given.push_back(one.asked);
  return given;
}

// The roles whose approvals let the call through, or on to the next one who must approve, where more is used of the limits than each of them is good for. That
// holds whichever clause asked for the approval: what was used was before the approver's eyes.
std::vector<std::string> approved_at_less_use(const LiveBundle& live, const std::vector<event::ApprovalRequested>& granted, const Called& called) {
  std::vector<std::string> roles;
  if (called.verdict.kind == VerdictKind::deny) return roles;
  for (const event::ApprovalRequested& asked : granted)
    if (used_beyond(live.program(), called.input, asked.rests_on)) roles.push_back(asked.role);
  return roles;
}

// Whether the approval still counts: the call goes out by it, or waits for another role's that is bound to the same facts.
bool still_counts(const event::ApprovalRequested& asked, const Verdict& verdict) {
  if (verdict.kind != VerdictKind::approve) return verdict.kind == VerdictKind::allow;
  return verdict.approve->role != asked.role && verdict.approve->facts_hash == asked.facts_hash && verdict.approve->bundle == asked.bundle;
}

// Judged, and on the record: the verdict, what it would be with the customer's yes where that is all that lacks, and the end of the approvals that no longer
// fit the facts, whoever gave them.
void judge_on_record(const LiveBundle& live, ConversationLog& log, const CallId& call, Called& called) {
  called.verdict = judge(live.program(), live.bundle->hash, called.input);
  const std::vector<event::ApprovalRequested> granted = granted_to(log.state(), called.input);
  const std::vector<std::string> outgrown = approved_at_less_use(live, granted, called);
  const auto has_outgrown = [&](const std::string& role) { return std::ranges::find(outgrown, role) != outgrown.end(); };
  if (!outgrown.empty()) {
    std::erase_if(called.input.approvals, [&](const GivenApproval& given) { return has_outgrown(given.role); });
    called.verdict = judge(live.program(), live.bundle->hash, called.input);
  }
  called.with_yes = with_the_yes(live.program(), live.bundle->hash, called.input, called.verdict);
  log.record(event::CallJudged{call, to_json(called.input), to_json(called.verdict), called.with_yes ? to_json(*called.with_yes) : Json()});
  for (const event::ApprovalRequested& asked : granted) {
    if (still_counts(asked, called.verdict) && !has_outgrown(asked.role)) continue;
    called.voided = what_changed(asked, live.program(), called.input, called.verdict);
    log.record(event::ApprovalDecided{asked.approval, "void", "", asked.role, called.voided, {}});
  }
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
  since = std::min(since, log.now());   // a clock that was set back in the turn: what is looked up from here on is of now
  call.tool = tool.name;
  call.arguments = in_one_spelling(live.program(), tool.name, arguments);
  call.schema_issues = argument_issues(seams.tools, tool, call.arguments);
  call.conversation = log.state().id.text;
  call.customer = customer_facts(seams, live, log, since);
  call.context = log.state().context.is_null() ? Json::object() : log.state().context;
  const dsl::Manner manner = manner_of(live, log.state());
  call.tone = manner.tone;
  call.written_in = manner.language;
  if (const std::optional<Run>& run = log.state().run; run && run->review && !run->review_rule.empty()) call.review = UnderReview{run->review_rule, run->review_at, run->settled};
  // A look-up may need what an earlier one found, so ask until nothing new is asked. What is not asked any more stays unknown.
  std::size_t asked = 0;
  for (bool found_more = true; found_more;) {
    found_more = false;
    call.now = log.now();
    call.lookups.clear();
    for (const LookedUp& lookup : log.state().lookups) call.lookups.push_back(lookup);
    for (const NeededLookup& needed : lookups_for(live.program(), tool, call)) {
      const dsl::Tool& reading = live.program().tools[needed.tool];
      if (known_since(log.state(), reading.name, needed.arguments, since, log.now())) continue;
      if (asked == limits::lookups_per_call || !time_for_a_call(log.now(), since)) break;
      look_up(seams, log, reading, needed.arguments);
      ++asked;
      found_more = true;
    }
  }
  std::vector<LookedUp> used_here;
  for (const NeededLookup& needed : lookups_for(live.program(), tool, call)) {
    const auto* lookup = on_record(log.state(), live.program().tools[needed.tool].name, needed.arguments);
    if (lookup) used_here.push_back(*lookup);
  }
  call.lookups = std::move(used_here);
  // A yes to words that would be other ones now is none: what the question showed is part of what was agreed.
  const bool outdated = !log.state().confirmed.empty() && yes_on_record(live, log.state(), tool, call) == YesOnRecord::outdated;
  for (const Confirmed& yes : log.state().confirmed)
    if (yes.tool == tool.name && !outdated) call.confirmed.push_back(yes);
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

Result<Called> judge_call(Seams& seams, const LiveBundle& live, ConversationLog& log, const dsl::Tool& tool, const Json& arguments, Instant since) {
  Called called;
  HANDRAIL_TRY(called.input, gate_call(seams, live, log, tool, arguments, since));
  judge_on_record(live, log, CallId(seams.ids.next("call")), called);
  using Kind = VerdictKind;
  called.how = called.verdict.kind == Kind::allow ? Called::How::done : called.verdict.kind == Kind::approve ? Called::How::approve : Called::How::denied;
  return called;
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
    const CallId call(seams.ids.next("call"));
    std::optional<ConversationLog::Mark> before;
    if (!called.input.used.empty() || has_budget(live, tool, called.input)) before = log.mark();
    judge_on_record(live, log, call, called);
    if (called.verdict.kind != VerdictKind::allow) {
      called.how = called.verdict.kind == VerdictKind::approve ? Called::How::approve : Called::How::denied;
      return called;
    }
    if (!time_for_a_call(log.now(), since)) {
      called.error = "the turn has taken too long";
      return called;
    }
    const ToolRequest request{tool.name, called.input.arguments, call.text, log.state().customer.id.text, limits::tool_deadline, tool.effect == dsl::Effect::reads};
    if (tool.effect == dsl::Effect::reads) {
      const ToolResponse response = send_call(seams, live.program(), tool, request);
      log.record(event::FactLookedUp{tool.name, called.input.arguments, response.outcome != CallOutcome::completed, response.result, response.error});
      note_verified(log, tool, response);
      fill(called, live, tool, response, call);
      return called;
    }
    if (auto committed = reserve_and_commit(log, live, tool, called, call, origin); !committed) {
      const bool lost_a_race = committed.error().code == ErrorCode::limit && before && race < budget_races_max;
      if (!lost_a_race) return fail(committed.error());
      HANDRAIL_TRY_VOID(log.rewind(std::move(*before)));
      continue;
    }
    ToolResponse response = send_call(seams, live.program(), tool, request);
    if (response.outcome == CallOutcome::unknown && tool.after_crash != dsl::AfterCrash::stop_and_ask && time_for_a_call(log.now(), since)) {
      const std::string first = response.error;
      response = resolve_call(seams, live.program(), tool, request);
      if (response.outcome == CallOutcome::unknown) response.error = first;
    }
    // What asking again with the same key would give is committed with what the run does next: the next dispatch, or the end of the turn.
    if (settle_call(log, live.program(), call, response)) HANDRAIL_TRY_VOID(log.commit());
    fill(called, live, tool, response, call);
    return called;
  }
}

}  // namespace handrail
