#include "adapters/reading/again.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "adapters/reading/features.hpp"
#include "adapters/reading/lexicon.hpp"
#include "adapters/reading/phrases.hpp"
#include "engine/base/limits.hpp"

namespace handrail::reading {

namespace {

// "Hm", "ehm", "uhh", "mhm": written as it sounds, and says nothing.
bool is_sound(std::string_view word) {
  if (word.size() < 2) return false;
  const char vowel = word.front();
  if (std::string_view("aeou").find(vowel) != std::string_view::npos) word.remove_prefix(std::min(word.find_first_not_of(vowel), word.size()));
  return !word.empty() && word.find_first_not_of("hm") == std::string_view::npos;
}

// Without what stands ahead of a question and asks nothing: "ok, then what does a check-up cost?".
std::vector<Token> without_fillers(std::vector<Token> tokens) {
  static const std::vector<std::string_view> openers = lexicon::lines(lexicon::openers);
  constexpr std::array<std::string_view, 5> answers{"no", "yes", "nope", "yeah", "but"};
  const auto says_nothing = [&](const Token& one) {
    return is_sound(one.text) || std::find(openers.begin(), openers.end(), one.text) != openers.end() || std::find(answers.begin(), answers.end(), one.text) != answers.end();
  };
  tokens.erase(tokens.begin(), std::find_if_not(tokens.begin(), tokens.end(), says_nothing));
  return tokens;
}

std::vector<std::string> all_stems(const std::vector<Token>& tokens) {
  std::vector<std::string> stems;
  for (const Token& token : tokens) stems.push_back(stem(token.text));
  std::sort(stems.begin(), stems.end());
  stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
  return stems;
}

std::vector<std::string> shared_by(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::string> shared;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(shared));
  return shared;
}

// The content words that both messages share, where they make them alike: half of all, and two thirds of the shorter one's. One word
// ("order") makes two messages alike only where the small words around it agree too.
std::vector<std::string> likeness(const std::vector<Token>& a, const std::vector<Token>& b) {
  const std::vector<std::string> mine = content_stems(a);
  const std::vector<std::string> theirs = content_stems(b);
  std::vector<std::string> shared = shared_by(mine, theirs);
  const std::size_t both = mine.size() + theirs.size() - shared.size(), fewer = std::min(mine.size(), theirs.size());
  bool alike = !shared.empty() && shared.size() * 2 >= both && shared.size() * 3 >= fewer * 2;
  if (alike && shared.size() * 2 == both && shared.size() < fewer) alike = false;   // "do you sell gift cards", "do gift cards expire": of one thing, each has a word of its own
  if (alike && shared.size() == 1) {
    const std::vector<std::string> all_mine = all_stems(a);
    const std::vector<std::string> all_theirs = all_stems(b);
    const std::size_t common = shared_by(all_mine, all_theirs).size();
    alike = common * 5 >= (all_mine.size() + all_theirs.size() - common) * 3;
  }
  if (!alike) shared.clear();
  return shared;
}

// What a question asks for, where its first words or a word of price tell it: a thing has a price, a time and a place, and who asks for one has not asked for the other.
enum class AskedFor { unknown, price, time, place, number, manner, whether };

AskedFor asked_for(const std::vector<Token>& tokens) {
  constexpr std::array<std::string_view, 9> of_price{"cost", "costs", "price", "prices", "fee", "fees", "expensive", "cheap", "charge"};
  constexpr std::array<std::string_view, 14> asking{"is", "are", "do", "does", "did", "can", "could", "may", "will", "would", "has", "have", "was", "am"};
  const auto is_of_price = [&](const Token& token) { return std::find(of_price.begin(), of_price.end(), token.text) != of_price.end(); };
  if (std::any_of(tokens.begin(), tokens.end(), is_of_price)) return AskedFor::price;
  if (tokens.size() < 2) return AskedFor::unknown;
  const std::string_view first = tokens[0].text, second = tokens[1].text;
  if (first == "how" && second == "much") return AskedFor::price;
  if (first == "how" && (second == "long" || second == "soon" || second == "fast" || second == "quickly")) return AskedFor::time;
  if (first == "how" && second == "many") return AskedFor::number;
  if (first == "how") return AskedFor::manner;
  if (first == "when" || (first == "what" && second == "time")) return AskedFor::time;
  if (first == "where") return AskedFor::place;
  return std::find(asking.begin(), asking.end(), first) != asking.end() ? AskedFor::whether : AskedFor::unknown;
}

// Of what is their own, when, where, how and whether may be one question ("where is my parcel", "has it shipped yet"); its price is another one.
bool asks_for_something_else(const std::vector<Token>& a, const std::vector<Token>& b) {
  const AskedFor mine = asked_for(a), theirs = asked_for(b);
  if (mine == AskedFor::unknown || theirs == AskedFor::unknown || mine == theirs) return false;
  const auto says_mine = [](const Token& one) { return one.text == "my" || one.text == "our"; };
  const auto is_own = [&](const std::vector<Token>& tokens) { return std::any_of(tokens.begin(), tokens.end(), says_mine); };
  const auto is_of_money_or_number = [](AskedFor one) { return one == AskedFor::price || one == AskedFor::number; };
  if (is_own(a) || is_own(b)) return is_of_money_or_number(mine) || is_of_money_or_number(theirs);
  const auto is_how_or_whether = [](AskedFor one) { return one == AskedFor::manner || one == AskedFor::whether; };
  return !is_how_or_whether(mine) || !is_how_or_whether(theirs);   // "how do I change it", "can I change it"
}

const PhraseFinder& says_so() {
  static const PhraseFinder finder = [] {
    PhraseFinder made;
    for (const std::string_view phrase : lexicon::lines(lexicon::again)) made.add(phrase, 0);
    made.finish();
    return made;
  }();
  return finder;
}

std::string shared_words(std::string_view text, const std::vector<Token>& tokens, const std::vector<std::string>& shared) {
  std::string what;
  for (const Token& token : tokens) {
    if (stop_word(token.text) || !std::binary_search(shared.begin(), shared.end(), stem(token.text))) continue;
    if (!what.empty()) what += ' ';
    what += text.substr(token.begin, token.end - token.begin);
  }
  return std::string(first_bytes(what, 200));
}

using Span = std::pair<std::size_t, std::size_t>;   // of tokens, the second not in it

std::vector<std::string> content_of(const std::vector<Token>& tokens, Span span) {
  std::vector<std::string> found;
  for (std::size_t at = span.first; at < span.second; ++at)
    if (!stop_word(tokens[at].text)) found.push_back(stem(tokens[at].text));
  return found;
}

// Alike before and behind, and in between each has words of its own.
bool differ_in_one_place(const std::vector<Token>& a, const std::vector<Token>& b) {
  constexpr std::size_t frame_min = 2, apart_max = 5;
  const std::size_t shorter = std::min(a.size(), b.size());
  std::size_t before = 0, behind = 0;
  while (before < shorter && stem(a[before].text) == stem(b[before].text)) ++before;
  while (behind < shorter - before && stem(a[a.size() - 1 - behind].text) == stem(b[b.size() - 1 - behind].text)) ++behind;
  const Span mine{before, a.size() - behind}, theirs{before, b.size() - behind};
  if (before + behind < frame_min || mine.second - mine.first > apart_max || theirs.second - theirs.first > apart_max) return false;
  if (before > 0 && (a[before - 1].text == "my" || a[before - 1].text == "our")) return false;
  const std::vector<std::string> in_mine = content_of(a, mine), in_theirs = content_of(b, theirs);
  return !in_mine.empty() && !in_theirs.empty() &&
         std::none_of(in_mine.begin(), in_mine.end(), [&](const std::string& word) { return std::find(in_theirs.begin(), in_theirs.end(), word) != in_theirs.end(); });
}

// Written with a capital letter, where no sentence begins.
std::vector<std::string> names_in(std::string_view text, const std::vector<Token>& tokens) {
  std::vector<std::string> found;
  for (std::size_t at = 1; at < tokens.size(); ++at) {
    const char first = tokens[at].begin < text.size() ? text[tokens[at].begin] : ' ';
    const bool all_capitals = tokens[at].end - tokens[at].begin > 1 && text[tokens[at].begin + 1] >= 'A' && text[tokens[at].begin + 1] <= 'Z';   // it may be shouted
    if (first >= 'A' && first <= 'Z' && !all_capitals && !tokens[at].starts_sentence && !stop_word(tokens[at].text)) found.push_back(stem(tokens[at].text));
  }
  return found;
}

bool has_name_of_its_own(const std::vector<std::string>& names, const std::vector<Token>& other) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return std::none_of(other.begin(), other.end(), [&](const Token& token) { return stem(token.text) == name; });
  });
}

}  // namespace

bool names_something_else(std::string_view text, std::string_view earlier) {
  const std::vector<Token> mine = without_fillers(tokens_of(first_bytes(text, limits::classified_bytes))),
                           theirs = without_fillers(tokens_of(first_bytes(earlier, limits::classified_bytes)));
  if (mine.empty() || theirs.empty()) return false;
  if (differ_in_one_place(mine, theirs) || asks_for_something_else(mine, theirs)) return true;
  return has_name_of_its_own(names_in(text, mine), theirs) && has_name_of_its_own(names_in(earlier, theirs), mine);
}

bool asks_nothing(const std::vector<Token>& tokens) { return without_fillers(tokens).empty(); }

std::optional<std::string> asked_before(std::string_view text, const std::vector<Token>& tokens, const std::vector<std::string>& before) {
  if (before.empty() || asks_nothing(tokens)) return std::nullopt;
  for (auto earlier = before.rbegin(); earlier != before.rend(); ++earlier) {
    const std::vector<std::string> shared = likeness(tokens, tokens_of(*earlier));
    if (!shared.empty() && !names_something_else(text, *earlier)) return shared_words(text, tokens, shared);
  }
  const std::vector<PhraseMatch> said = says_so().find(tokens);
  if (said.empty()) return std::nullopt;
  const Token& first = tokens[said.front().first];
  return std::string(text.substr(first.begin, tokens[said.front().last].end - first.begin));
}

}  // namespace handrail::reading
