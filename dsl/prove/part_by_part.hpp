// Facts that make single comparisons true or false, and what can be said by trying them: whether each part of a condition changes something. The real evaluation is
// asked, and no solver.
#pragma once

#include "dsl/program/bind.hpp"

namespace handrail::dsl {

// The fact of a comparison with a fixed value, or of a look for one in a text, so that it is true; one of anything else is left as it is.
void make_true(const Program& program, const Node& leaf, Frame& frame);
// So that it is not; false: nothing is known that would.
[[nodiscard]] bool make_false(const Program& program, const Node& leaf, Frame& frame);

// All parts of an `and` over free facts together are true somewhere, and each is what makes it false somewhere else. False: perhaps so.
[[nodiscard]] bool each_part_is_needed(const Program& program, const Scope& scope, ExpressionId condition);

}  // namespace handrail::dsl
