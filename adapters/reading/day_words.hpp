// The words that days are told with, in English and German: months, weekdays and counts.
#pragma once

#include <string>
#include <string_view>

namespace handrail::reading {

// Of its first eight bytes the digits.
[[nodiscard]] int number_in(std::string_view word);
// January is 1; 0: it begins like none.
[[nodiscard]] int month_of(std::string_view word);
// Monday is 1; 0: it begins like none.
[[nodiscard]] int weekday_of(std::string_view word);
// "3", "a", "two", "zwei"; 0: none.
[[nodiscard]] int count_of(std::string_view word);

}  // namespace handrail::reading
