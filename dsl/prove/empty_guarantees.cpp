#include "dsl/prove/empty_guarantees.hpp"

#ifdef HANDRAIL_PROOF

namespace handrail::dsl {

namespace {

void add_parts(const Program& program, ExpressionId id, std::vector<ExpressionId>& parts) {
  const Node& node = program.nodes[id];
  if (node.op != NodeOp::logical_and) return parts.push_back(id);
  for (std::uint32_t i = 0; i < node.count; ++i) add_parts(program, program.operands[node.a + i], parts);
}

}  // namespace

std::optional<std::vector<ExpressionId>> contradiction(const Program& program, Asking& asking, ExpressionId when, const std::function<z3::expr(ExpressionId)>& yes) {
  if (when == no_expression) return std::nullopt;
  std::vector<ExpressionId> parts;
  add_parts(program, when, parts);
  std::vector<z3::expr> answers, assumed;
  for (const ExpressionId part : parts) answers.push_back(yes(part));   // what ties a new condition to the others stays
  const Asking::Aside aside(asking);
  for (const z3::expr& answer : answers) assumed.push_back(asking.named(answer));
  if (asking.ask(assumed) != Satisfiable::no) return std::nullopt;
  std::vector<ExpressionId> contradicting;
  for (const std::size_t i : asking.smallest({}, assumed)) contradicting.push_back(parts[i]);
  return contradicting;
}

}  // namespace handrail::dsl
#endif
