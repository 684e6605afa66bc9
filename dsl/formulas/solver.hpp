// Whether this build has a solver, and how much it may be asked: the two things that everybody who has something proved needs to say.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/base/limits.hpp"
#include "engine/base/time.hpp"

namespace handrail::dsl {

// `budget`, `left`: in the solver's steps, the same on every machine: for one question, and what is left for all of them where several proofs share it; whoever asks takes from it.
struct ProofOptions {
  std::uint64_t budget = limits::proof_budget;
  std::uint64_t* left = nullptr;
  std::optional<Instant> today = {};      // guarantees are about then and later: what a rule that is in force for good once allowed is over; none: about any time
};

[[nodiscard]] bool solver_built_in();

}  // namespace handrail::dsl
