// A `*.case` file in its one form: cases apart by a blank line, facts indented, values in one column. Lines keep their order, their words and their comments.
#pragma once

#include <string>
#include <string_view>

#include "dsl/syntax/print.hpp"

namespace handrail {

// As dsl::format does it for policies: `formatted` only after the result was read back, says the same line by line, and is its own form. What does not read as lines of a case
// is told by its place; whether a fact or a tool is there is not asked.
[[nodiscard]] dsl::Formatted format_cases(std::string_view text, dsl::Diagnostics& diagnostics);

}  // namespace handrail
