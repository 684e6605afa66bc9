// The English words for the numbers up to twelve, each at its value.
#pragma once

#include <array>
#include <string_view>

namespace handrail {

inline constexpr std::array<std::string_view, 13> small_numbers{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"};

}  // namespace handrail
