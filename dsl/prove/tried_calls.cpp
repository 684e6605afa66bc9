#include "dsl/prove/tried_calls.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/formulas/areas.hpp"
#include "dsl/program/evaluate.hpp"
#include "dsl/program/left_out.hpp"
#include "dsl/prove/part_by_part.hpp"

namespace handrail::dsl {

TriedCalls::TriedCalls(const GateQuestion& question) : program_(question.program), tool_(question.program.tools[question.tool]) {
  const Asking::Aside aside(question.asking);
  std::vector<z3::expr> assumed{question.asking.named(everything_known(question.gate.encoding()))};
  for (const GateStep& step : question.gate.steps()) {
    const bool stops = step.clause == GateStep::Clause::needs || step.clause == GateStep::Clause::deny || step.clause == GateStep::Clause::limit;
    if (stops) assumed.push_back(question.asking.named(!step.guard));
  }
  if (question.asking.ask(assumed) == Satisfiable::yes) begin_ = question.gate.sample(question.asking.model());
}

TriedCalls::TriedCalls(const GateQuestion& question, GateSample begin)
    : program_(question.program), tool_(question.program.tools[question.tool]), begin_(std::move(begin)) {}

std::vector<GateSample> TriedCalls::with_fact_of(ExpressionId condition, std::uint32_t slot) const {
  std::vector<GateSample> calls;
  if (condition == no_expression) return calls;
  for (const bool last_wins : {true, false}) {
    Frame held{begin_->slots};
    put(condition, last_wins, held);
    if (held.slots[slot] == begin_->slots[slot] || (!calls.empty() && calls.front().slots[slot] == held.slots[slot])) continue;
    calls.push_back(*begin_);
    calls.back().slots[slot] = held.slots[slot];
  }
  return calls;
}

const Rule* TriedCalls::lets_through(const GateSample& call) const {
  const Rule* rule = decides(Frame{call.slots});
  const auto among = [&](const auto& clauses) { return std::ranges::any_of(clauses, [&](const auto& clause) { return &clause.rule == rule; }); };
  return rule && (among(tool_.approves) || among(tool_.allows)) ? rule : nullptr;
}

bool TriedCalls::decided_by(const GateStep& step) const {
  if (!begin_ || step.when == no_expression || !active(*step.rule)) return false;
  for (const bool last_wins : {true, false}) {             // of two bounds on one fact
    Frame call{begin_->slots};
    put(step.when, last_wins, call);
    if (holds(step.when, step.unless, call) == Truth::yes && decides(call) == step.rule) return true;
  }
  return false;
}

// The facts so that the condition holds, as far as that is easily said: all parts of an `and`, the first of an `or`, what compares a fact with a fixed value or looks for
// one in it. Whether it then does hold is asked afterwards.
void TriedCalls::put(ExpressionId condition, bool last_wins, Frame& call) const {
  const Node& node = program_.nodes[condition];
  if (node.op == NodeOp::logical_or) return put(program_.operands[node.a], last_wins, call);
  if (node.op != NodeOp::logical_and) return make_true(program_, node, call);
  for (std::uint32_t i = 0; i < node.count; ++i) put(program_.operands[node.a + (last_wins ? i : node.count - 1 - i)], last_wins, call);
}

Truth TriedCalls::holds(ExpressionId when, ExpressionId unless, const Frame& call) const {
  const Truth yes = when == no_expression ? Truth::yes : evaluate(program_, when, call);
  if (unless == no_expression || yes == Truth::no) return yes;
  const Truth spared = evaluate(program_, unless, call);
  if (spared == Truth::yes) return Truth::no;
  return spared == Truth::unknown ? Truth::unknown : yes;
}

bool TriedCalls::active(const Rule& rule) const { return (!rule.from || begin_->now >= *rule.from) && (!rule.until || begin_->now < *rule.until); }

bool TriedCalls::over(const Limit& limit, std::size_t index, const Frame& call) const {
  if (!limit.amount) return *begin_->used[index].as<std::int64_t>() + 1 > *limit.ceiling.as<std::int64_t>();
  const std::vector<std::string> path{tool_.parameters[*limit.amount].name};
  const auto slot = std::ranges::find(tool_.scope.slots, path, &Slot::path);
  if (slot == tool_.scope.slots.end()) return false;      // as it was
  const Value& given = call.slots[static_cast<std::size_t>(slot - tool_.scope.slots.begin())];
  if (given.absent() && may_leave_out(tool_, limit)) return false;   // it takes nothing of it
  const auto* amount = given.as<Money>();
  const auto *most = limit.ceiling.as<Money>(), *used = begin_->used[index].as<Money>();
  std::int64_t sum = 0;
  return amount == nullptr || amount->currency != most->currency || __builtin_add_overflow(amount->minor, used->minor, &sum) || sum > most->minor;
}

// Of parameters of which one is given there are not two, and one where clauses read all of them.
bool TriedCalls::one_of_each(const Frame& call) const {
  return std::ranges::all_of(tool_.one_of, [&](const Tool::OneOf& choice) {
    std::size_t read = 0, given = 0;
    for (const std::uint32_t parameter : choice.parameters) {
      const auto slot = std::ranges::find(tool_.scope.slots, std::vector<std::string>{tool_.parameters[parameter].name}, &Slot::path);
      if (slot == tool_.scope.slots.end()) continue;
      const Value& value = call.slots[static_cast<std::size_t>(slot - tool_.scope.slots.begin())];
      ++read;
      given += value.absent() || value.unknown() ? 0 : 1;
    }
    return (given < 2 || choice.at_least) && (given > 0 || read < choice.parameters.size());
  });
}

// In the order of the gate. Fresh look-ups, the customer's yes and what limits are counted by stay as they were; what a limit asks for above it does
// not stop the call.
const Rule* TriedCalls::decides(const Frame& call) const {
  if (!one_of_each(call)) return nullptr;
  for (const Need& need : tool_.needs) {
    const auto* condition = std::get_if<NeededCondition>(&need.what);
    if (condition && active(need.rule) && holds(condition->when, no_expression, call) != Truth::yes) return nullptr;
  }
  const auto first = [&](const auto& clauses, bool unknown_too) -> const Rule* {
    for (const auto& clause : clauses) {
      if (!active(clause.rule)) continue;
      const Truth truth = holds(clause.when, clause.unless, call);
      if (truth == Truth::yes || (unknown_too && truth == Truth::unknown)) return &clause.rule;
    }
    return nullptr;
  };
  if (const Rule* denied = first(tool_.denies, true)) return denied;
  for (std::size_t i = 0; i < tool_.limits.size(); ++i)
    if (!tool_.limits[i].above_approve_by && active(tool_.limits[i].rule) && over(tool_.limits[i], i, call)) return nullptr;
  if (const Rule* asked = first(tool_.approves, true)) return asked;
  return first(tool_.allows, false);
}

}  // namespace handrail::dsl
#endif
