// Text as its words: each in the form that the index knows, and as it is written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/sqlite/tokenizer.hpp"

namespace handrail::knowledge {

struct Token {
  std::string stem;         // "return"
  std::string word;         // "returned", in lower case
  std::size_t begin = 0, end = 0;   // in the text
};

// At most `words_max` from the beginning; what is longer than a word can be is none.
[[nodiscard]] std::vector<Token> tokens_of(const sqlite::Tokenizer& tokenizer, std::string_view text, std::size_t words_max);
// The stems of a whole text, a space between each two.
[[nodiscard]] std::string stems_of(const sqlite::Tokenizer& tokenizer, std::string_view text);
// Says nothing about the matter by itself: "and", "please", "it", a single letter.
[[nodiscard]] bool small_word(std::string_view word);
// "\"money back\"": a phrase of FTS5, whatever the words are.
[[nodiscard]] std::string quoted(std::string_view words);

}  // namespace handrail::knowledge
