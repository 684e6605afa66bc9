// Phrases of plain English that the language says with other words, or in another order: "50% of order.total", "2 months", "count of order.items". Each
// with the very words that would do.
#pragma once

#include <optional>
#include <string_view>

#include "dsl/syntax/habits.hpp"

namespace handrail::dsl {

// As habit_at, which asks here first.
[[nodiscard]] std::optional<Habit> slip_at(std::string_view statement, std::size_t at, std::string_view expected);

}  // namespace handrail::dsl
