#include "engine/sentences/on_condition.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail {
namespace {

// --- small words of the language -------------------------------------------------------------------------------------------------------------

constexpr std::array joints{"and", "but", "or", "also", "plus", "then", "so", "otherwise", "please", "well", "ok", "okay"};
constexpr std::array always_conditions{"if", "unless", "provided", "assuming", "whenever"};
constexpr std::array asking_openings{"what", "how", "why", "where", "who", "which"};
constexpr std::array auxiliaries{"do", "does", "did", "is", "are", "was", "were", "will", "would", "can", "could", "should", "shall", "may", "have", "has"};
constexpr std::array pronouns{"it", "this", "that", "they", "you", "i", "we", "he", "she", "there", "the", "my"};
// Before "if" they ask whether.
constexpr std::array wondering{"know", "ask", "asked", "asking", "tell", "see", "wonder", "wondering", "check", "sure", "unsure", "question", "understand", "decide",
                                 "out", "whether"};
constexpr std::array polite{"possible", "so", "not", "needed", "necessary", "need", "any", "anything", "ok", "okay", "fine", "convenient", "available", "feasible",
                                 "allowed", "at"};
constexpr std::array polite_of_you{"can", "could", "please", "wish", "want", "like", "would", "prefer", "may", "were", "have"};
// A day, a length of time, or something that is to come again.
constexpr std::array deadlines{"by", "within", "longer", "later", "tomorrow", "tonight", "next", "until", "till", "again", "ever", "monday", "tuesday", "wednesday", "thursday",
                               "friday", "saturday", "sunday", "weekend"};
// Verbs of what is, or was: that can be seen now.
constexpr std::array of_what_is{"has", "have", "had", "hasn't", "haven't", "hadn't", "is", "are", "am", "isn't", "aren't", "was", "were", "wasn't", "weren't", "can",
                                 "could", "can't",
                                "cannot", "couldn't", "did", "didn't", "may", "might", "it's", "that's", "they're", "you're", "i'm", "there's", "hasnt", "isnt", "its"};
// How a thing turns out ("if it doesn't fit") is none of them.
constexpr std::array of_a_state{"want", "wants", "need", "needs", "know", "like", "likes", "mean", "means", "offer", "offers", "support", "sell",
                                "own", "belongs", "cost", "costs", "contains", "includes", "still", "prefer", "feel", "think", "exists"};
constexpr std::array of_now{"still", "yet", "already", "now", "currently"};
constexpr std::size_t verb_within = 5;   // words behind the "if" in which its verb stands

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

struct Word {
  std::string low;
  std::size_t begin = 0, end = 0;   // of the text
  bool behind_comma = false;
};

bool is_figure(std::string_view text, std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; }

class Sentence {
 public:
  Sentence(std::string_view text, std::size_t from, std::size_t to) : asks_(text.substr(from, to - from).find('?') != std::string_view::npos), to_(to) {
    std::size_t before = from;
    for (const std::string_view word : words(text.substr(from, to - from))) {
      const auto begin = static_cast<std::size_t>(word.data() - text.data());
      const bool comma = text.substr(before, begin - before).find_first_of(",:-") != std::string_view::npos;
      std::string low = lower_ascii(word);
      for (std::size_t at = 0; (at = low.find("\u2019", at)) != std::string::npos;) low.replace(at, 3, "'");
      words_.push_back({std::move(low), begin, begin + word.size(), comma});
      before = begin + word.size();
    }
  }

  std::optional<OnCondition> on_condition() const {
    if (asks_ || words_.empty() || among(asking_openings, words_.front().low)) return std::nullopt;
    for (std::size_t at = 0; at < words_.size(); ++at) {
      const std::size_t behind = begins_condition(at);
      if (behind == at) continue;
      const std::size_t end = end_of_condition(behind);
      if (!is_of_later(behind, end)) return OnCondition{words_[at].begin, end < words_.size() ? words_[end].begin : words_.back().end, false};
      std::size_t head = clause_at(at);
      if (head == at && end == words_.size() && at > 0 && words_[at].behind_comma) head = clause_at(at - 1);   // "cancel it, if it takes longer"
      return OnCondition{words_[with_joints(head)].begin, to_};
    }
    return std::nullopt;
  }

 private:
  bool says(std::size_t at, std::initializer_list<std::string_view> phrase) const {
    if (at + phrase.size() > words_.size()) return false;
    return std::equal(phrase.begin(), phrase.end(), words_.begin() + static_cast<std::ptrdiff_t>(at), [](std::string_view a, const Word& b) { return a == b.low; });
  }

  // The word behind the conjunction that begins there; `at` where none does.
  std::size_t begins_condition(std::size_t at) const {
    const std::string& word = words_[at].low;
    const std::string before = at > 0 ? words_[at - 1].low : "", next = at + 1 < words_.size() ? words_[at + 1].low : "";
    if (next.empty()) return at;
    if (among(always_conditions, word)) return among(wondering, before) && !words_[at].behind_comma ? at : at + 1;
    if (says(at, {"in", "case"})) return at + 2 + (says(at + 2, {"of"}) ? 1 : 0);
    if (says(at, {"as", "soon", "as"}) || says(at, {"as", "long", "as"})) return says(at + 3, {"possible"}) || at + 3 >= words_.size() ? at : at + 3;
    if (word == "should" && among(pronouns, next) && clause_at(at) == at) return at + 1;   // "should it take longer than a day"
    const bool of_time = (word == "when" && !among(auxiliaries, next)) || (word == "once" && before != "at" && (among(pronouns, next) || next == "your"));
    return of_time ? at + 1 : at;
  }

  std::size_t end_of_condition(std::size_t from) const {
    std::size_t end = from;
    while (end < words_.size() && (end == from || (!words_[end].behind_comma && words_[end].low != "then" && !begins_the_rest(from, end)))) ++end;
    return end;
  }

  // "If it doesn't fit I want a refund", without a comma: behind a subject and its verb stands another subject, or what is asked for.
  bool begins_the_rest(std::size_t from, std::size_t at) const {
    constexpr std::array subjects{"i", "i'd", "i'll", "i'm", "we", "we'd", "we'll", "please"};
    constexpr std::array persons{"i", "we", "you", "they"};
    constexpr std::array going_on{"that", "and", "or", "if", "when", "which", "what", "because", "as", "than", "to", "think", "know", "hope", "mean", "sure", "say", "said", "the", "where", "how"};
    if (at < from + 2 || !among(subjects, words_[at].low) || among(going_on, words_[at - 1].low)) return false;
    const auto is_verb = [](const Word& one) {
      return among(of_what_is, one.low) || among(auxiliaries, one.low) || one.low.ends_with("n't") || (one.low.size() > 3 && (one.low.ends_with("s") || one.low.ends_with("ed")));
    };
    return among(persons, words_[from].low) ||
           std::any_of(words_.begin() + static_cast<std::ptrdiff_t>(from) + 1, words_.begin() + static_cast<std::ptrdiff_t>(at), is_verb);
  }

  bool is_of_later(std::size_t from, std::size_t end) const {
    if (from >= end || (end - from <= 3 && among(polite, words_[from].low))) return false;
    const auto begins = words_.begin() + static_cast<std::ptrdiff_t>(from), ends = words_.begin() + static_cast<std::ptrdiff_t>(end);
    const bool minds = std::any_of(begins, ends, [](const Word& one) { return one.low == "mind"; });
    if (words_[from].low == "you" && end - from <= 4 && from + 1 < end && (minds || among(polite_of_you, words_[from + 1].low))) return false;
    const auto any = [&](const auto& list, std::size_t last) {
      return std::any_of(words_.begin() + static_cast<std::ptrdiff_t>(from), words_.begin() + static_cast<std::ptrdiff_t>(std::min(end, last)),
                         [&](const Word& one) { return among(list, one.low); });
    };
    if (any(deadlines, end)) return true;
    for (std::size_t at = from; at + 1 < end; ++at)
      if (words_[at].low == "more" && words_[at + 1].low == "than") return true;
    if (any(of_now, end) || any(of_what_is, from + verb_within) || any(of_a_state, from + verb_within)) return false;
    const auto is_past = [](const Word& one) { return one.low.size() > 4 && one.low.ends_with("ed"); };
    const bool past = std::any_of(words_.begin() + static_cast<std::ptrdiff_t>(from), words_.begin() + static_cast<std::ptrdiff_t>(std::min(end, from + verb_within)), is_past);
    return !past && end - from >= 2;
  }

  // Where the clause begins that the word stands in, its joining words left out.
  std::size_t clause_at(std::size_t at) const {
    std::size_t head = at;
    while (head > 0 && !words_[head].behind_comma && !among(joints, words_[head - 1].low)) --head;
    while (head < at && among(joints, words_[head].low)) ++head;
    return head;
  }
  std::size_t with_joints(std::size_t head) const {
    while (head > 0 && among(joints, words_[head - 1].low)) --head;
    return head;
  }

  std::vector<Word> words_;
  bool asks_;
  std::size_t to_;
};

}  // namespace

std::vector<OnCondition> things_on_condition(std::string_view text) {
  text = text.substr(0, limits::classified_bytes);
  std::vector<OnCondition> found;
  std::size_t from = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const bool mark = at < text.size() && std::string_view(".!?;\n").find(text[at]) != std::string_view::npos && !(at > 0 && is_figure(text, at - 1) && is_figure(text, at + 1));
    if (!mark && at < text.size()) continue;
    const std::size_t to = std::min(at + 1, text.size());
    if (const auto one = Sentence(text, from, to).on_condition()) found.push_back(*one);
    from = to;
  }
  return found;
}

std::string blanked(std::string text, std::size_t from, std::size_t to) {
  for (std::size_t at = from; at < std::min(to, text.size()); ++at) text[at] = ' ';
  return text;
}

}  // namespace handrail
