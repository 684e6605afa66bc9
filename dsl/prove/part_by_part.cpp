#include "dsl/prove/part_by_part.hpp"

#include <algorithm>
#include <optional>

#include "dsl/program/evaluate.hpp"

namespace handrail::dsl {

namespace {

bool looks_into_text(NodeOp op) { return op == NodeOp::starts_with || op == NodeOp::contains || op == NodeOp::ends_with; }
bool compares(NodeOp op) { return op >= NodeOp::equal && op <= NodeOp::at_least; }

Value moved(const Value& value, std::int64_t step) {
  if (const auto* money = value.as<Money>()) return Money{money->minor + step, money->currency};
  if (const auto* whole = value.as<std::int64_t>()) return *whole + step;
  if (const auto* decimal = value.as<Decimal>()) return Decimal{decimal->millionths + step};
  if (const auto* time = value.as<Instant>()) return Instant{time->ms + step};
  if (const auto* duration = value.as<Duration>()) return Duration{duration->ms + step};
  return value;
}

// The fixed value that a leaf asks about one fact; of a list the first.
const Value* asked_of(const Program& program, const Node& leaf) {
  const bool list = leaf.op == NodeOp::in_list && leaf.count > 0;
  if ((!list && !looks_into_text(leaf.op) && !compares(leaf.op)) || program.nodes[leaf.a].op != NodeOp::slot) return nullptr;
  const Node& other = program.nodes[list ? program.operands[leaf.b] : leaf.b];
  return other.op == NodeOp::constant ? &program.constants[other.a] : nullptr;
}

// Of an `and`, and of those that are its parts.
void leaves_of(const Program& program, ExpressionId id, std::vector<ExpressionId>& leaves) {
  const Node& node = program.nodes[id];
  if (node.op != NodeOp::logical_and) return leaves.push_back(id);
  for (std::uint32_t i = 0; i < node.count; ++i) leaves_of(program, program.operands[node.a + i], leaves);
}

}  // namespace

void make_true(const Program& program, const Node& leaf, Frame& frame) {
  if (leaf.op == NodeOp::slot) {
    frame.slots[leaf.a] = true;
    return;
  }
  const Value* value = leaf.op == NodeOp::not_equal ? nullptr : asked_of(program, leaf);
  if (value) frame.slots[program.nodes[leaf.a].a] = moved(*value, leaf.op == NodeOp::more ? 1 : leaf.op == NodeOp::less ? -1 : 0);
}

bool make_false(const Program& program, const Node& leaf, Frame& frame) {
  const Value* value = asked_of(program, leaf);
  if (value == nullptr) return false;
  Value& fact = frame.slots[program.nodes[leaf.a].a];
  if (value->as<std::string>()) fact = std::string("~");
  else fact = moved(*value, leaf.op == NodeOp::at_most || leaf.op == NodeOp::equal ? 1 : leaf.op == NodeOp::at_least ? -1 : 0);
  return true;
}

// An amount is not asked below zero, and a word of a closed list is one of it: such facts are left to the solver.
bool each_part_is_needed(const Program& program, const Scope& scope, ExpressionId condition) {
  if (condition == no_expression || program.nodes[condition].op != NodeOp::logical_and) return false;
  std::vector<ExpressionId> leaves;
  leaves_of(program, condition, leaves);
  std::vector<const Node*> parts;
  for (const ExpressionId leaf : leaves) parts.push_back(&program.nodes[leaf]);
  const auto plain = [&](const Node* part) {
    const Value* value = asked_of(program, *part);
    const auto* money = value ? value->as<Money>() : nullptr;
    return value && (value->as<std::string>() || (money && money->minor >= 1)) && scope.slots[program.nodes[part->a].a].type.kind != TypeKind::enumeration;
  };
  if (!std::ranges::all_of(parts, plain)) return false;
  const auto true_but = [&](std::size_t out, bool last_wins) {
    Frame frame;
    frame.slots.resize(scope.slots.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const std::size_t at = last_wins ? i : parts.size() - 1 - i;
      if (at != out) make_true(program, *parts[at], frame);
    }
    if (out < parts.size() && !make_false(program, *parts[out], frame)) return false;
    for (std::size_t i = 0; i < parts.size(); ++i)
      if (evaluate(program, leaves[i], frame) != (i == out ? Truth::no : Truth::yes)) return false;
    return true;
  };
  for (std::size_t out = 0; out <= parts.size(); ++out)
    if (!true_but(out, true) && !true_but(out, false)) return false;
  return true;
}

}  // namespace handrail::dsl
