// One statement as words in their one spelling: symbols become words, amounts get their commas, blanks stand where they belong.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace handrail::dsl {

struct PrintWord {
  enum class Kind : std::uint8_t { name, text, number, symbol };
  std::string text;
  Kind kind = Kind::symbol;
  bool blank = false;  // a blank stands before it
  int depth = 0;       // of brackets around it
  std::uint32_t at = 0;   // where it, or what it is spelled for, stood in the statement
};
using PrintWords = std::vector<PrintWord>;

// `statement`: as the layout leaves it, blanks single.
enum class Brackets { as_needed, as_written };
[[nodiscard]] PrintWords words_of(std::string_view statement, Brackets brackets);
// Reads the blanks before brackets: one that follows its word closely is of a call.
[[nodiscard]] PrintWords without_needless_brackets(const PrintWords& words);
[[nodiscard]] std::string joined(const PrintWords& words, std::size_t from, std::size_t to);

}  // namespace handrail::dsl
