// The comments and blank lines of a text, given to the statements that they belong to.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/syntax/layout.hpp"
#include "dsl/syntax/print_words.hpp"

namespace handrail::dsl {

struct WholeLine {             // a comment on a line of its own
  std::string text;
  bool margin = false;         // it began at the margin
  int blanks = 0;              // blank lines before it
};
struct InnerComment {          // one with words of its statement after it
  std::uint32_t at = 0;        // the byte of the statement's text that it stands before
  std::string text;
  bool own_line = false;       // it has a line of its own, else it ends one
  std::size_t column = 0;      // where it stood, in characters
};
struct Placed {                // a statement and what stands around it
  const Statement* statement = nullptr;
  bool head = false;
  std::vector<WholeLine> before;
  int blanks = 0;              // blank lines before the statement itself
  std::vector<InnerComment> inner;
  std::string trailing;        // the comment after its last word
  std::size_t column = 0;      // where that comment stood, in characters
};
struct PlacedText {
  std::vector<Placed> statements;   // in the order of the text
  std::vector<WholeLine> after;     // comments after the last one
};

// The words of a statement up to each of its inner comments, none of which stands within its first `own` words; the last segment has none.
struct Segment {
  PrintWords words;
  std::vector<InnerComment> after;
};
[[nodiscard]] std::vector<Segment> segments_of(const PrintWords& words, const std::vector<InnerComment>& inner, std::size_t own);

[[nodiscard]] PlacedText place_comments(std::string_view text, const std::vector<LaidOutBlock>& blocks);

}  // namespace handrail::dsl
