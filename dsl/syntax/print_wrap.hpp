// Breaking a long clause over lines: at the words that hold it together first, then at its `and` and `or`, then at its commas.
#pragma once

#include <string>
#include <vector>

#include "dsl/syntax/print_words.hpp"

namespace handrail::dsl {

inline constexpr std::size_t print_width = 120;   // a longer line is broken where it can be

enum class BreakAt { anywhere, after_commas };
// The lines of the words from `from` on: the first one begins in column `first`, the others in column `rest`; they come without their indentation.
[[nodiscard]] std::vector<std::string> wrapped(const PrintWords& words, std::size_t from, std::size_t first, std::size_t rest, BreakAt where = BreakAt::anywhere);
[[nodiscard]] std::size_t shown_width(std::string_view text);   // in characters

}  // namespace handrail::dsl
