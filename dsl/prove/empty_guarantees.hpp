// Guarantees whose condition nothing can meet: they hold whatever the rules say, and are mostly a slip (P0716).
#pragma once

#ifdef HANDRAIL_PROOF
#include <functional>
#include <optional>
#include <vector>

#include "dsl/formulas/asking.hpp"
#include "dsl/formulas/encoding.hpp"

namespace handrail::dsl {

// The fewest parts of an `and` that contradict each other, or the whole condition; none where it can hold, or nobody knows. `yes`: when a part of it holds.
[[nodiscard]] std::optional<std::vector<ExpressionId>> contradiction(const Program& program, Asking& asking, ExpressionId when,
                                                                     const std::function<z3::expr(ExpressionId)>& yes);

}  // namespace handrail::dsl
#endif
