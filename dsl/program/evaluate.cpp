#include "dsl/program/evaluate.hpp"

#include <algorithm>
#include <optional>

#include "dsl/program/evaluation.hpp"

namespace handrail::dsl {

using namespace evaluation;

namespace {

// The first field of each node of one kind: the slots that are read, or the tools that are asked.
void collect(const Program& program, ExpressionId id, NodeOp wanted, std::vector<std::uint32_t>& found) {
  const Node& node = program.nodes[id];
  const auto part = [&](ExpressionId inner) { collect(program, inner, wanted, found); };
  const auto list = [&](std::uint32_t begin) {
    for (std::uint32_t i = 0; i < node.count; ++i) part(program.operands[begin + i]);
  };
  if (node.op == wanted && std::ranges::find(found, node.a) == found.end()) found.push_back(node.a);
  switch (node.op) {
    case NodeOp::constant: case NodeOp::local: case NodeOp::slot: return;
    case NodeOp::look_up: return list(node.b);
    case NodeOp::field: case NodeOp::logical_not: case NodeOp::is_known: case NodeOp::is_unknown: case NodeOp::matches: case NodeOp::has_duplicates: return part(node.a);
    case NodeOp::logical_and: case NodeOp::logical_or: return list(node.a);
    case NodeOp::in_list: part(node.a); return list(node.b);
    default: part(node.a); return part(node.b);
  }
}

}  // namespace

Truth evaluate(const Program& program, ExpressionId condition, const Frame& frame, Trace* trace) {
  const Node& node = program.nodes[condition];
  const std::optional<Truth> plain = at_once(program, node, frame);
  if (!plain) return Evaluation(program, frame, trace).condition(condition);
  if (trace != nullptr) trace->push_back({node.span, *plain});
  return *plain;
}

Value evaluate_value(const Program& program, ExpressionId term, const Frame& frame) {
  Evaluation evaluation(program, frame, nullptr);
  Value scratch;
  const Value& found = is_condition(program.nodes[term].op) ? (scratch = value_of(evaluation.condition(term))) : evaluation.value(term, scratch);
  return found;
}

std::vector<std::uint32_t> slots_of(const Program& program, ExpressionId condition) {
  std::vector<std::uint32_t> slots;
  if (condition != no_expression) collect(program, condition, NodeOp::slot, slots);
  return slots;
}

std::vector<std::uint32_t> look_ups_of(const Program& program, ExpressionId condition) {
  std::vector<std::uint32_t> tools;
  if (condition != no_expression && program.has_look_ups) collect(program, condition, NodeOp::look_up, tools);
  return tools;
}

}  // namespace handrail::dsl
