// What may stand in a line that two programs read by their own types, and what one of them makes of it.
#pragma once

#include <vector>

#include "dsl/formulas/sample_values.hpp"

namespace handrail::dsl {

// Values of the type that are worth trying, as they are written: of what the program cannot read, what no such value is written as.
[[nodiscard]] std::vector<Value> lines_of(const Program& program, const Type& type, const Mentioned& mentioned);

// What the program reads of it.
[[nodiscard]] Value read_off(const Program& program, const Type& type, const Value& line);

}  // namespace handrail::dsl
