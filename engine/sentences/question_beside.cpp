#include "engine/sentences/question_beside.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/sentences/clauses.hpp"
#include "engine/sentences/speech.hpp"

namespace handrail {
namespace {

constexpr std::array joining{"and", "also", "but", "so", "then", "plus", "or", "btw", "oh", "well", "just", "please", "only"};
constexpr std::array asking{"how", "what", "when", "where", "why", "who", "which", "what's", "where's", "when's", "who's", "how's",
                            "whats", "wheres", "whens", "whos", "hows"};
constexpr std::array inverting{"is", "are", "was", "were", "does", "do", "did", "will", "has", "have"};
constexpr std::array asked_about{"it", "this", "that", "there", "they", "the", "my", "your", "you", "i", "we", "a", "these", "those", "shipping", "delivery"};
constexpr std::size_t words_min = 2;
// Say that the question comes beside something, in several words.
constexpr std::array asides{"by the way", "one more question", "one more thing", "just wondering", "i was wondering", "i am wondering", "i'm wondering", "wondering",
                            "i wonder", "i only want to know", "i just want to know", "i want to know", "i'd like to know", "i would like to know", "can you tell me",
                            "could you tell me", "please tell me", "tell me", "do you know", "only curious", "just curious", "curious"};
// They ask when, where or by whom, and so take for granted that it is done.
constexpr std::array of_circumstances{"when", "where", "who", "when's", "where's", "who's"};
constexpr std::array how_in_time{"long", "soon", "quickly", "fast", "late", "often"};
// Of what was asked, or of the customer in it.
constexpr std::array of_it_or_me{"it", "that", "this", "them", "those", "these", "i", "me", "my", "we", "us", "our", "mine", "i'll", "it's", "that's", "then", "else", "instead"};
constexpr std::array of_its_price{"cost", "costs", "charge", "charges", "charged", "fee", "fees", "free", "pay", "lose", "penalty"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

std::size_t place(std::string_view text, std::string_view word) { return static_cast<std::size_t>(word.data() - text.data()); }

// The word behind a phrase that says that something comes beside; `at` where none begins there.
std::size_t behind_aside(const std::vector<std::string_view>& all, std::size_t at) {
  for (const char* phrase : asides) {
    const std::vector<std::string_view> wanted = words(phrase);
    if (at + wanted.size() < all.size() && std::equal(wanted.begin(), wanted.end(), all.begin() + static_cast<std::ptrdiff_t>(at),
                                                      [](std::string_view a, std::string_view b) { return a == lower_ascii(b); }))
      return at + wanted.size();
  }
  return at;
}

// "How long does it take?", "is that free?"; not "what about W1002" and not "how about half of it", which go on with what was said.
bool opens_a_question(const std::vector<std::string_view>& all, std::size_t at, bool has_mark) {
  const std::string first = lower_ascii(all[at]), second = at + 1 < all.size() ? lower_ascii(all[at + 1]) : "";
  if (second == "about") return false;
  if (among(asking, first)) return has_mark || all.size() - at > words_min;
  const bool finite = first != "do" && first != "will" && first != "have";   // begins no order: "are helmets included?"
  return has_mark && among(inverting, first) && (finite || among(asked_about, second)) && !(first == "will" && second == "you") && !(first == "do" && second == "it");
}

}  // namespace

std::optional<QuestionBeside> question_beside(std::string_view text) {
  text = text.substr(0, limits::classified_bytes);
  const std::size_t mark = text.find('?');
  const std::vector<std::string_view> all = words(text);
  for (std::size_t i = 1; i < all.size(); ++i) {
    const std::size_t before = place(text, all[i - 1]) + all[i - 1].size();
    const bool marked = text.substr(before, place(text, all[i]) - before).find_first_of(",.;:!-\n") != std::string_view::npos;
    if (!marked && !among(joining, lower_ascii(all[i])) && behind_aside(all, i) == i) continue;
    std::size_t at = i;
    bool is_indirect = false;
    for (std::size_t before_it = all.size(); at < all.size() && at != before_it;) {
      before_it = at;
      at = behind_aside(all, at);
      is_indirect = is_indirect || at != before_it;
      if (at < all.size() && among(joining, lower_ascii(all[at]))) ++at;
    }
    const bool whether = is_indirect && at < all.size() && lower_ascii(all[at]) == "whether";   // "and tell me whether the pool is open"
    if (at + words_min > all.size() || !(whether || opens_a_question(all, at, mark != std::string_view::npos))) continue;
    const std::size_t begin = place(text, all[at]);
    const std::size_t end = mark == std::string_view::npos ? text.find_first_of(".;!\n", begin) : mark;
    const bool goes_on = end != std::string_view::npos && !content_words(text.substr(end)).empty();   // another sentence follows
    const bool only_joins = std::all_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i), [](std::string_view word) { return among(joining, lower_ascii(word)); });
    if (goes_on || only_joins) return std::nullopt;
    return QuestionBeside{place(text, all[i]), begin};
  }
  return std::nullopt;
}

bool goes_on_with_what_was_said(std::string_view question) {
  constexpr std::array pronouns{"it", "that", "this", "they", "them", "those", "these", "one"};
  const std::vector<std::string_view> said = words(question);
  return std::ranges::any_of(said, [&](std::string_view word) { return among(pronouns, lower_ascii(word)); });
}

bool says_nothing_by_itself(std::string_view question) {
  constexpr std::array small{"what", "how", "why", "do", "does", "did", "can", "could", "should", "shall", "must", "would", "will", "may", "to", "i", "we",
                             "you", "me", "us", "now", "next", "then", "help", "please", "pls", "about", "is", "are", "be", "the", "here", "and", "so", "i'm", "supposed", "am",
                             "best", "thing", "done", "need", "have", "anyone", "somebody", "someone", "hi", "hello", "advise", "suggest", "recommend", "go", "on"};
  const std::vector<std::string_view> said = words(question);
  const auto is_small = [&](std::string_view word) { return among(small, lower_ascii(word)); };
  return !said.empty() && std::ranges::all_of(said, is_small);
}

bool leaves_a_yes_as_it_is(std::string_view text, const QuestionBeside& question, const std::vector<std::string>& deeds) {
  for (const std::string_view word : words(text.substr(question.from, question.begin - question.from)))
    if (const std::string low = lower_ascii(word); low == "but" || low == "or") return false;
  std::string asked = lower_ascii(text.substr(question.begin));
  for (std::size_t at = 0; (at = asked.find("\u2019", at)) != std::string::npos;) asked.replace(at, 3, "'");   // as phones write it
  const std::vector<std::string_view> said = words(asked);
  if (said.empty() || asked.find('?') == std::string::npos) return false;   // "yes, when it is delivered" is a condition
  if (std::ranges::any_of(said, [](std::string_view word) { return among(of_its_price, word); })) return false;
  if (among(of_circumstances, said.front()) || (said.size() > 1 && said.front() == "how" && among(how_in_time, said[1]))) return true;
  return std::ranges::none_of(said, [&](std::string_view word) {
    return among(of_it_or_me, word) || std::ranges::any_of(deeds, [&](const std::string& deed) { return same_stem(deed, word); });
  });
}

}  // namespace handrail
