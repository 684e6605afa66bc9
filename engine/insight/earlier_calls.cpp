#include "engine/insight/earlier_calls.hpp"

#include <algorithm>

#include "dsl/program/decode.hpp"
#include "engine/policy/meters.hpp"

namespace handrail {
namespace {

bool asks(const dsl::Scope& scope, const std::string& meter) {
  return std::ranges::any_of(scope.slots, [&](const dsl::Slot& slot) { return slot.path == std::vector<std::string>{"used", meter}; });
}

bool asks_no_more(const dsl::Scope& asked, const dsl::Scope* recorded) {
  return std::ranges::all_of(asked.slots, [&](const dsl::Slot& slot) {
    return slot.path.size() != 2 || slot.path[0] != "used" || (recorded && asks(*recorded, slot.path[1]));
  });
}

const dsl::Scope* scope_of(const dsl::Program* program, const std::string& tool) {
  const auto found = program ? program->find_tool(tool) : std::nullopt;
  return found ? &program->tools[*found].scope : nullptr;
}

}  // namespace

bool asks_the_same_of_earlier_calls(const dsl::Program& recorded, const dsl::Program& asked) {
  return asks_no_more(asked.turn_scope, &recorded.turn_scope) &&
         std::ranges::all_of(asked.tools, [&](const dsl::Tool& tool) { return asks_no_more(tool.scope, scope_of(&recorded, tool.name)); });
}

void add_earlier_calls(GateCall& call, const InRecord& in, const dsl::Program* recorded, const dsl::Program& asked, const Ledger* ledger) {
  const dsl::Scope* scope = scope_of(&asked, call.tool);
  if (!ledger || !scope) return;
  const dsl::Scope* before = scope_of(recorded, call.tool);
  for (const BudgetUse& meter : meters_asked(asked, *scope, call.customer, call.conversation)) {
    if (before && asks(*before, meter.limit)) continue;
    std::erase_if(call.used, [&](const UsedBudget& entry) { return entry.limit == meter.limit; });
    for (UsedBudget& entry : ledger->used(meter, call.now, in)) call.used.push_back(std::move(entry));
  }
}

void add_earlier_calls(TurnFacts& facts, const InRecord& in, const dsl::Program* recorded, const dsl::Program& asked, const Ledger* ledger) {
  if (!ledger) return;
  auto meters = meters_asked(asked, asked.turn_scope, facts.customer, in.conversation);
  std::erase_if(meters, [&](const BudgetUse& meter) { return recorded && asks(recorded->turn_scope, meter.limit); });
  std::vector<UsedBudget> used;
  for (const BudgetUse& meter : meters)
    for (UsedBudget& entry : ledger->used(meter, facts.now, in)) used.push_back(std::move(entry));
  for (const auto& [id, value] : meter_values(asked, meters, used, facts.now))
    if (!value.unknown()) facts.used[id] = dsl::encode(value);
}

}  // namespace handrail
