// A regular expression of a bundle: RE2 syntax, linear time, bounded memory.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/reading/phrases.hpp"
#include "engine/base/result.hpp"

namespace re2 {
class RE2;
}

namespace handrail::reading {

enum class LetterCase { as_written, any };

struct PatternMatch {
  Span span;      // of the whole match
  Span inner;     // of the first group that took part, else of the whole match
};

class Pattern {
 public:
  // Fails with invalid; the message quotes the pattern and says what is wrong with it.
  static Result<Pattern> compile(std::string_view expression, LetterCase letter_case);
  // For the patterns of the house: one that does not compile is our bug.
  static Pattern of_the_house(std::string_view expression);
  // From left to right, not overlapping, empty ones left out, at most limits::pattern_matches.
  [[nodiscard]] std::vector<PatternMatch> find(std::string_view text) const;

 private:
  explicit Pattern(std::shared_ptr<const re2::RE2> expression) : expression_(std::move(expression)) {}
  std::shared_ptr<const re2::RE2> expression_;
};

// Says in one pass over a text which of many patterns are worth running on it.
class PatternScreen {
 public:
  // In any letter case; numbered from 0 in the order in which they are added.
  void add(std::string_view expression) { expressions_.emplace_back(expression); }
  void finish();   // after the last add
  // The numbers of those that match somewhere, in order; all of them where the one pass would need too much memory.
  [[nodiscard]] std::vector<std::size_t> matching(std::string_view text) const;

 private:
  struct Set;
  std::vector<std::string> expressions_;
  std::shared_ptr<const Set> set_;   // null: none is there, or they are too much for one pass
};

}  // namespace handrail::reading
