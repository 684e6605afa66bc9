#include "engine/sentences/needs_nobody.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/sentences/thanks_for_nothing.hpp"

namespace handrail {
namespace {

constexpr std::size_t words_max = 16;

// May stand before it.
constexpr std::array before_it{"ok", "okay", "oh", "ah", "well", "please", "actually", "no", "sorry", "thanks", "then", "just", "hi", "hello", "hey", "hm",
                               "alright", "and", "so", "now", "you", "can", "yes"};
// Speak of the waiting, whatever was handed over; the longer ones first.
constexpr std::array about_the_waiting{"forget about it", "forget about this", "forget about that", "forget it", "forget that", "forget this", "forget my request",
                                       "forget the request", "never mind", "nevermind", "cancel my request", "cancel the request", "withdraw my request", "don't bother",
                                       "dont bother", "do not bother", "let it be", "drop it", "cancel", "stop", "quit", "abort", "leave it",
                                       "i do not need", "i don't need", "i dont need", "i no longer need", "i need no", "i have changed my mind",
                                       "i've changed my mind", "i changed my mind", "changed my mind"};
constexpr std::array of_the_matter{"cancel it", "cancel that", "cancel this", "stop it", "stop that", "stop this"};
// May stand after it: nothing that a person could be needed for.
constexpr std::array after_it{"please", "thanks", "thank", "you", "now", "then", "ok", "okay", "i", "i'm", "im", "i've", "am", "have", "do", "does", "not", "don't", "dont",
                              "need", "want", "anybody", "anyone", "anything", "somebody", "someone", "nobody", "person", "human", "agent", "colleague", "help", "any", "more",
                              "anymore", "longer", "no", "a", "an", "it", "this", "that", "your", "my", "request", "is", "its", "it's", "all", "good", "fine", "well", "solved",
                              "resolved", "sorted", "settled", "found", "figured", "out", "myself", "changed", "mind", "really", "to", "for", "wait", "waiting", "sorry",
                              "bye", "already", "the", "and", "so", "just", "today", "problem", "works", "working", "again", "has", "been"};
// After "I do not need": only who or what a handoff is for, so that "I do not need it, I want my money" is none.
constexpr std::array whoever{"anybody", "anyone", "somebody", "someone", "person", "human", "agent", "colleague", "help", "you"};

std::vector<std::string> words_in(std::string_view text) {
  std::string low = lower_ascii(text);
  for (std::size_t at = 0; (at = low.find("\u2019", at)) != std::string::npos;) low.replace(at, 3, "'");
  std::vector<std::string> all;
  for (const std::string_view word : words(low)) all.emplace_back(word);
  return all;
}

template <class List>
bool is_one_of(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

// How many words of the phrase stand at this place; none: another phrase.
std::size_t matched(const std::vector<std::string>& all, std::size_t at, std::string_view phrase) {
  const auto wanted = split(phrase, ' ');
  if (wanted.size() > all.size() - at) return 0;
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (all[at + i] != wanted[i]) return 0;
  return wanted.size();
}

}  // namespace

bool needs_nobody_any_more(std::string_view text, std::string_view matter) {
  if (text.find('?') != std::string_view::npos) return false;
  const std::vector<std::string> all = words_in(text);
  if (all.size() > words_max) return false;
  const bool cancels = matter.find("cancel") != std::string_view::npos || matter.find("stop") != std::string_view::npos;
  std::size_t at = 0;
  for (bool small = true; small && at < all.size(); at += small ? 1 : 0) small = is_one_of(before_it, all[at]);
  if (at == all.size()) return false;
  std::size_t taken = 0;
  bool of_need = false;
  for (const std::string_view phrase : of_the_matter)
    if (const std::size_t length = taken ? 0 : matched(all, at, phrase)) {
      if (cancels) return false;
      taken = length;
    }
  for (const std::string_view phrase : about_the_waiting)
    if (const std::size_t length = taken ? 0 : matched(all, at, phrase)) {
      taken = length;
      of_need = phrase.starts_with("i ") && (phrase.ends_with(" need") || phrase.ends_with(" no"));
    }
  if (taken == 0) return false;
  const auto rest = all.begin() + static_cast<std::ptrdiff_t>(at + taken);
  if (of_need && std::none_of(rest, all.end(), [](const std::string& word) { return is_one_of(whoever, word); })) return false;
  return std::all_of(rest, all.end(), [](const std::string& word) { return is_one_of(after_it, word); });
}

bool needs_nothing(std::string_view text) {
  constexpr std::array settled{"found", "solved", "resolved", "settled", "sorted", "figured", "works", "fixed", "bye", "goodbye", "nothing", "worked"};
  constexpr std::array negators{"not", "don't", "dont", "no", "doesn't", "didn't", "isn't"};
  constexpr std::array beside_it{"goodbye", "nothing", "fixed", "worked", "else", "lot", "very", "much", "there", "day", "nice", "great", "good", "everything", "we", "got", "did"};
  if (text.find('?') != std::string_view::npos || thanks_for_nothing(text)) return false;
  const std::vector<std::string> all = words_in(text);
  if (all.empty() || all.size() > words_max) return false;
  constexpr std::array of_a_matter{"cancel", "stop", "quit", "abort"};
  const bool alone = all.size() <= 2 && (is_one_of(of_a_matter, all.front()) || is_one_of(of_a_matter, all.back()));
  if (!alone && needs_nobody_any_more(text, "cancel")) return true;
  bool says_so = false;
  for (std::size_t at = 0; at < all.size(); ++at) {
    const std::string& word = all[at];
    const std::string next = at + 1 < all.size() ? all[at + 1] : "";
    if (!is_one_of(before_it, word) && !is_one_of(after_it, word) && !is_one_of(settled, word) && !is_one_of(beside_it, word)) return false;
    if (word == "found" && is_one_of(std::array{"a", "an", "another", "no", "nothing", "problem", "problems"}, next)) return false;   // "I found a problem"
    const bool of_need = next == "need" || next == "want" || next == "longer" || next == "problem";
    const bool of_something = word == "nothing" && !next.empty() && !is_one_of(std::array{"thanks", "thank", "else", "more", "please", "now", "bye", "really"}, next);
    if (of_something) return false;   // "nothing works"
    const bool answers = at == 0 && word == "no" && !of_need;   // "no, it works now"
    if (is_one_of(negators, word) && !of_need && !answers && next != "thanks" && next != "thank") return false;
    says_so = says_so || is_one_of(settled, word) || (is_one_of(negators, word) && of_need && is_one_of(std::array{"anything", "help", "more", "it", "anymore"}, all.back()));
    says_so = says_so || (word == "need" && at > 0 && is_one_of(negators, all[at - 1]) && at + 1 < all.size());
  }
  return says_so;
}

}  // namespace handrail
