// Numbers of any length compared as they are written: JSON's 0.1 is a tenth, and 9007199254740993 is not its neighbour.
#pragma once

#include <compare>
#include <string_view>

namespace handrail::exact {

// Both are valid JSON numbers.
[[nodiscard]] std::strong_ordering compare(std::string_view a, std::string_view b);
[[nodiscard]] bool whole(std::string_view number);
// Whether `number` is `step` times a whole number. A step of zero divides nothing. Beyond 38 digits between them it is not known, and said to be so: false.
[[nodiscard]] bool multiple(std::string_view number, std::string_view step);

}  // namespace handrail::exact
