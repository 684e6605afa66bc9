#include "engine/turn/ask_approval.hpp"

#include <algorithm>

#include "dsl/program/decode.hpp"
#include "engine/base/text.hpp"
#include "engine/policy/for_people.hpp"
#include "engine/policy/limits_asking.hpp"

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

std::string words_for_customer(const LiveBundle& live, const Called& called, const std::string& reference, Duration within) {
  const dsl::Tool& tool = live.program().tools[*live.program().find_tool(called.input.tool)];
  std::vector<JsonIssue> issues;
  dsl::Roots roots = for_people(live.program(), tool, roots_of(live.program(), tool, called.input, issues));
  ValueRecord approval;
  approval.set("id", Value(reference));
  roots.emplace_back("approval", Value(std::move(approval)));
  std::string say = dsl::render(tool.say_when_waiting, roots);
  if (say.empty()) return "A colleague has to confirm this first, within " + format_duration(within) + ". Reference " + reference + ".";
  if (!names_a_time(say)) say += " You will hear within " + format_duration(within) + ".";
  return say;
}

std::string in_words(const Json& fact) {
  if (fact.is_null()) return "nothing known";
  if (const Json* used = fact.find("used"); used && fact.find("at_most")) return in_words(*used) + " used of " + in_words(fact["at_most"]);
  if (const Json* amount = fact.find("amount"); amount && amount->text() && fact.find("currency")) return *amount->text() + " " + fact.text_or("currency");
  return printable(fact.text() ? *fact.text() : canonical(fact), 60);
}

// Every fact behind the verdict, and what was used of each limit above which somebody must approve the call, whichever clause asks first.
Json all_behind(const dsl::Program& program, const GateCall& call, const Verdict& verdict) {
  Json facts = facts_behind(program, call);
  if (!verdict.approve) return facts;
  const Json limits = limits_asking(program, call);
  for (const auto& [limit, use] : *limits.members()) facts.set(limit, use);
  return facts;
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
  request.rests_on = all_behind(live.program(), called.input, called.verdict);
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
  std::vector<JsonIssue> issues;
  const dsl::Tool& tool = live.program().tools[*live.program().find_tool(called.input.tool)];
  // The author's words are for the time when nobody decided; a refusal has its own.
  const std::string say = expired && declared ? dsl::render(declared->say, for_people(live.program(), tool, roots_of(live.program(), tool, called.input, issues))) : "";
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

std::string what_changed(const event::ApprovalRequested& asked, const dsl::Program& program, const GateCall& now, const Verdict& verdict) {
  constexpr std::size_t facts_told = 5;
  std::vector<std::string> changed;
  const Json facts = all_behind(program, now, verdict);
  if (facts.members() && asked.rests_on.members())
    for (const auto& [name, value] : *facts.members()) {
      const Json* before = asked.rests_on.find(name);
      if (before && canonical(*before) != canonical(value) && changed.size() < facts_told)
        changed.push_back("`" + printable(name) + "` was " + in_words(*before) + " and is " + in_words(value));
    }
  if (!changed.empty()) return join(changed, "; ");
  return verdict.because.empty() ? verdict.rule : verdict.because;
}

}  // namespace handrail
