#include "dsl/program/lower.hpp"

#include <algorithm>

#include "dsl/program/lowering.hpp"
#include "dsl/program/rule_index.hpp"

namespace handrail::dsl {

namespace {

// Whether a condition, a packet or a script reads what the desk's journals know of the customer.
bool reads_recent(const Lowering& lowering, const Program& program) {
  for (const Field& field : lowering.symbols.recent) {
    const auto read_in = [&](const Scope& scope) {
      return std::ranges::any_of(scope.slots, [&](const Slot& slot) { return slot.path.size() > 1 && slot.path[0] == "customer" && slot.path[1] == field.name; });
    };
    if (read_in(program.turn_scope) || std::ranges::any_of(program.tools, [&](const Tool& tool) { return read_in(tool.scope); })) return true;
    for (const Queue& queue : program.queues)
      if (std::ranges::find(queue.packet, field.name) != queue.packet.end()) return true;
    for (std::uint32_t i = 0; i < lowering.sources.size(); ++i) {
      const SourceFile& file = lowering.sources.file(i);
      if (file.path.ends_with(".lua") && file.text.find("customer." + field.name) != std::string::npos) return true;
    }
  }
  return false;
}

}  // namespace

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
  lower_wordings(lowering);
  lower_plan(lowering);

  program.customer.recent = reads_recent(lowering, program);
  std::vector<ExpressionId> conditions;
  for (const Trigger& trigger : program.triggers) conditions.push_back(trigger.when);
  program.trigger_index = std::make_shared<const RuleIndex>(program, conditions);
  return program;
}

}  // namespace handrail::dsl
