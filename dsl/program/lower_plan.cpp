// Tables, rollouts, goals and guarantees.
#include "dsl/program/lowering.hpp"

namespace handrail::dsl {

namespace {

Table lower_table(Lowering& lowering, const TableBlock& block) {
  Table table;
  table.name = block.name.text;
  table.rule = lowering.block(block.span);
  for (const Expression& column : block.columns) table.columns.push_back(lowering.expression(column));
  for (const TableBlock::Row& node : block.rows) {
    Table::Row row;
    std::vector<ExpressionId> asked;
    for (const auto& cell : node.cells) {
      row.cells.push_back(lowering.condition(cell));
      if (row.cells.back() != no_expression) asked.push_back(row.cells.back());
    }
    row.when = lowering.all_of(asked, node.span);
    row.then = lowering.consequence(node.then);
    row.rule = lowering.clause(node.span, node.active);
    table.rows.push_back(std::move(row));
  }
  return table;
}

Rollout lower_rollout(Lowering& lowering, const RolloutBlock& block) {
  Rollout rollout;
  rollout.name = block.name.text;
  rollout.reviewed = fixed<std::int64_t>(block.reviewed).value_or(0);
  rollout.accurate = fixed<Decimal>(block.accurate).value_or(Decimal{});
  rollout.per_intent = block.per_intent;
  for (const Name& intent : block.intents) rollout.intents.push_back(lowering.program.find_intent(intent.text).value());
  rollout.rule = lowering.block(block.span, block.active);
  return rollout;
}

Goal lower_goal(Lowering& lowering, const GoalsBlock::Goal& node) {
  Goal goal;
  goal.metric = node.metric.text;
  goal.within = fixed<Duration>(node.within);
  goal.op = node.op == Comparison::less ? NodeOp::less : node.op == Comparison::at_most ? NodeOp::at_most : node.op == Comparison::at_least ? NodeOp::at_least : NodeOp::more;
  goal.value = std::get<LiteralNode>(node.value.node).value;
  if (const auto* whole = goal.value.as<std::int64_t>()) goal.value = Value(Decimal{*whole * 1'000'000});
  goal.rule = lowering.clause(node.span);
  return goal;
}

void lower_claim(Lowering& lowering, const GuaranteeBlock::NeverCall& claim, Guarantee& out) {
  out.kind = Guarantee::Kind::never_call;
  out.tool = lowering.tool(claim.tool);
  out.when = lowering.condition(claim.when);
  out.without_approval = claim.without_approval;
  if (claim.by) out.role = lowering.role(*claim.by);
}
void lower_claim(Lowering& lowering, const GuaranteeBlock::NeverDo& claim, Guarantee& out) {
  out.kind = Guarantee::Kind::never_do;
  out.what = texts_of(claim.what);
  out.when = lowering.condition(claim.when);
}
void lower_claim(Lowering& lowering, const GuaranteeBlock::AlwaysHandOff& claim, Guarantee& out) {
  out.kind = Guarantee::Kind::always_hand_off;
  if (claim.queue) out.queue = lowering.queue(*claim.queue);
  out.when = lowering.expression(claim.when);
}
void lower_claim(Lowering& lowering, const GuaranteeBlock::EveryPath& claim, Guarantee& out) {
  out.kind = Guarantee::Kind::every_path;
  if (claim.intent) out.intent = lowering.program.find_intent(claim.intent->text);
}

}  // namespace

void lower_plan(Lowering& lowering) {
  Program& program = lowering.program;
  for (const TableBlock* block : lowering.symbols.tables) program.tables.push_back(lower_table(lowering, *block));
  for (const RolloutBlock* block : lowering.symbols.rollouts) program.rollouts.push_back(lower_rollout(lowering, *block));
  if (lowering.symbols.goals != nullptr)
    for (const GoalsBlock::Goal& goal : lowering.symbols.goals->goals) program.goals.push_back(lower_goal(lowering, goal));
  for (const GuaranteeBlock* block : lowering.symbols.guarantees)
    for (const GuaranteeBlock::Claim& claim : block->claims) {
      Guarantee made;
      made.name = block->name.text;
      std::visit([&](const auto& what) { lower_claim(lowering, what, made); }, claim.what);
      made.rule = lowering.clause(claim.span);
      program.guarantees.push_back(std::move(made));
    }
}

}  // namespace handrail::dsl
