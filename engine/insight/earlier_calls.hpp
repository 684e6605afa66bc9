// What earlier calls add up to in conditions ("count of process_refund per customer in 90 days"), for a policy that asks other than the record's did: what the
// record read stays as it was read, anything else is added up from the calls of the whole history.
#pragma once

#include <string>

#include "engine/domain/decision.hpp"
#include "engine/insight/budgets.hpp"

namespace handrail {

// Whether the record holds all that the asked policy's conditions want to know of earlier calls.
[[nodiscard]] bool asks_the_same_of_earlier_calls(const dsl::Program& recorded, const dsl::Program& asked);

// `recorded`: null of an import, which reads none of it. Without a ledger nothing changes.
void add_earlier_calls(GateCall& call, const InRecord& in, const dsl::Program* recorded, const dsl::Program& asked, const Ledger* ledger);
void add_earlier_calls(TurnFacts& facts, const InRecord& in, const dsl::Program* recorded, const dsl::Program& asked, const Ledger* ledger);

}  // namespace handrail
