// Lists, maps, texts and answers of look-ups for the tests that the solver does not follow (`any item in … has …`, `matches`, counts and sums, look-ups inside
// a condition): values are tried until each test answers as the solver took it to. What is found so has been evaluated; what is not found is said.
#pragma once

#include <utility>
#include <vector>

#include "dsl/formulas/gate_sample.hpp"
#include "dsl/formulas/sample_values.hpp"

namespace handrail::dsl {

// One program's facts and what each of its leaves is to answer.
struct ActedPart {
  const Program& program;
  const Scope& scope;
  std::vector<Value>& slots;              // values of lists, maps and texts among them are changed
  const std::vector<LeafAnswer>& leaves;
  std::vector<LookUpGiven>* look_ups = nullptr;   // gets what the look-ups inside conditions give; null: none of them is answered
  std::vector<TermAnswer> terms = {};             // wanted too, where that goes with the leaves
  std::vector<ExpressionId>* unmet = nullptr;     // gets those of them that are otherwise
};

// Facts of one path are one fact for all parts. Gives, for each part, the leaves that still answer otherwise. Bounded by limits::sample_evaluations.
[[nodiscard]] std::vector<std::vector<ExpressionId>> act_out(const std::vector<ActedPart>& parts);
[[nodiscard]] std::vector<ExpressionId> act_out(const Program& program, const Scope& scope, std::vector<Value>& slots, const std::vector<LeafAnswer>& leaves,
                                                std::vector<LookUpGiven>* look_ups = nullptr, const std::vector<TermAnswer>& terms = {},
                                                std::vector<ExpressionId>* unmet = nullptr);

}  // namespace handrail::dsl
