// Whether two trees say the same, wherever their words stood: spans are not compared, everything else is. What the formatter checks before it
// lets its text take the place of the author's.
#pragma once

#include "dsl/syntax/tree.hpp"

namespace handrail::dsl {

[[nodiscard]] bool equal(const Tree& a, const Tree& b);
[[nodiscard]] bool equal(const Expression& a, const Expression& b);

}  // namespace handrail::dsl
