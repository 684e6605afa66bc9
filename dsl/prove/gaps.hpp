// What no written rule decides: for a tool's gate what is left to `otherwise` (or to the denial that is built in), for a table or the route what its last
// row takes. Told as regions over the facts that the rules compare; the sample of each is the solver's until the real evaluator has confirmed it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsl/formulas/gate_sample.hpp"
#include "dsl/formulas/solver.hpp"

namespace handrail::dsl {

struct Gap {
  std::string region;                     // "amount is over $500 and plan is free"; empty: everything
  std::vector<std::uint32_t> slots;       // the facts that it speaks of
  GateSample sample;                      // of a table or the route: slots and now alone
  bool unknown = false;                   // it speaks of something that nobody knows
};

struct Gaps {
  std::vector<Gap> gaps;                  // those in which everything is known come first
  bool whole = true;                      // false: there are more than were looked for, or a question was not answered
};

// Once the needs of the tool are met, nothing is denied and no limit is reached.
[[nodiscard]] Gaps gaps_of(const Program& program, std::uint32_t tool, ProofOptions options = {});
[[nodiscard]] Gaps gaps_of_table(const Program& program, std::uint32_t table, ProofOptions options = {});
[[nodiscard]] Gaps gaps_of_route(const Program& program, ProofOptions options = {});

}  // namespace handrail::dsl
