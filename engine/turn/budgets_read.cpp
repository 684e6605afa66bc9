#include "engine/turn/budgets_read.hpp"

#include "dsl/program/decode.hpp"
#include "engine/policy/meters.hpp"

namespace handrail {

Result<std::vector<UsedBudget>> used_of(Seams& seams, const std::vector<BudgetUse>& budgets, Instant now) {
  std::vector<UsedBudget> entries;
  for (const BudgetUse& use : budgets) {
    HANDRAIL_TRY(const auto uses, seams.journal.store().used(use.limit, use.key, use.window ? std::optional(now - *use.window) : std::nullopt));
    for (const Used& used : uses) {
      UsedBudget entry{used.limit, used.key, Json(), used.at, used.conversation.text};
      if (!used.currency.empty()) {
        HANDRAIL_TRY(const Currency currency, Currency::parse(used.currency));
        entry.amount = dsl::encode(Value(Money{used.amount, currency}));
      } else if (used.amount != 1) {
        entry.amount = Json(used.amount);
      }
      entries.push_back(std::move(entry));
    }
  }
  return entries;
}

void add_meters(Seams& seams, const LiveBundle& live, const ConversationState& state, TurnFacts& facts) {
  const dsl::Program& program = live.program();
  const auto asked = meters_asked(program, program.turn_scope, facts.customer, state.id.text);
  if (asked.empty()) return;
  const auto used = used_of(seams, asked, facts.now);
  if (!used) return;
  for (const auto& [id, value] : meter_values(program, asked, *used, facts.now))
    if (!value.unknown()) facts.used[id] = dsl::encode(value);
}

}  // namespace handrail
