#include "engine/turn/own_words.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "engine/turn/clauses.hpp"
#include "engine/turn/speech.hpp"

namespace handrail {
namespace {

constexpr std::size_t telling_bytes = 3;
constexpr Decimal all_but_sure = {850'000};   // everyday words that were taken for a crime were at 0.7 at most
// In any example by chance: they say who or which, and not what.
constexpr std::array of_anything{"another", "somebody", "someone", "else", "else's", "people", "people's", "how", "what", "where", "does", "did", "not", "that", "who",
                                 "which", "money", "keep", "kept",
                                 "give", "tell", "show", "get", "into", "twice", "way", "they", "them", "their", "help", "make", "somebody's", "live", "with", "without",
                                 "from", "found", "pay", "still", "used"};

bool is_one_of(const std::string& word, const std::set<std::string>& words) {
  return words.count(word) != 0 || std::any_of(words.begin(), words.end(), [&](const std::string& one) { return same_stem(one, word); });
}

}  // namespace

bool only_resembles(const dsl::Program& program, const dsl::Intent& intent, Decimal confidence, const std::string& text) {
  if (confidence >= all_but_sure) return false;
  std::set<std::string> own, of_others;
  for (const dsl::Intent& one : program.intents)
    for (const std::string& example : one.examples)
      for (std::string& word : content_words(example)) (&one == &intent ? own : of_others).insert(std::move(word));
  for (const std::string& word : content_words(text)) {
    const bool tells = word.size() >= telling_bytes && std::find(of_anything.begin(), of_anything.end(), word) == of_anything.end();
    if (tells && is_one_of(word, own) && !is_one_of(word, of_others)) return false;
  }
  return true;
}

}  // namespace handrail
