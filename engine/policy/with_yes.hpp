// Where only the customer's yes lacks, the gate is asked again as if it were there: nobody is asked for a yes to what would be denied all the same. Whoever
// judges a call as a turn does (the turn itself, the backtest) asks here.
#pragma once

#include <optional>

#include "engine/policy/gate.hpp"

namespace handrail {

// What the gate would say to the call with the customer's yes; none where the verdict is not waiting for it.
[[nodiscard]] std::optional<Verdict> with_the_yes(const dsl::Program& program, const BundleHash& bundle, GateCall call, const Verdict& verdict);

// The verdict that a turn goes by: a denial that the yes would not change comes before the question for it.
[[nodiscard]] const Verdict& decisive(const Verdict& verdict, const std::optional<Verdict>& with_yes);

}  // namespace handrail
