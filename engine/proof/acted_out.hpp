// Lists, maps and texts for the tests that the solver does not follow (`any item in … has …`, `starts with`, counts and sums): values are tried until each
// leaf answers as the solver took it to.
#pragma once

#include <utility>
#include <vector>

#include "dsl/program/program.hpp"

namespace handrail {

// Changes the values of lists, maps and texts among `slots`. Gives the leaves that still answer otherwise.
[[nodiscard]] std::vector<dsl::ExpressionId> act_out(const dsl::Program& program, const dsl::Scope& scope, std::vector<Value>& slots,
                                                     const std::vector<std::pair<dsl::ExpressionId, Truth>>& leaves);

// A plain value of the type: what stands where no clause asks.
[[nodiscard]] Value typical(const dsl::Program& program, const dsl::Type& type);

}  // namespace handrail
