// What could be otherwise in a situation, as far as the policy asks for it: one entry for each value of a fact that may make a difference.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/policy/situation.hpp"

namespace handrail {

struct PossibleChange {
  std::string fact, value;                      // "amount", "$100.00"
  std::function<void(Situation&)> apply;
  int direction = 0;                            // the value is below (-1) or above (1) what it is now; 0: it has no order
  std::uint64_t distance = 0;                   // from what it is now, in the kind's own steps; 0: it has no order
  std::function<void(Situation&)> further;      // one step on in that direction; empty without one
};

// In the order in which they are worth trying; changes that rest on others (an approval of what is then asked) come last.
[[nodiscard]] std::vector<PossibleChange> possible_changes(const dsl::Program& program, const BundleHash& bundle, const Situation& situation);

}  // namespace handrail
