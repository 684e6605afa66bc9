#include "dsl/program/lower.hpp"

#include "dsl/program/lowering.hpp"
#include "dsl/program/rule_index.hpp"

namespace handrail::dsl {

Program lower(const Checked& checked, const Sources& sources) {
  Program program;
  program.currency = checked.symbols.currency;
  program.enumerations = checked.symbols.enumerations;
  program.records = checked.symbols.records;
  program.turn_scope = checked.turn.scope;
  program.sources = sources;

  Lowering lowering{checked, checked.symbols, sources, program};
  lowering.meters(checked.turn);
  for (const Names& tool : checked.tools) lowering.meters(tool);
  lower_facts(lowering);
  lower_tools(lowering);
  lower_desk(lowering);
  lower_intents(lowering);
  lower_plan(lowering);

  std::vector<ExpressionId> conditions;
  for (const Trigger& trigger : program.triggers) conditions.push_back(trigger.when);
  program.trigger_index = std::make_shared<const RuleIndex>(program, conditions);
  return program;
}

}  // namespace handrail::dsl
