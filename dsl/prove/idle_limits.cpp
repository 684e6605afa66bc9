// Limits above which somebody is to approve, and nobody is ever asked because of them: P0717.
#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/prove/gate_findings.hpp"
#include "dsl/prove/telling.hpp"

namespace handrail::dsl {

namespace {

bool of_limit(const GateStep& step, const Rule& rule, GateStep::Outcome outcome) {
  return step.clause == GateStep::Clause::limit && step.rule == &rule && step.outcome == outcome;
}

// Some call comes to one of the steps; a question that is not answered counts as one.
template <class Wanted>
bool comes_to(const GateQuestion& question, const Wanted& wanted) {
  const auto& steps = question.gate.with_approvals();
  for (std::size_t i = 0; i < steps.size(); ++i)
    if (wanted(steps[i]) && question.asking.ask_once(question.gate.reaches_with_approvals(i) && steps[i].guard && question.gate.in_turn()) != Satisfiable::no) return true;
  return false;
}

Diagnostic told(const GateQuestion& question, const Limit& limit) {
  const Tool& tool = question.program.tools[question.tool];
  const std::string role = "`" + question.program.roles[*limit.above_approve_by].name + "`";
  const std::string message = "a limit of `" + tool.name + "` never asks " + role + " for an approval";
  const auto approved = [&](const GateStep& step) { return of_limit(step, limit.rule, GateStep::Outcome::allow); };
  if (!comes_to(question, approved))
    return warning("P0717", message, limit.rule.span, "no call that is above it is let through",
                   "take it out, or write the `allow` or the `approve` that it is to watch over");
  Diagnostic found = warning("P0717", message, limit.rule.span, "what is let through above it has been approved by " + role + " already",
                             "take it out, or let another role approve");
  for (const Approve& approve : tool.approves)
    if (approve.role == *limit.above_approve_by) found.labels.push_back({approve.rule.span, "this asks " + role + " first"});
  return found;
}

}  // namespace

void idle_limits(const GateQuestion& question) {
  for (const Limit& limit : question.program.tools[question.tool].limits) {
    if (!limit.above_approve_by) continue;
    const auto asks = [&](const GateStep& step) { return of_limit(step, limit.rule, GateStep::Outcome::approve); };
    if (!comes_to(question, asks)) question.proof.findings.push_back(told(question, limit));
  }
}

}  // namespace handrail::dsl
#endif
