#include "dsl/formulas/gate_steps.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/formulas/acted_out.hpp"
#include "dsl/program/left_out.hpp"

namespace handrail::dsl {

using Outcome = GateStep::Outcome;
using Clause = GateStep::Clause;

namespace {

// In as many formulas as there are: "one of the first three" is what the fourth is held against, not each of them.
void at_most_one(z3::context& context, z3::solver& solver, const std::vector<z3::expr>& given) {
  if (given.size() < 2) return;
  Formula before = given.front();
  for (std::size_t i = 1; i < given.size(); ++i) {
    solver.add(!(before && given[i]));
    if (i + 1 == given.size()) return;
    const z3::expr so_far(context, Z3_mk_fresh_const(context, "one so far", context.bool_sort()));
    solver.add(z3::implies(before || given[i], so_far));
    before = so_far;
  }
}

}  // namespace

GateSteps::GateSteps(z3::context& context, Asking& asking, const Program& program, std::uint32_t tool, Vocabulary* shared)
    : context_(context), solver_(asking.solver()), program_(program), tool_index_(tool), prefix_(shared ? "t" : "t" + std::to_string(tool)), tool_(program.tools[tool]),
      encoding_(context, asking.solver(), program, program.tools[tool].scope, prefix_, &program.tools[tool].lets, shared) {
  for (std::uint32_t i = 0; i < tool_.scope.slots.size(); ++i) {
    const auto& path = tool_.scope.slots[i].path;
    const bool parameter = std::ranges::find(tool_.parameters, path.front(), &Field::name) != tool_.parameters.end();
    const bool from_channel = path.size() == 1 && find_field(program_.context, path.front()) != nullptr;
    if (from_channel && !tool_.scope.slots[i].type.optional) solver_.add(!encoding_.slot(i).absent);   // nothing in its place is not known
    if (!parameter) continue;
    encoding_.always_set(i);   // a call without, or with something else there, is refused before any clause
    if (tool_.scope.slots[i].type.kind == TypeKind::money) encoding_.of_caller(i);
  }
  tie_meters();
  tie_look_ups();
  one_of();
  needs();
  limits_and_denies();
  approves_and_allows();
  approvals();
  moves_some();
  tie_counters(solver_, counters());
  if (shared == nullptr) encoding_.tie_lists();   // of two programs their lists are tied where both are read
}

// A call of a tool that moves money and of which every amount is zero is refused before any clause.
void GateSteps::moves_some() {
  if (tool_.effect != Effect::moves_money) return;
  Formula some = encoding_.truth(false), none_given = encoding_.truth(true);
  for (std::uint32_t parameter = 0; parameter < tool_.parameters.size(); ++parameter) {
    if (tool_.parameters[parameter].type.kind != TypeKind::money) continue;
    const auto slot = std::ranges::find(tool_.scope.slots, std::vector<std::string>{tool_.parameters[parameter].name}, &Slot::path);
    const auto unread = unread_.find(parameter);
    if (slot != tool_.scope.slots.end()) {
      const Term& amount = encoding_.slot(static_cast<std::uint32_t>(slot - tool_.scope.slots.begin()));
      some = some || (amount.known && amount.value > 0);
      none_given = none_given && !amount.known;
    } else if (unread != unread_.end()) {
      some = some || (unread->second.given && unread->second.amount > 0);
      none_given = none_given && !unread->second.given;
    } else {
      return;                                                // one that no clause reads may be what is moved
    }
  }
  solver_.add(some || none_given);
}

// Nothing is looked up by what is not known; what is known not to be there is left out where the look-up may be asked without it.
void GateSteps::tie_look_ups() {
  for (const Let& let : tool_.lets)
    for (const auto& [name, argument] : let.arguments) {
      const Field* parameter = find_field(program_.tools[let.tool].parameters, name);
      const Term& by = encoding_.term(argument);
      const Formula asked = parameter && parameter->type.optional ? by.known || by.absent : by.known;
      solver_.add(z3::implies(encoding_.given(let.name), asked));
    }
}

// What earlier calls add up to is never known not to be there, and per customer it is known of a verified one alone.
void GateSteps::tie_meters() {
  const std::vector<std::string> verified{"customer", "verified"};
  const auto known = std::ranges::find(tool_.scope.slots, verified, &Slot::path);
  for (std::uint32_t i = 0; i < tool_.scope.slots.size(); ++i) {
    const auto& path = tool_.scope.slots[i].path;
    const auto meter = path.front() == "used" ? std::ranges::find(program_.meters, path.back(), &Meter::id) : program_.meters.end();
    if (meter == program_.meters.end()) continue;
    solver_.add(!encoding_.slot(i).absent && !encoding_.slot(i).odd && encoding_.slot(i).value >= 0);
    if (!meter->per_customer || known == tool_.scope.slots.end()) continue;
    const Term& is_verified = encoding_.slot(static_cast<std::uint32_t>(known - tool_.scope.slots.begin()));
    solver_.add(z3::implies(encoding_.slot(i).known, is_verified.known && is_verified.value == 1));
  }
}

// Sums in conditions and what limits have counted so far speak of the same calls.
std::vector<Counter> GateSteps::counters() const {
  std::vector<Counter> counters;
  for (std::uint32_t i = 0; i < tool_.scope.slots.size(); ++i) {
    const auto& path = tool_.scope.slots[i].path;
    const auto meter = path.front() == "used" ? std::ranges::find(program_.meters, path.back(), &Meter::id) : program_.meters.end();
    if (meter != program_.meters.end()) counters.push_back({counted_of(program_, *meter), encoding_.slot(i).value, encoding_.slot(i).known});
  }
  for (std::size_t i = 0; i < used_.size(); ++i)
    counters.push_back({counted_of(program_, tool_, tool_.limits[i], encoding_.saying()), used_[i], encoding_.truth(true)});
  return counters;
}

// Parameters of which one is given, as far as clauses read them: a call without is refused before any clause.
void GateSteps::one_of() {
  for (const Tool::OneOf& choice : tool_.one_of) {
    std::vector<z3::expr> given;
    for (const std::uint32_t parameter : choice.parameters)
      for (std::uint32_t i = 0; i < tool_.scope.slots.size(); ++i)
        if (tool_.scope.slots[i].path == std::vector<std::string>{tool_.parameters[parameter].name}) given.push_back(encoding_.slot(i).known);
    z3::expr_vector any(context_);
    any.push_back(encoding_.truth(given.size() < choice.parameters.size()));   // one that no clause reads may be it
    for (const z3::expr& one : given) any.push_back(one);
    solver_.add(z3::mk_or(any));
    if (!choice.at_least) at_most_one(context_, solver_, given);
  }
}

void GateSteps::step(Outcome outcome, Clause clause, const Rule& rule, const z3::expr& guard, const z3::expr& surely, std::optional<std::uint32_t> role) {
  steps_.push_back({outcome, clause, &rule, role, guard, surely});
}

void GateSteps::asks(ExpressionId when, ExpressionId unless) {
  steps_.back().when = when;
  steps_.back().unless = unless;
}

void GateSteps::needs() {
  for (std::size_t i = 0; i < tool_.needs.size(); ++i) {
    const Need& need = tool_.needs[i];
    const z3::expr active = encoding_.active(need.rule);
    met_.emplace_back();
    if (const auto* condition = std::get_if<Need::Condition>(&need.what)) {
      const Tri tri = encoding_.condition(condition->when);
      step(Outcome::deny, Clause::needs, need.rule, active && !tri.yes, active && tri.no);
      continue;
    }
    const auto* looked_up = std::get_if<Need::LookedUp>(&need.what);
    met_.back() = looked_up ? met(*looked_up) : context_.bool_const((prefix_ + " yes").c_str());
    step(Outcome::deny, Clause::needs, need.rule, active && !*met_.back(), active && !*met_.back());
  }
}

// One look-up has one age, whoever asks for it and however fresh it has to be.
z3::expr GateSteps::met(const Need::LookedUp& need) {
  const z3::expr age = context_.int_const((prefix_ + " age " + encoding_.saying().root(tool_.lets[need.let].name)).c_str());
  solver_.add(age >= 0 && age <= encoding_.now());
  ages_.emplace(need.let, age);
  return encoding_.given(tool_.lets[need.let].name) && age <= encoding_.number(need.within.ms);
}

bool GateSteps::has_slot(const std::vector<std::string>& path) const {
  return std::ranges::find(tool_.scope.slots, path, &Slot::path) != tool_.scope.slots.end();
}

// Whose calls are counted; where no condition asks for the customer's id, somebody may be there or not.
z3::expr GateSteps::customer_known() {
  for (std::uint32_t i = 0; i < tool_.scope.slots.size(); ++i)
    if (tool_.scope.slots[i].path == std::vector<std::string>{"customer", "id"}) return encoding_.slot(i).known;
  if (somebody_) return *somebody_;
  somebody_ = context_.bool_const((prefix_ + " somebody").c_str());
  for (std::uint32_t i = 0; i < tool_.scope.slots.size(); ++i)
    if (tool_.scope.slots[i].path == std::vector<std::string>{"customer", "verified"})
      solver_.add(z3::implies(encoding_.slot(i).known && encoding_.slot(i).value == 1, *somebody_));
  return *somebody_;
}

// An amount that is limited, and that no condition reads.
const UnreadAmount& GateSteps::unread_amount(std::uint32_t parameter) {
  const auto known = unread_.find(parameter);
  if (known != unread_.end()) return known->second;
  const std::string& name = tool_.parameters[parameter].name;
  const z3::expr amount = context_.int_const((prefix_ + " amount " + name).c_str());
  const bool optional = tool_.parameters[parameter].type.optional;
  solver_.add(amount >= 0);
  return unread_.emplace(parameter, UnreadAmount{amount, optional ? context_.bool_const((prefix_ + " given " + name).c_str()) : encoding_.truth(true)}).first->second;
}

// Over the limit with this call: what was used before is anything that a desk may have. An amount that is left out takes nothing of it.
Tri GateSteps::over(const Limit& limit, std::size_t index) {
  Formula known = encoding_.truth(true), odd = encoding_.truth(false), given = encoding_.truth(true), sum = used_[index] + 1;
  if (limit.per_customer) known = known && customer_known();
  for (const ExpressionId term : limit.per) known = known && encoding_.term(term).known;
  std::int64_t ceiling = 0;
  if (limit.amount) {
    ceiling = limit.ceiling.as<Money>()->minor;
    const std::vector<std::string> path{tool_.parameters[*limit.amount].name};
    const bool free = may_leave_out(tool_, limit);
    for (std::uint32_t i = 0; i < tool_.scope.slots.size(); ++i) {
      if (tool_.scope.slots[i].path != path) continue;
      const Term& amount = encoding_.slot(i);
      known = known && (free ? amount.known || amount.absent : amount.known);
      given = free ? !amount.absent : encoding_.truth(true);
      odd = amount.odd;
      sum = used_[index] + amount.value;
    }
    if (!has_slot(path)) {
      const UnreadAmount& unread = unread_amount(*limit.amount);
      given = free ? unread.given : encoding_.truth(true);
      known = known && (free ? encoding_.truth(true) : unread.given);
      sum = used_[index] + unread.amount;
    }
    if (tool_.parameters[*limit.amount].type.optional) sum = z3::ite(given, sum, used_[index]);
  } else {
    ceiling = *limit.ceiling.as<std::int64_t>();
  }
  with_this_.push_back(sum);
  const z3::expr above = odd || sum > encoding_.number(ceiling);
  return {known && given && above, !given || (known && !above)};
}

void GateSteps::limits_and_denies() {
  for (const Deny& deny : tool_.denies) {
    const Tri tri = encoding_.holds(deny.when, deny.unless);
    const z3::expr active = encoding_.active(deny.rule);
    step(Outcome::deny, Clause::deny, deny.rule, active && !tri.no, active && tri.yes);
    asks(deny.when, deny.unless);
  }
  std::map<std::string, std::size_t> alike;
  for (std::size_t i = 0; i < tool_.limits.size(); ++i) {
    const std::string counted = counted_by(tool_, tool_.limits[i], encoding_.saying());
    used_.push_back(context_.int_const((prefix_ + " used " + counted + " " + std::to_string(alike[counted]++)).c_str()));
    solver_.add(used_.back() >= 0);
    above_.push_back(over(tool_.limits[i], i));
  }
  for (std::size_t i = 0; i < tool_.limits.size(); ++i) {
    const Limit& limit = tool_.limits[i];
    if (limit.above_approve_by) continue;
    const Tri& tri = above_[i];
    const z3::expr active = encoding_.active(limit.rule);
    step(Outcome::deny, Clause::limit, limit.rule, active && !tri.no, active && tri.yes);
  }
}

void GateSteps::allowed(Clause clause, const Rule& rule, const z3::expr& guard) {
  for (std::size_t i = 0; i < tool_.limits.size(); ++i) {
    const Limit& limit = tool_.limits[i];
    if (!limit.above_approve_by) continue;
    const Tri& tri = above_[i];
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
    asks(approve.when, approve.unless);
  }
  for (const Allow& allow : tool_.allows) {
    allowed(Clause::allow, allow.rule, encoding_.active(allow.rule) && encoding_.holds(allow.when, allow.unless).yes);
    asks(allow.when, allow.unless);
  }
  const z3::expr always = encoding_.truth(true);
  const Rule& last = tool_.otherwise ? tool_.otherwise->rule : tool_.rule;
  const bool allows = tool_.otherwise ? tool_.otherwise->allow : tool_.effect == Effect::reads;
  if (allows) allowed(Clause::otherwise, last, always);
  else step(Outcome::deny, Clause::otherwise, last, always, always);
}

z3::expr GateSteps::reaches(std::size_t step) const {
  z3::expr_vector free(context_);
  for (std::size_t i = 0; i < step; ++i) free.push_back(!steps_[i].guard);
  return free.empty() ? encoding_.truth(true) : z3::mk_and(free);
}

GateSample GateSteps::sample(const z3::model& model) const {
  GateSample sample;
  sample.tool = tool_index_;
  sample.slots = encoding_.values(model);
  sample.now = Instant{integer_in(model, encoding_.now())};
  for (const auto& met : met_) sample.needs.push_back(!met || true_in(model, *met));
  sample.ages.resize(tool_.lets.size());
  for (const auto& [let, age] : ages_) sample.ages[let] = Duration{integer_in(model, age)};
  for (std::size_t i = 0; i < used_.size(); ++i) {
    const std::int64_t used = integer_in(model, used_[i]);
    const auto* money = tool_.limits[i].ceiling.as<Money>();
    if (money) sample.used.emplace_back(Money{used, money->currency});
    else sample.used.emplace_back(used);
  }
  for (std::size_t i = 0; i < tool_.lets.size(); ++i) {
    const Let& let = tool_.lets[i];
    const bool read = std::ranges::any_of(tool_.scope.slots, [&](const Slot& slot) { return slot.path.front() == let.name; });
    const bool asked = read || ages_.contains(static_cast<std::uint32_t>(i));   // a need of a fresh look-up asks for it, whatever reads it
    sample.failed.push_back(asked && !true_in(model, encoding_.given(let.name)));
  }
  sample.anonymous = somebody_ && !true_in(model, *somebody_);
  for (const auto& [parameter, amount] : unread_) {
    const Type& type = tool_.parameters[parameter].type;
    const Currency currency = type.currency.code().empty() ? program_.currency : type.currency;
    sample.unread.emplace_back(parameter, true_in(model, amount.given) ? Value(Money{integer_in(model, amount.amount), currency}) : Value(Absent{}));
  }
  sample.leaves = encoding_.answers(model);
  sample.terms = encoding_.term_answers(model);
  sample.open = act_out(program_, tool_.scope, sample.slots, sample.leaves, &sample.look_ups, sample.terms, &sample.unmet);
  return sample;
}

}  // namespace handrail::dsl
#endif
