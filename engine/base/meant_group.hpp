// A pattern that says what its match means: it has a group named for the value, so that "navy" is "dark blue". `meant_group` makes the name of a value, and
// `value_of_group` finds the value that a regular expression has such a group for.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace handrail {

inline constexpr std::string_view meant_group_begins = "means_";

[[nodiscard]] std::string meant_group(std::string_view value);   // "dark blue": means_dark_20blue
[[nodiscard]] std::optional<std::string> value_of_group(std::string_view expression);

}  // namespace handrail
