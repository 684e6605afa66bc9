// A pattern as what it is made of: letters, classes, groups, choices and repetitions. Whoever makes texts of it lets the pattern itself have the last word;
// whoever proves something by it asks whether all of it was understood.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace handrail::dsl {

inline constexpr char32_t last_letter = 0x10FFFF;

// Letters from one to another, both included: in order, and apart from each other.
using Letters = std::vector<std::pair<char32_t, char32_t>>;

[[nodiscard]] Letters all_but(const Letters& letters);
[[nodiscard]] std::optional<std::u32string> letters_of(std::string_view text);   // of UTF-8; none: it is not

struct PatternPart {
  enum class Kind : unsigned char { letter, all, any, repeat, begins, ends } kind = Kind::all;
  Letters letters{};                       // letter: one of them
  std::vector<PatternPart> parts{};        // all: one after the other; any: one of them; repeat: the one
  std::size_t least = 0, most = 0;         // repeat
  bool endless = false;                    // repeat: `most` is what a person would read
};

struct PatternRead {
  PatternPart whole;
  bool exactly = true;                     // false: something was left out
};

// None: its brackets do not hold together, or it is too deep.
[[nodiscard]] std::optional<PatternRead> read_pattern(std::string_view text);

}  // namespace handrail::dsl
