// The texts that pass a test, as a machine that reads them letter by letter: whether tests exclude one another, or one says all that another does, is asked of
// their machines at once. What is read so is exact: a pattern of which a part was not understood has none.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "dsl/formulas/pattern_parts.hpp"
#include "dsl/program/program.hpp"

namespace handrail::dsl {

class TextLanguage {
 public:
  // Of `matches`, `contains`, `starts with`, `ends with`. None: not understood, or larger than anybody compares.
  [[nodiscard]] static std::optional<TextLanguage> of(NodeOp test, std::string_view text);

 private:
  friend class SideBySide;
  // On one of the letters to the next state; a state that goes on without a letter does so anywhere, at the beginning alone, or at the end alone.
  enum class Where : std::uint8_t { anywhere, beginning, end };
  struct Step { Letters letters; std::uint32_t to; };
  struct Free { Where where; std::uint32_t to; };
  struct State { std::vector<Step> steps; std::vector<Free> free; };

  std::uint32_t add();
  [[nodiscard]] bool too_large() const;
  // From a state through the part: the state behind it.
  std::uint32_t through(const PatternPart& part, std::uint32_t from);
  std::uint32_t anything(std::uint32_t from);
  std::uint32_t word(std::u32string_view letters, std::uint32_t from);

  std::vector<State> states_;
  std::uint32_t last_ = 0;
};

// Which of several tests a text may pass together: whether there is a text for each set of them, by its number (the first test is bit 0). None: that takes more
// than `steps`, of which what was taken is subtracted.
[[nodiscard]] std::optional<std::vector<bool>> passing(const std::vector<const TextLanguage*>& tests, std::size_t& steps);

}  // namespace handrail::dsl
