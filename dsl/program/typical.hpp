// A plain value of a type: what stands where no clause asks.
#pragma once

#include "dsl/program/program.hpp"

namespace handrail::dsl {

[[nodiscard]] Value typical(const Program& program, const Type& type);

}  // namespace handrail::dsl
