#include "engine/turn/ask_approval.hpp"

#include <algorithm>

#include "dsl/program/decode.hpp"
#include "engine/base/text.hpp"
#include "engine/domain/in_words.hpp"
#include "engine/policy/for_people.hpp"
#include "engine/policy/limits_asking.hpp"
#include "engine/turn/fact_changes.hpp"

namespace handrail {
namespace {

constexpr Duration without_a_time = hours(24);   // an `approve by` that names no time

const dsl::Approve* clause_of(const LiveBundle& live, const Called& called) {
  const auto tool = live.program().find_tool(called.input.tool);
  if (!tool) return nullptr;
  for (const dsl::Approve& approve : live.program().tools[*tool].approves)
    if (live.program().where(approve.rule) == called.verdict.at) return &approve;
  return nullptr;
}

// As the clause that asks for it says; a limit above which somebody approves has its own.
dsl::Urgency urgency_of(const LiveBundle& live, const Called& called) {
  if (const dsl::Approve* clause = clause_of(live, called)) return clause->urgency;
  const auto tool = live.program().find_tool(called.input.tool);
  if (tool)
    for (const dsl::Limit& limit : live.program().tools[*tool].limits)
      if (limit.above_approve_by && live.program().where(limit.rule) == called.verdict.at) return limit.above_urgency;
  return dsl::Urgency::medium;
}

bool names_a_time(const std::string& text) {
  const std::vector<std::string_view> all = words(text);
  return std::ranges::any_of(all, [](std::string_view word) {
    constexpr std::string_view times[] = {"minute", "minutes", "hour", "hours", "day", "days", "today", "tomorrow", "tonight", "by"};
    return std::ranges::find(times, lower_ascii(word)) != std::end(times);
  });
}

// "cashier", and where the limits ask others after them "cashier and controller".
std::string roles_asked(const Verdict& verdict) {
  std::vector<std::string> roles;
  for (const Remedy& remedy : verdict.remedy)
    if (remedy.kind == RemedyKind::approval) roles.push_back(in_words(remedy.what));
  return english_list(roles);
}

std::string words_for_customer(const LiveBundle& live, const Called& called, const std::string& reference, Duration within) {
  if (called.verdict.approve->role == person_who_checks) return "";   // they hear what they hear of a draft (draft_review.hpp)
  const dsl::Tool& tool = live.program().tools[*live.program().find_tool(called.input.tool)];
  dsl::Roots roots = for_people(live.program(), tool, called.input);
  ValueRecord approval;
  approval.set("id", Value(reference));
  approval.set("role", Value(roles_asked(called.verdict)));
  roots.emplace_back("approval", Value(std::move(approval)));
  std::string say = dsl::render(tool.say_when_waiting, roots);
  if (say.empty()) return "A colleague has to confirm this first, within " + format_duration(within) + ". Reference " + reference + ".";
  if (!names_a_time(say)) say += " You will hear within " + format_duration(within) + ".";
  return say;
}

// Every fact behind the verdict, and what was used of each limit above which somebody must approve, whichever clause asks first.
FactsBehind all_behind(const dsl::Program& program, const GateCall& call) {
  FactsBehind facts = facts_behind(program, call);
  const Json limits = limits_to_ask_above(program, call);
  for (const auto& [limit, use] : *limits.members()) facts.values.set(limit, use);
  return facts;
}

bool has(const std::vector<std::string>& names, const std::string& name) { return std::ranges::find(names, name) != names.end(); }

// What nobody knew when the approval was asked for.
std::vector<std::string> unknown_then(const event::ApprovalRequested& asked, const dsl::Program& program) {
  std::vector<JsonIssue> issues;
  const GateCall call = read_gate_call(asked.facts, issues);
  return issues.empty() ? facts_behind(program, call).unknown : std::vector<std::string>{};
}

// How long an approval of that role is good for, where this call's has been given longer ago than that; none: it has not.
std::optional<Duration> longer_ago_than(const event::ApprovalRequested& asked, const GateCall& now, const Verdict& verdict) {
  if (!verdict.approve || verdict.approve->role != asked.role || !verdict.approve->within) return std::nullopt;
  const Duration within = *verdict.approve->within;
  const bool outlived = std::ranges::any_of(now.approvals, [&](const GivenApproval& given) { return given.role == asked.role && now.now - given.at > within; });
  return outlived ? std::optional(within) : std::nullopt;
}

}  // namespace

std::string ask_for_approval(Seams& seams, const LiveBundle& live, ConversationLog& log, const Called& called) {
  const Duration within = called.verdict.approve->within.value_or(without_a_time);
  event::ApprovalRequested request;
  request.approval = ApprovalId(seams.ids.next("appr"));
  request.what = "call";
  request.role = called.verdict.approve->role;
  request.urgency = std::string(dsl::to_text(urgency_of(live, called)));
  request.tool = called.input.tool;
  request.arguments = called.input.arguments;
  request.facts = to_json(called.input);
  request.rests_on = all_behind(live.program(), called.input).values;
  request.facts_hash = called.verdict.approve->facts_hash;
  request.bundle = called.verdict.approve->bundle;
  request.rule = called.verdict.rule;
  request.at = called.verdict.at;
  request.expires_at = log.now() + within;
  request.reference = request.approval.text;
  std::string say = words_for_customer(live, called, request.reference, within);
  log.record(event::TimerSet{"approval " + request.approval.text, request.expires_at});
  log.record(std::move(request));
  return say;
}

AfterApproval after_turn_down(const LiveBundle& live, const Called& called, const Run::Turned& turned, const std::string& stays) {
  const bool expired = turned.verdict == "expired";
  const dsl::Approve* clause = clause_of(live, called);
  const dsl::Consequence* declared = clause ? &clause->otherwise : nullptr;
  const dsl::Tool& tool = live.program().tools[*live.program().find_tool(called.input.tool)];
  // The author's words are for the time when nobody decided; a refusal has its own.
  const std::string say = expired && declared ? dsl::render(declared->say, for_people(live.program(), tool, called.input)) : "";
  const std::string nothing_done = expired ? "This could not be confirmed in time, so " + stays
                                           : "A colleague has looked at this and could not approve it, so " + stays;
  AfterApproval after;
  const dsl::ActionKind action = declared ? declared->action.kind : dsl::ActionKind::none;
  if (action == dsl::ActionKind::offer_person) {
    after.text = (say.empty() ? nothing_done : say) + " If you like, {queue.name} can look at it: just say so.";
    after.asked = "offer a person";
    return after;
  }
  if (action == dsl::ActionKind::refuse || (action == dsl::ActionKind::none && !say.empty())) {
    after.text = say.empty() ? nothing_done : say;
    after.asked = "anything else";
    return after;
  }
  HandOff to{.urgency = "high", .rule = called.verdict.rule, .at = called.verdict.at, .say = say};
  if (declared && declared->action.queue) to.queue = live.program().queues[*declared->action.queue].name;
  if (declared && declared->action.urgency) to.urgency = std::string(dsl::to_text(*declared->action.urgency));
  to.reason = expired ? "nobody decided on the approval in time" : "the approval was refused" + (turned.reason.empty() ? "" : ": " + turned.reason);
  if (expired && declared && !declared->because.empty()) to.reason += ": " + declared->because;
  if (to.say.empty() && expired) to.say = "This is taking longer than promised, so {queue.name} will take it from here. You will hear {queue.promise}.";
  if (to.say.empty()) to.say = "A colleague has looked at this and could not approve it. {queue.name} will explain, and look at what else is possible: you will hear {queue.promise}.";
  after.handoff = std::move(to);
  return after;
}

namespace {

// What became of the approval that another role had to give to the same call, where that is what kept it from being sent.
std::string turned_down_by_others(const ConversationState& state, const event::ApprovalRequested& asked) {
  if (!state.run) return "";
  const auto turned = state.run->turned_down.find(call_name(asked.tool, asked.arguments));
  if (turned == state.run->turned_down.end()) return "";
  return turned->second.verdict == "expired" ? "nobody decided in time who had to approve it as well" : "somebody else had to approve it as well, and refused";
}

}  // namespace

void void_granted(ConversationLog& log, const std::string& why) {
  while (!log.state().granted.empty()) {
    const event::ApprovalRequested asked = log.state().granted.front().asked;
    const std::string others = turned_down_by_others(log.state(), asked);
    log.record(event::ApprovalDecided{asked.approval, "void", "", asked.role, others.empty() ? why : others, {}});
  }
}

std::string what_changed(const event::ApprovalRequested& asked, const dsl::Program& program, const GateCall& now, const Verdict& verdict) {
  constexpr std::size_t changes_told = 5;
  std::vector<std::string> changed;
  const FactsBehind facts = all_behind(program, now);
  const std::vector<std::string> unknown = unknown_then(asked, program);
  for (const auto& [name, value] : *facts.values.members()) {
    const Json* before = asked.rests_on.find(name);
    if (!before) continue;
    if (before->is_null() || value.is_null()) {   // what nobody knows is not what is known not to be there
      const std::string was = fact_in_words(*before, has(unknown, name)), is = fact_in_words(value, has(facts.unknown, name));
      if (was != is) changed.push_back("`" + printable(name) + "` was " + was + " and is " + is);
    } else {
      std::ranges::move(fact_changes(name, *before, value), std::back_inserter(changed));
    }
  }
  if (changed.size() > changes_told) {
    const std::size_t more = changed.size() - changes_told;
    changed.resize(changes_told);
    changed.push_back("and " + std::to_string(more) + (more == 1 ? " other change" : " other changes"));
  }
  if (!changed.empty()) return join(changed, "; ");
  if (const auto within = longer_ago_than(asked, now, verdict)) return "it was given more than " + format_duration(*within) + " ago";
  return verdict.because.empty() ? verdict.rule : verdict.because;
}

}  // namespace handrail
