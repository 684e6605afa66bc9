// Tables, rollouts, goals and guarantees: what to try, how the desk goes live, what it wants to reach, what must never happen.
#include <algorithm>

#include "dsl/check/checking.hpp"
#include "dsl/check/conditions.hpp"

namespace handrail::dsl {

namespace {

bool reaches_person(const ActionNode& action) { return action.word == ActionWord::hand_off || action.word == ActionWord::offer_person; }

void check_last_row(Checking& checking, const TableBlock& table) {
  const auto last = std::ranges::find_if(table.rows, &TableBlock::Row::any_other);
  if (last == table.rows.end()) {
    checking.report.error("P0431", table.name.span, "table " + backticked(table.name.text) + " has no last row").note("what matches no row leads nowhere")
        .help("add `any other | offer a person`");
    return;
  }
  if (!reaches_person(last->then.action))
    checking.report.error("P0432", last->span, "the last row of a table leads to a person").note("whatever nobody thought of lands here")
        .help("write `any other | offer a person`, or `any other | hand off`");
  if (last->active)
    checking.report.error("P0431", last->span, "the last row of a table holds always").note("outside of these dates no row is left").help("remove the dates");
  for (auto row = last + 1; row != table.rows.end(); ++row)
    checking.report.error("P0433", row->span, "this row is never reached").label(last->span, "this one takes everything").help("move it above `any other`");
}

void check_table(Checking& checking, const TableBlock& table) {
  const Checking::At at = checking.turn();
  Conditions conditions(checking.symbols, at.names, checking.report);
  bool valid = true;
  for (const Expression& column : table.columns) {
    Resolved made = conditions.term(column);
    valid = valid && made.valid;
    checking.out.expressions.emplace(&column, std::move(made));
  }
  for (const TableBlock::Row& row : table.rows) {
    if (valid)
      for (const auto& cell : row.cells) checking.condition(cell, at);
    checking.outcome(row.then, at);
    checking.period(row.active);
    if (row.then.action.word == ActionWord::none)
      checking.report.error("P0412", row.span, "this row has no outcome").help("write what happens: `answer`, `draft`, `ask \"…\"`, `offer a person`, `hand off` or `refuse`");
  }
  check_last_row(checking, table);
}

void intent_named(Checking& checking, const Name& name) {
  if (checking.symbols.intents.find(name.text) || name.text == built_in_other) return;
  checking.report.error("P0210", name.span, "there is no intent " + backticked(name.text))
      .help(did_you_mean(name.text, checking.symbols.intents.names(), "declare it: `intent " + name.text + "`"));
}

void check_rollout(Checking& checking, const RolloutBlock& rollout) {
  if (!rollout.reviewed)
    checking.report.error("P0412", rollout.name.span, "rollout " + backticked(rollout.name.text) + " does not say until when a person checks")
        .help("add `a person checks every reply until 200 are reviewed and 95% were accurate, per intent`");
  checking.whole_number(rollout.reviewed, "until … are reviewed", 1);
  checking.share(rollout.accurate, "were accurate");
  for (const Name& intent : rollout.intents) intent_named(checking, intent);
  checking.period(rollout.active);
}

void check_goal(Checking& checking, const GoalsBlock::Goal& goal) {
  const std::string& metric = goal.metric.text;
  const std::optional<Expression> value = goal.value;
  checking.duration(goal.within, "in");
  if (metric == "first reply" || metric == "handle time") checking.duration(value, metric);
  else if (metric == "cost per resolution") checking.money(value, metric, {TypeKind::money});
  else if (metric != "satisfaction") checking.share(value, metric);
  else if (literal_as<Decimal>(goal.value) == nullptr && literal_as<std::int64_t>(goal.value) == nullptr)
    checking.report.error("P0313", goal.value.span, "`satisfaction` takes a number").help("write one from 1 to 5, like `4.2`");
}

void check_goals(Checking& checking, const GoalsBlock& block) {
  std::map<std::string, Span> seen;
  for (const GoalsBlock::Goal& goal : block.goals) {
    check_goal(checking, goal);
    if (const auto [it, fresh] = seen.emplace(goal.metric.text, goal.metric.span); !fresh)
      checking.report.error("P0203", goal.metric.span, "goal " + backticked(goal.metric.text) + " is declared twice").label(it->second, "first here").help("remove one of the two");
  }
}

void check_claim(Checking& checking, const GuaranteeBlock::NeverCall& claim) {
  const auto tool = checking.tool_named(claim.tool);
  if (tool) checking.condition(claim.when, checking.tool(*tool));
  if (claim.by) checking.role_named(*claim.by);
}
void check_claim(Checking& checking, const GuaranteeBlock::NeverDo& claim) { checking.condition(claim.when, checking.turn()); }
void check_claim(Checking& checking, const GuaranteeBlock::AlwaysHandOff& claim) {
  if (claim.queue) checking.queue_named(*claim.queue);
  Conditions conditions(checking.symbols, checking.out.turn, checking.report);
  checking.out.expressions.emplace(&claim.when, conditions.condition(claim.when));
}
void check_claim(Checking& checking, const GuaranteeBlock::EveryPath& claim) {
  if (claim.intent) intent_named(checking, *claim.intent);
}

}  // namespace

void check_plan(Checking& checking) {
  for (const TableBlock* table : checking.symbols.tables) check_table(checking, *table);
  for (const RolloutBlock* rollout : checking.symbols.rollouts) check_rollout(checking, *rollout);
  if (checking.symbols.goals != nullptr) check_goals(checking, *checking.symbols.goals);
  for (const GuaranteeBlock* guarantee : checking.symbols.guarantees) {
    for (const GuaranteeBlock::Claim& claim : guarantee->claims) std::visit([&](const auto& what) { check_claim(checking, what); }, claim.what);
    if (guarantee->claims.empty())
      checking.report.error("P0412", guarantee->name.span, "guarantee " + backticked(guarantee->name.text) + " guarantees nothing")
          .help("add what must never happen, like `never process_refund when amount is over $100 without approval`");
  }
}

}  // namespace handrail::dsl
