// The words of a message in one spelling (case folded, one kind of apostrophe), with where they stand.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace handrail::reading {

struct Token {
  std::string text;
  std::uint32_t begin = 0, end = 0;   // bytes of the message
  bool starts_sentence = false;       // the first, or behind a full stop, question or exclamation mark or semicolon
};

[[nodiscard]] std::vector<Token> tokens_of(std::string_view text);

// Says nothing about the matter by itself: "and", "please", "it".
[[nodiscard]] bool stop_word(std::string_view word);
// The word without its most common English endings, so that "refunds" and "refunded" meet.
[[nodiscard]] std::string stem(std::string_view word);
// The stems of the words that are no stop words, sorted, each once.
[[nodiscard]] std::vector<std::string> content_stems(const std::vector<Token>& tokens);

}  // namespace handrail::reading
