// A list or map for which several tests answer as they are to, while all other facts stay what they are: its entries are facts of a solver of its own, and as many
// stand in it as that takes. So an amount that is met exactly, a sum, a count of what another quantifier excludes and an entry of the kind that only two tests
// together ask for are found by reckoning, where trying values finds them by luck.
#pragma once

#include <optional>
#include <vector>

#include "dsl/formulas/gate_sample.hpp"
#include "dsl/program/program.hpp"

namespace handrail::dsl {

struct WantedList {
  const Program& program;
  const Scope& scope;
  const std::vector<Value>& values;        // of the other facts
  std::uint32_t slot;
  const std::vector<LeafAnswer>& tests;    // that ask about it
  const std::vector<TermAnswer>& terms;    // that are found in it: wanted too, where that goes with the tests
};

// None: there is none, or none was found within the budget, or this build has no solver. Nobody has evaluated it yet.
[[nodiscard]] std::optional<Value> made_list(const WantedList& wanted);

}  // namespace handrail::dsl
