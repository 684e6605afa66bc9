// Texts with holes: `{amount}` is filled when the text is said, `{{` is a brace. What a hole names is checked where the text is declared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "dsl/check/names.hpp"

namespace handrail::dsl {

struct Hole {
  std::vector<std::string> path;        // empty: there is nothing, or no name, between the braces
  std::size_t begin = 0, end = 0;       // in the text, braces included
};
struct ReadTemplate {
  Template words;
  std::vector<Hole> holes;
  std::optional<std::size_t> unclosed;  // where a brace opens that nothing closes
  std::optional<std::size_t> unopened;  // where one closes that nothing has opened
};

[[nodiscard]] ReadTemplate read_template(std::string_view text);

// What a tool's words may speak of beside its facts: the receipt, once it has acted; the approval, while somebody is asked for one.
enum class Beside : std::uint8_t { nothing, receipt, approval };

// Checks the holes of `text`. `tool`: the words are a tool's.
void check_words(const Symbols& symbols, const Names& names, const Sources& sources, const Text& text, std::optional<std::uint32_t> tool, Beside beside, Report& report);

}  // namespace handrail::dsl
