// The solver's conversation as the real one: what engine/policy/decide.hpp is asked with.
#pragma once

#include "dsl/formulas/message_sample.hpp"
#include "engine/domain/decision.hpp"

namespace handrail {

// At the stage `full`; for the stage before, set `stage`.
[[nodiscard]] TurnFacts facts_of(const dsl::Program& program, const dsl::MessageSample& sample);

// Where the clause stands that decides: what the decision says at `at`.
[[nodiscard]] std::string place_of(const dsl::Program& program, const dsl::MessageClause& clause);

}  // namespace handrail
