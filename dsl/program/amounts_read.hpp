// The amounts that a condition reads, however indirectly: facts, entries of lists and maps, what is looked up, and what is calculated from them.
#pragma once

#include <vector>

#include "dsl/program/bind.hpp"
#include "dsl/program/program.hpp"

namespace handrail::dsl {

struct AmountRead { ExpressionId term = no_expression; Money amount; };   // leaf_words(program, term) are its words

// Each that is there, whether or not it decides the condition's answer; an amount that stands in the text is not read.
[[nodiscard]] std::vector<AmountRead> amounts_read(const Program& program, ExpressionId condition, const Frame& frame);

}  // namespace handrail::dsl
