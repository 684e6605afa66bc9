// What a leaf of a condition asks, in the words of the policy: "reason in waivable" of what is written "reason is not in waivable", since there the leaf's yes is
// the condition's no. Whoever tells the answer of a leaf tells it of these words.
#pragma once

#include <string>

#include "dsl/program/program.hpp"

namespace handrail::dsl {

// Several parts that are written as one: `X not in LIST`, `X does not contain "a"`. One answer is told of them.
[[nodiscard]] bool said_at_once(const Program& program, ExpressionId condition);
[[nodiscard]] std::string leaf_words(const Program& program, ExpressionId leaf);   // on one line

// When a rule is in force, as the language writes it: " from 2026-12-01 until 2027-01-06"; empty: always.
[[nodiscard]] std::string days_of(const Rule& rule);

}  // namespace handrail::dsl
