// The comments and blank lines of a text, given to the statements that they belong to.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/syntax/layout.hpp"

namespace handrail::dsl {

struct WholeLine {             // a comment on a line of its own
  std::string text;
  bool margin = false;         // it began at the margin
  int blanks = 0;              // blank lines before it
};
struct Placed {                // a statement and what stands around it
  const Statement* statement = nullptr;
  bool head = false;
  std::vector<WholeLine> before;
  int blanks = 0;              // blank lines before the statement itself
  std::string trailing;        // the comment that ends its line
  std::size_t column = 0;      // where that comment stood
};
struct PlacedText {
  std::vector<Placed> statements;   // in the order of the text
  std::vector<WholeLine> after;     // comments after the last one
};

[[nodiscard]] PlacedText place_comments(std::string_view text, const std::vector<LaidOutBlock>& blocks);

}  // namespace handrail::dsl
