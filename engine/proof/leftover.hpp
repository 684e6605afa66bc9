// `handrail check --gaps`: what is left to `otherwise`, and to the last row of a table or the route, region by region, each with a sample that the real gate
// and the real rows were asked about.
#pragma once

#include <string>

#include "dsl/formulas/solver.hpp"
#include "dsl/program/program.hpp"

namespace handrail {

[[nodiscard]] std::string leftovers_in_words(const dsl::Program& program, dsl::ProofOptions options = {});

}  // namespace handrail
