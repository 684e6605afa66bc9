#include "engine/sentences/asked_back.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/sentences/spelled_out.hpp"

namespace handrail {
namespace {

using Tokens = std::vector<std::string>;

// Before the question, and no part of it.
constexpr std::array heads{"hi", "hello", "hey", "ok", "okay", "oh", "well", "um", "uh", "hm", "hmm", "er", "erm", "sorry", "wait", "and", "but", "so", "also", "then", "just",
                           "please", "now", "first", "actually", "btw", "thanks"};
constexpr std::array<std::string_view, 8> heads_of_several{"by the way", "excuse me", "quick question", "one question", "thank you", "before that", "one more thing",
                                                           "just wondering"};
constexpr std::array greeting{"hi", "hello", "hey", "ok", "okay", "oh", "well", "um", "uh", "hm", "hmm", "er", "erm", "sorry", "wait", "there", "excuse", "me", "quick",
                              "question", "a", "one", "moment", "good", "morning", "evening", "afternoon", "please", "thanks", "thank", "you", "i", "am", "just", "curious",
                              "wondering", "wonder"};
constexpr std::array asking{"how", "what", "when", "where", "why", "who", "which", "whose", "what's", "who's", "where's", "how's"};
// Behind a question's word, where they put something forward.
constexpr std::array proposing{"about", "if", "not"};
constexpr std::array inverting{"is", "are", "am", "was", "were", "do", "does", "did", "will", "has", "have", "had", "should", "shall", "may", "might", "must", "can", "could",
                               "would"};
constexpr std::array subjects{"i", "we", "you", "he", "she", "it", "they", "this", "that", "these", "those", "there", "the", "a", "an", "my", "your", "our", "any", "anyone",
                              "anybody", "somebody", "someone", "all"};
constexpr std::array requesting{"can", "could", "would", "will"};
constexpr std::array who_acts{"you", "we", "i", "it", "this", "that", "the"};
constexpr std::array telling{"tell", "explain", "say", "clarify", "remind"};
constexpr std::array kinds{"bot", "robot", "machine", "computer", "ai", "human", "humans", "person", "chatbot", "program", "software", "bots", "people", "algorithm"};
constexpr std::array beside_a_kind{"a", "an", "or", "real", "actual", "live", "just", "really", "actually", "talking", "chatting", "speaking", "writing", "texting", "to", "with",
                                   "are", "is", "am", "you", "i", "this", "it", "that", "there", "here", "the", "even", "still", "only", "some", "being", "not", "of", "kind",
                                   "automated", "who", "what", "do", "me", "right", "now", "anybody", "somebody", "someone", "answering", "like"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

bool has_digit(const Tokens& said) {
  return std::ranges::any_of(said, [](const std::string& word) { return word.find_first_of("0123456789") != std::string::npos; });
}

struct Sentence {
  std::size_t from = 0, to = 0;
  bool marked = false;   // ends in a question mark
  Tokens said;
};

bool is_figure(std::string_view text, std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; }

std::vector<Sentence> sentences_of(std::string_view text) {
  text = text.substr(0, limits::classified_bytes);
  std::vector<Sentence> found;
  std::size_t from = 0;
  const auto end_at = [&](std::size_t to) {
    Sentence one{from, to, text.substr(from, to - from).find('?') != std::string_view::npos, spelled_out(text.substr(from, to - from))};
    if (!one.said.empty()) found.push_back(std::move(one));
    from = to;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool between_figures = at > 0 && is_figure(text, at - 1) && is_figure(text, at + 1);
    if (std::string_view(".!?\n").find(text[at]) != std::string_view::npos && !between_figures) end_at(at + 1);
  }
  end_at(text.size());
  return found;
}

Tokens without_heads(Tokens said) {
  for (bool taken = true; taken && !said.empty();) {
    const auto opens = [&](std::string_view head) {
      const std::vector<std::string_view> sought = words(head);
      return said.size() > sought.size() && std::equal(sought.begin(), sought.end(), said.begin());
    };
    const auto* const several = std::ranges::find_if(heads_of_several, opens);
    const std::size_t count = several != heads_of_several.end() ? words(*several).size() : said.size() > 1 && among(heads, said.front()) ? 1 : 0;
    said.erase(said.begin(), said.begin() + static_cast<std::ptrdiff_t>(count));
    taken = count > 0;
  }
  return said;
}

bool is_question(const Sentence& sentence) {
  const Tokens said = without_heads(sentence.said);
  if (said.empty()) return false;
  const std::string &first = said[0], second = said.size() > 1 ? said[1] : "", third = said.size() > 2 ? said[2] : "";
  if (among(asking, first)) {
    if (among(proposing, second)) return false;
    if (sentence.marked) return true;
    return said.size() > 2 && (among(inverting, second) || among(inverting, third)) && !among(subjects, second);   // "what I want is W1002" tells
  }
  if (has_digit(said)) return false;   // a day, an hour, an amount: it may be the answer, put forward
  const bool requests = among(requesting, first) && (first != "will" || second == "you");
  if (requests) return second == "you" && (among(telling, third) || (third == "please" && said.size() > 3 && among(telling, said[3])));
  constexpr std::array never_proposing{"does", "did", "has"};   // "does boxing cost extra?"; "is Friday fine?", "do Friday?" put a value forward
  if (among(never_proposing, first) && said.size() > 2 && sentence.marked) return true;
  return among(inverting, first) && among(subjects, second) && said.size() > 2 && (sentence.marked || second == "you" || second == "this" || first == "am");
}

bool is_greeting(const Sentence& sentence) {
  return std::ranges::all_of(sentence.said, [](const std::string& word) { return among(greeting, word); });
}

// "Is the meter reader a real person", "are your drivers humans": from the verb to the kind, the last included; 0 words: it is none of these. "Is there a person" asks for one.
std::size_t words_that_ask_a_kind(const std::vector<std::string_view>& all, std::size_t at) {
  constexpr std::array verbs{"is", "are", "was", "were"};
  constexpr std::array begins_a_thing{"the", "your", "my", "our", "their", "his", "her", "this", "that", "these", "those"};
  constexpr std::array before_kind{"a", "an", "real", "actual", "live", "just", "really", "actually", "still", "even", "some", "only", "all"};
  constexpr std::array leads_to_somebody{"with", "by", "to", "for", "from"};   // "is it with a person"
  constexpr std::size_t thing_words_max = 5;
  const auto folded = [&](std::size_t i) { return lower_ascii(all[i]); };
  if (at + 3 >= all.size() || !among(verbs, folded(at)) || !among(begins_a_thing, folded(at + 1))) return 0;
  std::size_t thing = at + 2;
  const auto is_article = [&](std::size_t i) { return folded(i) == "a" || folded(i) == "an"; };
  while (thing < all.size() && thing < at + 2 + thing_words_max && !among(before_kind, folded(thing)) && !among(kinds, folded(thing)) &&
         !among(leads_to_somebody, folded(thing))) ++thing;
  if (thing == at + 2) return 0;   // "is this a person": what we are
  const bool one = folded(at) == "is" || folded(at) == "was";
  if (thing == all.size() || (one && !is_article(thing) && !among(before_kind, folded(thing)))) return 0;   // "is your person" names a person
  while (thing < all.size() && among(before_kind, folded(thing))) ++thing;
  return thing < all.size() && among(kinds, folded(thing)) ? thing + 1 - at : 0;
}

constexpr std::size_t kind_within = 7;   // "am I talking to an actual human", "are you just some kind of bot"

bool opens_what_we_are(const Tokens& said, std::size_t at) {
  constexpr std::array pairs{std::pair{"are", "you"}, std::pair{"is", "this"}, std::pair{"is", "it"}, std::pair{"is", "that"}, std::pair{"am", "i"}, std::pair{"you", "are"}};
  return at + 1 < said.size() && std::ranges::any_of(pairs, [&](const auto& pair) { return said[at] == pair.first && said[at + 1] == pair.second; });
}

bool names_a_kind(const Tokens& said, std::size_t from) {
  const std::size_t to = std::min(said.size(), from + kind_within);
  return std::any_of(said.begin() + static_cast<std::ptrdiff_t>(from), said.begin() + static_cast<std::ptrdiff_t>(to), [](const std::string& word) { return among(kinds, word); });
}

bool asks_who_it_is(const Tokens& said, std::size_t at) {
  return at + 2 < said.size() && (said[at] == "who" || said[at] == "what") && ((said[at + 1] == "am" && said[at + 2] == "i") || (said[at + 1] == "are" && said[at + 2] == "you"));
}

bool asks_what_we_are_in(const Sentence& sentence) {
  for (std::size_t at = 0; at < sentence.said.size(); ++at) {
    const bool statement = sentence.said[at] == "you" && !sentence.marked;   // "you are a bot"
    if (opens_what_we_are(sentence.said, at) && !statement && names_a_kind(sentence.said, at + 2)) return true;
    if (opens_what_we_are(sentence.said, at) && at + 3 >= sentence.said.size() && sentence.said.back() == "real") return true;
  }
  return false;
}

bool asks_nothing_but_what_we_are(const Sentence& sentence) {
  const Tokens said = without_heads(sentence.said);
  const auto fits = [](const std::string& word) { return among(kinds, word) || among(beside_a_kind, word) || among(heads, word); };
  return (asks_what_we_are_in(sentence) || asks_who_it_is(said, 0)) && std::ranges::all_of(said, fits);
}

}  // namespace

bool only_asks(std::string_view text) {
  const std::vector<Sentence> all = sentences_of(text);
  const auto fits = [](const Sentence& one) { return is_question(one) || is_greeting(one); };
  return std::ranges::all_of(all, fits) && std::ranges::any_of(all, is_question);
}

bool asks_for_a_deed(std::string_view text) {
  const std::vector<Sentence> all = sentences_of(text);
  const auto asks_for_one = [](const Sentence& one) {
    const Tokens said = without_heads(one.said);
    return said.size() > 2 && among(requesting, said[0]) && among(who_acts, said[1]) && !is_question(one);
  };
  return std::ranges::any_of(all, asks_for_one) && std::ranges::none_of(all, is_question);
}

bool asks_what_we_are(std::string_view text) {
  return std::ranges::any_of(sentences_of(text), asks_what_we_are_in);
}

std::string blanked_where_it_asks_what_we_are(std::string_view text) {
  std::string left(text);
  for (const Sentence& one : sentences_of(text))
    if (asks_nothing_but_what_we_are(one)) std::fill(left.begin() + static_cast<std::ptrdiff_t>(one.from), left.begin() + static_cast<std::ptrdiff_t>(one.to), ' ');
  return left;
}

std::string blanked_where_it_asks_what_something_is(std::string_view text) {
  std::string left(text);
  const std::vector<std::string_view> all = words(text.substr(0, limits::classified_bytes));
  for (std::size_t at = 0; at < all.size(); ++at) {
    const std::size_t count = words_that_ask_a_kind(all, at);
    if (count == 0) continue;
    const char* const end = all[at + count - 1].data() + all[at + count - 1].size();
    const std::string_view asked(all[at].data(), static_cast<std::size_t>(end - all[at].data()));
    if (asked.find_first_of(".!?;\n") == std::string_view::npos) std::fill_n(left.begin() + (asked.data() - text.data()), asked.size(), ' ');
  }
  return left;
}

}  // namespace handrail
