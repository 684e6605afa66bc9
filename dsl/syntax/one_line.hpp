// A part of a policy on one line, for sentences about it.
#pragma once

#include <string>
#include <string_view>

namespace handrail::dsl {

[[nodiscard]] std::string on_one_line(std::string_view text);    // as it is written: line breaks and blanks outside of quotes become one blank, comments go
[[nodiscard]] std::string as_formatted(std::string_view text);   // the same as the formatter spells it

}  // namespace handrail::dsl
