#include "adapters/reading/tokens.hpp"

#include <algorithm>
#include <unordered_set>

#include "adapters/reading/lexicon.hpp"
#include "engine/base/text.hpp"

namespace handrail::reading {

namespace {

constexpr std::string_view curly_apostrophe = "\xE2\x80\x99";

std::string one_spelling(std::string_view word) {
  std::string text = fold_case(word);
  for (std::size_t at = text.find(curly_apostrophe); at != std::string::npos; at = text.find(curly_apostrophe, at)) {
    text[at] = '\'';
    text.erase(at + 1, curly_apostrophe.size() - 1);
  }
  return text;
}

bool ends_with(std::string_view word, std::string_view ending, std::size_t rest_min) {
  return word.size() >= ending.size() + rest_min && word.ends_with(ending);
}

}  // namespace

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  std::size_t end_before = 0;
  for (const std::string_view word : words(text)) {
    const auto begin = static_cast<std::size_t>(word.data() - text.data());
    const std::string_view gap = text.substr(end_before, begin - end_before);
    Token token{one_spelling(word), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + word.size()), false};
    token.starts_sentence = tokens.empty() || gap.find_first_of(".!?;") != std::string_view::npos;
    end_before = begin + word.size();
    tokens.push_back(std::move(token));
  }
  return tokens;
}

bool stop_word(std::string_view word) {
  static const std::vector<std::string_view> lines = lexicon::lines(lexicon::stop_words);
  static const std::unordered_set<std::string_view> words(lines.begin(), lines.end());
  if (words.contains(word)) return true;
  return word.ends_with("'s") && words.contains(word.substr(0, word.size() - 2));
}

std::string stem(std::string_view word) {
  if (word.ends_with("'s")) word.remove_suffix(2);
  for (const std::string_view ending : {"ations", "ation", "ing", "ers", "ed", "er", "es", "s"}) {
    if (ending == "s" && word.ends_with("ss")) break;
    if (ends_with(word, ending, 3)) {
      word.remove_suffix(ending.size());
      break;
    }
  }
  if (word.size() > 3 && word.back() == 'e') word.remove_suffix(1);
  // "cancelled" and "cancel", "shipping" and "ship"
  if (word.size() > 3 && word[word.size() - 1] == word[word.size() - 2] && word.back() != 's') word.remove_suffix(1);
  return std::string(word);
}

std::vector<std::string> content_stems(const std::vector<Token>& tokens) {
  std::vector<std::string> stems;
  for (const Token& token : tokens) {
    if (!stop_word(token.text)) stems.push_back(stem(token.text));
  }
  std::sort(stems.begin(), stems.end());
  stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
  return stems;
}

}  // namespace handrail::reading
