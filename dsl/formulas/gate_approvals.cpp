// What a call comes to once some of those who are asked have approved it.
#include "dsl/formulas/gate_steps.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/program/evaluate.hpp"

namespace handrail::dsl {

using Outcome = GateStep::Outcome;
using Clause = GateStep::Clause;

// Denials; the first `approve` that holds, until its role has approved; then each limit that the call is above, until its own role has; then what lets the call
// through: the clause, or the last limit that somebody approved to exceed.
void GateSteps::approvals() {
  std::vector<GateStep> through;
  std::optional<GateStep> otherwise;
  Formula passes = encoding_.truth(false), none_above = encoding_.truth(true), none_asks = encoding_.truth(true);
  for (const GateStep& step : steps_) {
    if (step.outcome == Outcome::deny && step.clause == Clause::otherwise) otherwise = step;
    else if (step.outcome == Outcome::deny) with_approvals_.push_back(step);
    if (step.outcome == Outcome::deny || step.clause == Clause::limit) continue;
    passes = passes || step.guard;
    through.push_back(step);
    if (step.outcome == Outcome::allow) continue;
    const z3::expr first = none_asks && step.guard;
    none_asks = none_asks && !step.guard;
    asked_.emplace_back(*step.role, first);
    const z3::expr waits = first && !counts(*step.role);
    with_approvals_.push_back(step);
    with_approvals_.back().guard = waits;
    with_approvals_.back().surely = waits && step.surely;
    through.back().outcome = Outcome::allow;
    through.back().role.reset();
    through.back().guard = first;
    through.back().surely = first && step.surely;
  }
  std::vector<GateStep> above;
  for (std::size_t i = 0; i < tool_.limits.size(); ++i) {
    const Limit& limit = tool_.limits[i];
    if (!limit.above_approve_by) continue;
    const z3::expr active = encoding_.active(limit.rule), over = passes && active && !above_[i].no, surely = passes && active && above_[i].yes;
    none_above = none_above && !(active && !above_[i].no);
    asked_.emplace_back(*limit.above_approve_by, over);
    const z3::expr missing = !counts(*limit.above_approve_by);
    with_approvals_.push_back({Outcome::approve, Clause::limit, &limit.rule, limit.above_approve_by, over && missing, surely && missing});
    above.push_back({Outcome::allow, Clause::limit, &limit.rule, {}, over, surely});
  }
  for (GateStep& step : through) {
    if (!above.empty()) step.guard = step.guard && none_above;
    if (!above.empty()) step.surely = step.surely && none_above;
    with_approvals_.push_back(std::move(step));
  }
  std::ranges::reverse_copy(above, std::back_inserter(with_approvals_));
  if (otherwise) with_approvals_.push_back(*otherwise);
  asked_in_turn();
}

z3::expr GateSteps::reaches_with_approvals(std::size_t step) const {
  z3::expr_vector free(context_);
  for (std::size_t i = 0; i < step; ++i) free.push_back(!with_approvals_[i].guard);
  return free.empty() ? encoding_.truth(true) : z3::mk_and(free);
}

// There is an approval by the role, and it may give it. One policy's role is another's of the same name.
z3::expr GateSteps::counts(std::uint32_t role) {
  const auto found = approved_.emplace(role, context_.bool_const((prefix_ + " approved " + program_.roles[role].name).c_str())).first;
  return found->second && may_approve(role);
}

void GateSteps::asked_in_turn() {
  std::map<std::uint32_t, Formula> had_its_turn;
  Formula all_before = encoding_.truth(true);
  for (const auto& [role, when] : asked_) {
    const z3::expr turn = all_before && when;
    const auto [found, added] = had_its_turn.emplace(role, turn);
    if (!added) found->second = found->second || turn;
    all_before = all_before && (!when || counts(role));
  }
  Formula all = encoding_.truth(true);
  for (const auto& [role, turn] : had_its_turn) all = all && z3::implies(approved_.at(role), turn);
  in_turn_ = all;
}

z3::expr GateSteps::above_role(const Term& amount, const Type& type, const Money& most) const {
  if (currency_of(type) != most.currency) return amount.known;
  return amount.known && (amount.odd || amount.value > encoding_.number(most.minor));
}

// The role's limit holds for each amount among the arguments; of a tool that has none for each that its approvals by the role read. An optional amount that no
// clause reads is not given.
z3::expr GateSteps::may_approve(std::uint32_t role) {
  if (const auto known = may_.find(role); known != may_.end()) return known->second;
  Formula above = encoding_.truth(false);
  const auto& limit = program_.roles[role].limit;
  const bool has_amount = std::ranges::any_of(tool_.parameters, [](const Field& field) { return field.type.kind == TypeKind::money; });
  const auto slot_above = [&](std::uint32_t slot) {
    const Type& type = tool_.scope.slots[slot].type;
    if (type.kind == TypeKind::money) above = above || above_role(encoding_.slot(slot), type, *limit);
  };
  for (std::uint32_t i = 0; limit && i < tool_.parameters.size(); ++i) {
    const Field& parameter = tool_.parameters[i];
    if (parameter.type.kind != TypeKind::money) continue;
    const auto slot = std::ranges::find(tool_.scope.slots, std::vector<std::string>{parameter.name}, &Slot::path);
    if (slot != tool_.scope.slots.end()) slot_above(static_cast<std::uint32_t>(slot - tool_.scope.slots.begin()));
    else if (currency_of(parameter.type) != limit->currency) above = above || (parameter.type.optional ? unread_amount(i).given : encoding_.truth(true));
    else above = above || (unread_amount(i).given && unread_amount(i).amount > encoding_.number(limit->minor));
  }
  for (const Approve& approve : tool_.approves) {
    if (!limit || has_amount || approve.role != role) continue;
    std::vector<std::uint32_t> read;
    for (const ExpressionId condition : {approve.when, approve.unless})
      if (condition != no_expression) std::ranges::copy(slots_of(program_, condition), std::back_inserter(read));
    const Formula so_far = above;
    above = encoding_.truth(false);
    for (const std::uint32_t slot : read) slot_above(slot);
    above = so_far || (encoding_.active(approve.rule) && above);
  }
  return may_.emplace(role, !above).first->second;
}

GateSample GateSteps::sample_with_approvals(const z3::model& model) const {
  GateSample made = sample(model);
  for (const auto& [role, when] : asked_)
    if (true_in(model, approved_.at(role)) && true_in(model, when) && std::ranges::find(made.approved, role) == made.approved.end()) made.approved.push_back(role);
  return made;
}

}  // namespace handrail::dsl
#endif
