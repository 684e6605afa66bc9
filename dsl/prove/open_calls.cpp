#include "dsl/prove/open_calls.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/program/evaluate.hpp"

namespace handrail::dsl {

namespace {

constexpr std::size_t few_rules = 64;     // beside which a denial may stand before what would decide: of more, each is taken to decide where it holds

bool lets_through(const GateStep& step) { return step.clause == GateStep::Clause::approve || step.clause == GateStep::Clause::allow; }

}  // namespace

z3::expr of_these_years(Asking& asking, const Encoding& encoding) { return asking.named(encoding.now() >= encoding.number(1'767'225'600'000)); }   // 2026

OpenCalls::OpenCalls(const Program& program, z3::context& context, Asking& asking, GateSteps& gate) : program_(program), gate_(gate), axes_(context, asking, program) {
  axes_.read(gate_.encoding());
  z3::expr_vector open_to_all(context);
  open_to_all.push_back(asking.truth(true));
  for (const GateStep& step : gate_.steps()) {
    axes_.read_dates(gate_.encoding(), *step.rule);
    if (lets_through(step)) open_to_all.push_back(!step.guard);
    else if (step.clause != GateStep::Clause::otherwise) met_.push_back(asking.named(!step.guard));
  }
  const z3::expr known = everything_known(gate_.encoding()), undecided = z3::mk_and(open_to_all);
  inside_ = asking.named(undecided);
  outside_ = asking.named(!undecided);
  known_ = asking.named(known);
  open_ = asking.named(undecided && !known);
  read_given();
}

std::vector<z3::expr> OpenCalls::known() const {
  std::vector<z3::expr> fixed = met_;
  fixed.push_back(*known_);
  return fixed;
}

std::vector<ReadRule> OpenCalls::letting_through() const {
  std::vector<ReadRule> rules;
  for (const GateStep& step : gate_.steps())
    if (lets_through(step)) rules.push_back({step.rule, step.when, step.unless, step.clause == GateStep::Clause::approve, step.guard});
  return rules;
}

// The facts that needs, denials and limits read, and the axes of all that is said of these.
void OpenCalls::read_given() {
  given_.assign(axes_.size(), false);
  if (gate_.steps().size() > few_rules) return;
  const Tool& tool = *std::ranges::find_if(program_.tools, [&](const Tool& one) { return &one.scope == &gate_.encoding().scope(); });
  std::vector<bool> slots(tool.scope.slots.size());
  const auto read = [&](ExpressionId id) {
    if (id == no_expression) return;
    for (const std::uint32_t slot : slots_of(program_, id)) slots[slot] = true;
  };
  for (const Need& need : tool.needs)
    if (const auto* condition = std::get_if<NeededCondition>(&need.what)) read(condition->when);
  for (const Deny& deny : tool.denies) {
    read(deny.when);
    read(deny.unless);
  }
  bool dated = false;
  for (const GateStep& step : gate_.steps()) dated = dated || (!lets_through(step) && (step.rule->from || step.rule->until));
  for (const Limit& limit : tool.limits) {
    for (const ExpressionId key : limit.per) read(key);
    for (std::uint32_t i = 0; limit.amount && i < slots.size(); ++i)
      if (tool.scope.slots[i].path == std::vector<std::string>{tool.parameters[*limit.amount].name}) slots[i] = true;
  }
  for (std::uint32_t axis = 0; axis < axes_.size(); ++axis) {
    const auto& mine = axes_.slots_of_axis(axis);
    given_[axis] = mine.empty() ? dated : std::ranges::any_of(mine, [&](std::uint32_t slot) { return slots[slot]; });
  }
}

}  // namespace handrail::dsl
#endif
