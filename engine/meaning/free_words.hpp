// What a workflow asked the customer for in free words, an address or the text of a card, and what became of it.
#pragma once

#include <vector>

#include "dsl/program/program.hpp"
#include "engine/journal/state.hpp"

namespace handrail {

// The steps whose answers stand in the call that the run waits with, whole or in part, the latest first; of a fact that was asked for twice the later one.
// What the policy reads as an entity is none. They point into `run`.
[[nodiscard]] std::vector<const RecordedStep*> free_words_in_call(const dsl::Program& program, const Run& run);

}  // namespace handrail
