// Finds thousands of phrases in one pass over the words of a message (Aho and Corasick, 1975, over words instead of letters). A phrase matches
// whole words, in any case and with any white space or punctuation inside a sentence, and never across the end of one. Of a script that parts no words it matches
// anywhere; and one that is added as it is written is heard with the marks that make another word of it (written.hpp).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/reading/tokens.hpp"
#include "adapters/reading/written.hpp"

namespace handrail::reading {

struct Span {
  std::uint32_t begin = 0, end = 0;   // bytes of the message
  [[nodiscard]] bool overlaps(const Span& other) const { return begin < other.end && other.begin < end; }
};

struct PhraseMatch {
  std::uint32_t group = 0;
  std::uint32_t first = 0, last = 0;  // tokens, the last included
  Span span;                          // with the marks of the phrase
};

class PhraseFinder {
 public:
  PhraseFinder() : nodes_(1) {}
  // Several phrases may share a group. A phrase without a word is ignored.
  void add(std::string_view phrase, std::uint32_t group) { add(phrase, group, {}); }
  // With its marks: "$5" hears "$5" and no "5".
  void add_as_written(std::string_view phrase, std::uint32_t group);
  // After the last add, before the first find.
  void finish();
  // In the order in which they end, the longer of those that end together first.
  [[nodiscard]] std::vector<PhraseMatch> find(const std::vector<Token>& tokens) const { return find({}, tokens); }
  // `text`: what the tokens are of; without it no phrase with marks is found.
  [[nodiscard]] std::vector<PhraseMatch> find(std::string_view text, const std::vector<Token>& tokens) const;

 private:
  using Marks = std::vector<std::string>;   // in front of each word, and behind the last; empty: the words alone count
  struct Ending {
    std::uint32_t group = 0, marks = 0;     // which of `marks_`
    bool operator==(const Ending&) const = default;
  };
  struct Node {
    std::uint32_t parent = 0, word = 0;
    std::uint32_t length = 0;          // words from the root
    std::uint32_t fallback = 0;        // the longest proper ending that is a beginning too
    std::uint32_t next_with_endings = 0;
    std::vector<Ending> endings;
  };
  [[nodiscard]] std::uint32_t child(std::uint32_t node, std::uint32_t word) const;
  [[nodiscard]] std::uint32_t step(std::uint32_t node, std::uint32_t word) const;
  std::unordered_map<std::string, std::uint32_t> words_;           // from 1
  std::unordered_map<std::uint64_t, std::uint32_t> children_;      // node and word
  void add(std::string_view phrase, std::uint32_t group, Marks marks);
  [[nodiscard]] bool heard(const Marks& marks, std::string_view text, const std::vector<Piece>& pieces, std::size_t first, std::size_t last, Span& span) const;
  std::vector<Marks> marks_{1};                                    // the first are none
  std::vector<Node> nodes_;                                        // 0 is the root; a child stands behind its parent
};

}  // namespace handrail::reading
