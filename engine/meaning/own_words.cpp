#include "engine/meaning/own_words.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/meaning/texts.hpp"
#include "engine/sentences/clauses.hpp"
#include "engine/sentences/speech.hpp"

namespace handrail {
namespace {

constexpr std::size_t telling_bytes = 3;
constexpr Decimal all_but_sure = {850'000};   // everyday words that were taken for a crime were at 0.7 at most
// So much likelier must a word be in the intent's examples than in everything else that people say. In a bundle with few examples one word of one example is not.
constexpr double far_likelier = 20;

// Light verbs: what is done stands in the words beside them ("make it two", "make a fake receipt"), so that by themselves they tell nothing.
constexpr std::array<std::string_view, 12> light_verbs = {"make", "made", "take", "took", "give", "gave", "have", "keep", "kept", "done", "bring", "want"};

// What so many intents speak of ("The customer wants …") tells nothing of any of them.
constexpr std::size_t spoken_of_by_many = 3;

using WordsOf = std::set<std::string>;

WordsOf words_in(std::string_view text) {
  WordsOf found;
  for (std::string& word : content_words(text)) found.insert(std::move(word));
  return found;
}

// In how many texts the word stands, and of how many.
struct Share {
  std::size_t with = 0, all = 0;
  void add(const WordsOf& text, const std::string& word) {
    ++all;
    with += std::any_of(text.begin(), text.end(), [&](const std::string& one) { return same_stem(one, word); }) ? 1 : 0;
  }
  // As if half a text more had been seen: of what was never seen nobody knows how rare it is.
  [[nodiscard]] double likelihood() const { return (static_cast<double>(with) + 0.5) / (static_cast<double>(all) + 1); }
};

std::vector<WordsOf> background() {
  std::vector<WordsOf> found;
  for (const std::string_view line : split(texts::background, '\n'))
    if (!line.empty() && !line.starts_with('#')) found.push_back(words_in(line));
  return found;
}

}  // namespace

bool only_resembles(const dsl::Program& program, const dsl::Intent& intent, Decimal confidence, const std::string& text) {
  std::vector<WordsOf> own, others = background();
  for (const dsl::Intent& one : program.intents)
    for (const std::string& example : one.examples) (&one == &intent ? own : others).push_back(words_in(example));
  const auto is_of_many = [&](const std::string& word) {
    const auto means_it = [&](const dsl::Intent& one) { return std::ranges::any_of(content_words(one.means), [&](const std::string& of) { return same_stem(of, word); }); };
    return std::ranges::count_if(program.intents, means_it) >= static_cast<std::ptrdiff_t>(spoken_of_by_many);
  };
  return std::ranges::none_of(words_in(text), [&](const std::string& word) {
    if (std::ranges::find(light_verbs, word) != light_verbs.end() || is_of_many(word)) return false;
    Share of_intent, of_others;
    for (const WordsOf& example : own) of_intent.add(example, word);
    if (confidence >= all_but_sure) return of_intent.with > 0 || of_others.with == 0;   // of a word that nobody knows nobody can say that it is an everyday one
    for (const WordsOf& said : others) of_others.add(said, word);
    return word.size() >= telling_bytes && of_intent.with > 0 && of_intent.likelihood() >= far_likelier * of_others.likelihood();
  });
}

}  // namespace handrail
