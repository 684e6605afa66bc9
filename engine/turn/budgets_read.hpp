// What was used of a budget, read from the store: for the limits of a call, and for conditions that count earlier calls.
#pragma once

#include <vector>

#include "engine/policy/gate.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

// The entries of these budgets, each within its window. Fails when the store does.
Result<std::vector<UsedBudget>> used_of(Seams& seams, const std::vector<BudgetUse>& budgets, Instant now);

// What the turn's conditions ask of earlier calls. Without a verified customer, or where the store fails, it stays unknown.
void add_meters(Seams& seams, const LiveBundle& live, const ConversationState& state, TurnFacts& facts);

}  // namespace handrail
