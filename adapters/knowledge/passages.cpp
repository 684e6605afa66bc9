// Splits plain text into passages (declared in document.hpp).
#include <algorithm>

#include "adapters/knowledge/document.hpp"
#include "engine/base/text.hpp"
#include "engine/domain/questions.hpp"

namespace handrail::knowledge {

namespace {

constexpr std::size_t passage_characters = 500;
constexpr std::size_t overlap_characters = 100;   // a sentence about twice the wanted overlap of 50 is still repeated whole

// Where the first sentence of the text ends, with its white space: behind ". ", "! ", "? " or a line break.
std::size_t sentence_end(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') return i + 1;
    const bool stop = text[i] == '.' || text[i] == '!' || text[i] == '?';
    // "1. Open the app" is one sentence.
    const bool numbered = text[i] == '.' && i < 4 && text.substr(0, i).find_first_not_of("0123456789") == std::string_view::npos;
    if (stop && !numbered && i + 1 < text.size() && text[i + 1] == ' ') return i + 2;
  }
  return text.size();
}

// At most `passage_characters`, cut behind a space where there is one.
std::size_t cut(std::string_view text) {
  std::size_t end = 0;
  for (std::size_t characters = 0; end < text.size(); ++end) {
    if ((text[end] & 0xC0) != 0x80 && ++characters > passage_characters) break;
  }
  if (end == text.size()) return end;
  const std::size_t space = text.substr(0, end).rfind(' ');
  return space == std::string_view::npos || space == 0 ? end : space + 1;
}

std::vector<std::string_view> sentences_of(std::string_view text) {
  std::vector<std::string_view> sentences;
  while (!text.empty()) {
    std::string_view sentence = text.substr(0, sentence_end(text));
    text.remove_prefix(sentence.size());
    while (!sentence.empty()) {
      const std::size_t end = cut(sentence);
      sentences.push_back(sentence.substr(0, end));
      sentence.remove_prefix(end);
    }
  }
  return sentences;
}

}  // namespace

std::vector<std::string> split_into_passages(std::string_view text) {
  std::vector<std::string> passages;
  std::string passage;
  std::size_t characters = 0;
  std::string_view last;
  for (const std::string_view sentence : sentences_of(text)) {
    const std::size_t size = utf8_length(sentence);
    if (characters + size > passage_characters && !trim(passage).empty()) {
      passages.emplace_back(trim(passage));
      const bool fits = utf8_length(last) + size <= passage_characters;
      const bool repeat = fits && (utf8_length(last) <= overlap_characters || points_back(sentence));   // "They never expire" says nothing where they are not named
      passage = repeat ? std::string(last) : std::string();
      characters = utf8_length(passage);
    }
    passage += sentence;
    characters += size;
    last = sentence;
  }
  if (!trim(passage).empty()) passages.emplace_back(trim(passage));
  return passages;
}

}  // namespace handrail::knowledge
