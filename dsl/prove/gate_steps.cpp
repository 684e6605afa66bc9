#include "dsl/prove/gate_steps.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>

namespace handrail::dsl {

using Outcome = GateStep::Outcome;
using Clause = GateStep::Clause;

GateSteps::GateSteps(z3::context& context, Asking& asking, const Program& program, std::uint32_t tool)
    : context_(context), solver_(asking.solver()), program_(program), tool_index_(tool), tool_(program.tools[tool]),
      encoding_(context, asking.solver(), program, program.tools[tool].scope, "t" + std::to_string(tool)) {
  for (std::uint32_t i = 0; i < tool_.scope.slots.size(); ++i) {
    const auto& path = tool_.scope.slots[i].path;
    const bool parameter = std::ranges::find(tool_.parameters, path.front(), &Field::name) != tool_.parameters.end();
    if (!parameter) continue;
    if (path.size() == 1) encoding_.always_set(i);
    if (path.size() == 1 && tool_.scope.slots[i].type.kind == TypeKind::money) encoding_.of_caller(i);
  }
  needs();
  limits_and_denies();
  approves_and_allows();
}

void GateSteps::step(Outcome outcome, Clause clause, const Rule& rule, const z3::expr& guard, const z3::expr& surely, std::optional<std::uint32_t> role) {
  steps_.push_back({outcome, clause, &rule, role, guard, surely});
}

void GateSteps::needs() {
  for (std::size_t i = 0; i < tool_.needs.size(); ++i) {
    const Need& need = tool_.needs[i];
    const z3::expr active = encoding_.active(need.rule);
    fresh_.emplace_back();
    if (const auto* condition = std::get_if<Need::Condition>(&need.what)) {
      const Tri tri = encoding_.condition(condition->when);
      step(Outcome::deny, Clause::needs, need.rule, active && !tri.yes, active && tri.no);
      continue;
    }
    fresh_.back() = context_.bool_const(("t" + std::to_string(tool_index_) + " need " + std::to_string(i)).c_str());
    step(Outcome::deny, Clause::needs, need.rule, active && !*fresh_.back(), active && !*fresh_.back());
  }
}

// Over the limit with this call: what was used before is anything that a desk may have.
Tri GateSteps::over(const Limit& limit, std::size_t index) {
  z3::expr known = encoding_.truth(true), odd = encoding_.truth(false), sum = used_[index] + 1;
  if (limit.per_customer)
    for (std::uint32_t i = 0; i < tool_.scope.slots.size(); ++i)
      if (tool_.scope.slots[i].path == std::vector<std::string>{"customer", "id"}) known = known && encoding_.slot(i).known;
  for (const ExpressionId term : limit.per) known = known && encoding_.term(term).known;
  std::int64_t ceiling = 0;
  if (limit.amount) {
    ceiling = limit.ceiling.as<Money>()->minor;
    const std::vector<std::string> path{tool_.parameters[*limit.amount].name};
    for (std::uint32_t i = 0; i < tool_.scope.slots.size(); ++i) {
      if (tool_.scope.slots[i].path != path) continue;
      const Term& amount = encoding_.slot(i);
      known = known && amount.known;
      odd = amount.odd;
      sum = used_[index] + amount.value;
    }
  } else {
    ceiling = *limit.ceiling.as<std::int64_t>();
  }
  const z3::expr above = odd || sum > encoding_.number(ceiling);
  return {known && above, known && !above};
}

void GateSteps::limits_and_denies() {
  for (const Deny& deny : tool_.denies) {
    const Tri tri = encoding_.holds(deny.when, deny.unless);
    const z3::expr active = encoding_.active(deny.rule);
    step(Outcome::deny, Clause::deny, deny.rule, active && !tri.no, active && tri.yes);
  }
  for (std::size_t i = 0; i < tool_.limits.size(); ++i) {
    used_.push_back(context_.int_const(("t" + std::to_string(tool_index_) + " used " + std::to_string(i)).c_str()));
    solver_.add(used_.back() >= 0);
  }
  for (std::size_t i = 0; i < tool_.limits.size(); ++i) {
    const Limit& limit = tool_.limits[i];
    if (limit.above_approve_by) continue;
    const Tri tri = over(limit, i);
    const z3::expr active = encoding_.active(limit.rule);
    step(Outcome::deny, Clause::limit, limit.rule, active && !tri.no, active && tri.yes);
  }
}

void GateSteps::allowed(Clause clause, const Rule& rule, const z3::expr& guard) {
  for (std::size_t i = 0; i < tool_.limits.size(); ++i) {
    const Limit& limit = tool_.limits[i];
    if (!limit.above_approve_by) continue;
    const Tri tri = over(limit, i);
    const z3::expr active = encoding_.active(limit.rule);
    step(Outcome::approve, Clause::limit, limit.rule, guard && active && !tri.no, guard && active && tri.yes, limit.above_approve_by);
  }
  step(Outcome::allow, clause, rule, guard, guard);
}

void GateSteps::approves_and_allows() {
  for (const Approve& approve : tool_.approves) {
    const Tri tri = encoding_.holds(approve.when, approve.unless);
    const z3::expr active = encoding_.active(approve.rule);
    step(Outcome::approve, Clause::approve, approve.rule, active && !tri.no, active && tri.yes, approve.role);
  }
  for (const Allow& allow : tool_.allows) allowed(Clause::allow, allow.rule, encoding_.active(allow.rule) && encoding_.holds(allow.when, allow.unless).yes);
  const z3::expr always = encoding_.truth(true);
  const Rule& last = tool_.otherwise ? tool_.otherwise->rule : tool_.rule;
  const bool allows = tool_.otherwise ? tool_.otherwise->allow : tool_.effect == Effect::reads;
  if (allows) allowed(Clause::otherwise, last, always);
  else step(Outcome::deny, Clause::otherwise, last, always, always);
}

z3::expr GateSteps::reaches(std::size_t step) const {
  z3::expr free = encoding_.truth(true);
  for (std::size_t i = 0; i < step; ++i) free = free && !steps_[i].guard;
  return free;
}

GateSample GateSteps::sample(const z3::model& model) const {
  GateSample sample;
  sample.tool = tool_index_;
  sample.slots = encoding_.values(model);
  sample.now = Instant{integer_in(model, encoding_.now())};
  for (const auto& fresh : fresh_) sample.needs.push_back(!fresh || true_in(model, *fresh));
  for (std::size_t i = 0; i < used_.size(); ++i) {
    const std::int64_t used = integer_in(model, used_[i]);
    const auto* money = tool_.limits[i].ceiling.as<Money>();
    if (money) sample.used.emplace_back(Money{used, money->currency});
    else sample.used.emplace_back(used);
  }
  return sample;
}

}  // namespace handrail::dsl
#endif
