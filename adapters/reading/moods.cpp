#include "adapters/reading/moods.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "adapters/reading/lexicon.hpp"

namespace handrail::reading {

namespace {

constexpr std::size_t negation_reach = 3;      // so many words before a phrase turn it around
constexpr std::size_t shouted_words_min = 4;   // fewer are abbreviations, or an order number

bool negation(std::string_view word) {
  static const std::vector<std::string_view> words = lexicon::lines(lexicon::negations);
  return word.ends_with("n't") || std::find(words.begin(), words.end(), word) != words.end();
}

// At least `letters_min` letters, all of them ASCII capitals.
bool in_capitals(std::string_view text, const Token& token, std::size_t letters_min) {
  const std::string_view word = text.substr(token.begin, token.end - token.begin);
  const auto capitals = std::count_if(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  const bool others = std::any_of(word.begin(), word.end(), [](char c) { return (c < 'A' || c > 'Z') && c != '\''; });
  return !others && capitals >= static_cast<std::ptrdiff_t>(letters_min);
}

}  // namespace

bool negated(const std::vector<Token>& tokens, std::size_t first) {
  for (std::size_t i = first, steps = 0; i > 0 && steps < negation_reach && !tokens[i].starts_sentence; --i, ++steps) {
    if (negation(tokens[i - 1].text)) return true;
  }
  return false;
}

bool intensified(const std::vector<Token>& tokens, std::size_t first) {
  static const std::vector<std::string_view> words = lexicon::lines(lexicon::intensifiers);
  return first > 0 && !tokens[first].starts_sentence && std::find(words.begin(), words.end(), tokens[first - 1].text) != words.end();
}

namespace {

bool one_of(std::span<const std::string_view> words, std::string_view word) { return std::ranges::find(words, word) != words.end(); }

// "my boss", "our two neighbours", "he", "mein Chef": who is spoken of, where token `end` comes behind.
bool another_before(const std::vector<Token>& tokens, std::size_t end) {
  constexpr std::array<std::string_view, 18> theirs{"my", "our", "his", "her", "their", "mein", "meine", "unser", "unsere", "sein", "seine",
                                                         "ihre", "he", "she", "they", "er", "meinem", "meiner"};
  constexpr std::size_t reach = 4;   // "my former boss", "our neighbours downstairs"
  constexpr std::array<std::string_view, 6> writer{"i", "i'm", "we", "we're", "ich", "wir"};
  for (std::size_t i = end, steps = 0; i > 0 && steps < reach; --i, ++steps) {
    if (one_of(writer, tokens[i - 1].text)) return false;
    if (one_of(theirs, tokens[i - 1].text)) return true;
    if (tokens[i - 1].starts_sentence) return false;
  }
  return false;
}

}  // namespace

bool of_another(const std::vector<Token>& tokens, std::size_t first, std::size_t last) {
  constexpr std::array<std::string_view, 18> being{"is", "are", "was", "were", "gets", "get", "got", "be", "been",
                                                       "seems", "looks", "ist", "sind", "war", "waren", "wird", "wurde", "isn't"};
  constexpr std::array<std::string_view, 9> desk{"you", "your", "you've", "you're", "yours", "sie", "ihnen", "euch", "ihr"};
  static const std::vector<std::string_view> feelings = lexicon::lines(lexicon::feelings);
  std::string said;
  for (std::size_t i = first; i <= last; ++i) said += (said.empty() ? "" : " ") + tokens[i].text;
  if (!one_of(feelings, said)) return false;
  std::size_t verb = first;
  while (verb > 0 && !tokens[verb].starts_sentence && first - verb < negation_reach && !one_of(being, tokens[verb - 1].text)) --verb;
  if (verb == 0 || !one_of(being, tokens[verb - 1].text) || !another_before(tokens, verb - 1)) return false;
  for (std::size_t i = last + 1; i < tokens.size() && !tokens[i].starts_sentence; ++i)
    if (one_of(desk, tokens[i].text)) return false;
  return true;
}

bool exclaims(std::string_view text) {
  int run = 0;
  for (const char c : text) {
    run = c == '!' ? run + 1 : c == '?' && run > 0 ? run : 0;
    if (run >= 3) return true;
  }
  return false;
}

bool emphatic(std::string_view text, const std::vector<Token>& tokens) {
  return exclaims(text) || std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) { return in_capitals(text, token, 4); });
}

namespace {

// What complains without a rude word: of what is due and has not come.
bool complains(std::string_view text, const std::vector<Token>& tokens) {
  constexpr std::array<std::string_view, 7> of_no_end{"still", "never", "nobody", "nothing", "again", "why", "always"};
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (std::ranges::find(of_no_end, tokens[i].text) != of_no_end.end()) return true;
    const bool missing = tokens[i].text == "where" || tokens[i].text == "wheres" || tokens[i].text == "where's";
    if (missing && std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(i), tokens.end(), [](const Token& token) { return token.text == "my"; })) return true;
  }
  return text.find('!') != std::string_view::npos || text.find("??") != std::string_view::npos;
}

// Letters as somebody writes who does not shout.
bool in_small_letters(std::string_view text) {
  std::size_t small = 0, capitals = 0;
  for (const char c : text) small += c >= 'a' && c <= 'z' ? 1 : 0, capitals += c >= 'A' && c <= 'Z' ? 1 : 0;
  return small > capitals;
}

}  // namespace

std::optional<Span> shouted(std::string_view text, const std::vector<Token>& tokens, const std::vector<std::string>& before) {
  std::size_t words = 0;
  std::size_t loud = 0;
  const Token* first = nullptr;
  const Token* last = nullptr;
  for (const Token& token : tokens) {
    if (token.end - token.begin < 2) continue;
    ++words;
    if (!in_capitals(text, token, 2)) continue;
    ++loud;
    if (!first) first = &token;
    if (loud <= shouted_words_min) last = &token;
  }
  if (loud < shouted_words_min || loud * 10 < words * 7) return std::nullopt;
  const bool chosen = std::ranges::any_of(before, in_small_letters);   // who wrote small letters a moment ago has the key in hand
  if (!chosen && !complains(text, tokens)) return std::nullopt;
  return Span{first->begin, last->end};
}

}  // namespace handrail::reading
