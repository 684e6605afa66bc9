// Whether this build has a solver, and how much it may be asked: the two things that everybody who has something proved needs to say.
#pragma once

#include <cstdint>

#include "engine/base/limits.hpp"

namespace handrail::dsl {

struct ProofOptions { std::uint64_t budget = limits::proof_budget; };   // the solver's steps for one question: the same on every machine

[[nodiscard]] bool solver_built_in();

}  // namespace handrail::dsl
