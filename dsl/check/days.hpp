// The days of the week that a range of opening hours names.
#pragma once

#include <array>

#include "dsl/syntax/tree.hpp"

namespace handrail::dsl {

// Monday first; "fri to mon" goes over the week's end.
[[nodiscard]] inline std::array<bool, 7> days_of(const OpeningHours::Range& range) {
  std::array<bool, 7> days{};
  for (const auto& [from, to] : range.days)
    for (int day = from;; day = (day + 1) % 7) {
      days[static_cast<std::size_t>(day)] = true;
      if (day == to) break;
    }
  return days;
}

}  // namespace handrail::dsl
