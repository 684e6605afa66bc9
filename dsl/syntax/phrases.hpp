// Ways to put it that have several words: "is greater than", "between $1 and $5", "twice per order", "2 business days", "Dec 31, 2026". A table of them, each
// with what the language writes; `*` stands for one word, which is taken over.
#pragma once

#include <optional>
#include <string_view>

#include "dsl/syntax/habits.hpp"

namespace handrail::dsl {

// The phrase around `at`, where reading came to in the statement.
[[nodiscard]] std::optional<Habit> phrase_at(std::string_view statement, std::size_t at);

}  // namespace handrail::dsl
