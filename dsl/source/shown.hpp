// Text that somebody else wrote, on somebody's terminal or in a log: nothing in it acts as a command, and it is known how many columns it takes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace handrail::dsl {

// One character of a source line as it is printed: in place of what must not be printed stands U+FFFD, in place of a tab a space.
struct ShownCharacter {
  std::string_view text;      // what to print: into the line, or a constant
  std::uint32_t columns = 1;  // 0 for a combining mark, 2 for CJK and emoji, as terminals have it (Unicode's East Asian Width)
  std::size_t bytes = 1;      // how many bytes of the line it stands for
};
// The character that begins at `at`, which must be inside the line.
[[nodiscard]] ShownCharacter shown_character(std::string_view line, std::size_t at);

// A sentence about a policy: control characters, marks that reorder text and invisible ones are written out as \u202e, bytes that are no UTF-8 as \xff.
// Line breaks are written out too. What is longer than a sentence can be is cut, with an ellipsis.
[[nodiscard]] std::string shown(std::string_view text);

}  // namespace handrail::dsl
