#include "engine/sentences/deed_told.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/sentences/clauses.hpp"
#include "engine/sentences/spelled_out.hpp"
#include "engine/sentences/time_words.hpp"
#include "engine/sentences/verb_forms.hpp"

namespace handrail {
namespace {

using Said = std::vector<std::string>;

constexpr std::array heads{"hi", "hello", "hey", "so", "and", "but", "ok", "okay", "well", "oh", "also", "btw", "actually", "um", "then", "sorry", "just", "please",
                           "yes", "apparently", "because", "since", "supposedly", "as", "wait", "hmm", "no", "now"};
// Who has it from somebody, or believes it: "I heard that", "your colleague told me", "it says".
constexpr std::array hearing{"heard", "hear", "told", "see", "saw", "read", "think", "thought", "believe", "believed", "understand", "understood", "know", "knew",
                             "noticed", "says", "said", "say", "seems", "seem", "looks", "guess", "assume", "assumed", "informed", "notified", "gather", "remember"};
constexpr std::array before_hearing{"i", "we", "they", "you", "he", "she", "it", "was", "were", "am", "have", "has", "just", "got", "been", "your", "my", "the",
                                    "colleague", "website", "page", "app", "email", "mail", "e-mail", "agent", "somebody", "someone", "me", "us", "that", "already",
                                    "only"};
// A question in other words, of which what follows is asked.
constexpr std::array asking_for_word{"know", "tell", "check", "see", "confirm", "wondering", "wonder", "ask", "sure"};
constexpr std::array doers{"you", "u", "ye", "they", "he", "she", "somebody", "someone", "colleague", "colleagues", "team", "support", "shop", "bot", "agent",
                           "desk", "guys", "people", "company", "store", "system"};
constexpr std::array helping{"have", "has", "had", "did", "ve"};
constexpr std::array being{"was", "were", "been", "is", "are", "got", "gotten", "being", "be", "get"};
constexpr std::array between{"already", "just", "also", "now", "finally", "fully", "partly", "successfully", "both", "all", "actually", "really", "then", "ever",
                             "yet", "still", "only", "guys", "people", "even", "probably", "recently", "indeed", "never", "not", "been", "have", "has", "had",
                             "did", "being", "partially"};
constexpr std::array denying{"not", "never", "without", "nobody", "none", "neither", "no"};
constexpr std::array to_come{"will", "would", "should", "shall", "can", "could", "may", "might", "must", "to", "want", "wants", "wanted", "need", "needs", "like",
                             "please", "let", "supposed", "promised", "agreed", "if", "unless", "until", "once", "when", "before", "after", "cannot"};
// Of a deed that was done, and not as it should have been: a complaint.
constexpr std::array judging{"wrong", "wrongly", "incorrect", "incorrectly", "twice", "double", "too", "only", "instead", "without", "less", "little", "different", "another"};
// Of a deed that was not meant to be done.
constexpr std::array unmeant{"mistake", "mistakenly", "accident", "accidentally", "accidently", "inadvertently", "unintentionally"};
constexpr std::array definite{"my", "our", "the", "this", "that", "his", "her", "their", "its"};
// What becomes of a deed once it is begun.
constexpr std::array coming_about{"go", "gone", "goes", "went", "come", "comes", "came", "arrive", "arrived", "arrives", "through", "done", "complete", "completed",
                                  "issued", "sent", "processed", "approved", "finished", "finalised", "finalized", "confirmed", "ready", "pending", "made", "on",
                                  "underway", "initiated", "started", "paid", "succeed", "worked", "work"};
constexpr std::array getting{"got", "received", "had", "gotten"};
constexpr std::array of_time{"when", "how", "where", "what", "by"};
// Of a thing that was begun and goes on by itself: it is waited for.
constexpr std::array going_on{"see", "get", "take", "takes", "taken", "have", "arrive", "arrives", "come", "comes", "go", "goes", "gone", "went", "through", "show",
                              "shows", "appear", "land", "work", "worked", "happen", "happened", "finish", "finished", "complete", "completed", "done", "receive",
                              "long", "soon", "much", "expect", "be", "been", "wait", "back", "final", "ready", "there", "here", "up", "account", "card", "bank",
                              "statement", "money", "time", "day", "days", "until", "till", "before", "in", "on", "to", "me", "my", "for", "the", "that", "it",
                              "this", "i", "we", "will", "would", "can", "could", "should", "do", "does", "did", "is", "are", "was", "has", "have", "had",
                              "usually", "normally", "actually", "really", "now", "already", "so", "and", "ok", "okay", "thanks", "thank", "you", "great", "good",
                              "cool", "please", "tell", "know", "a", "take", "of", "then", "approximately", "about", "roughly", "yet", "hit", "of", "how", "when",
                              "where", "what", "fast", "quickly", "oh", "well", "hi", "just", "also", "reach", "by", "all", "hey", "at", "latest"};
constexpr std::size_t words_max = 30;   // a longer clause tells a story

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

class Clause {
 public:
  Clause(std::string_view text, const std::vector<std::string>& deeds) : deeds_(deeds), said_(spelled_out(text)), marked_(text.find('?') != std::string_view::npos) {
    drop_heads();
    drop_who_says_so();
  }

  DeedTold told() const {
    if (said_.empty() || said_.size() > words_max) return DeedTold::nothing;
    if (asks()) return DeedTold::asked;
    for (std::size_t at = 0; at < said_.size(); ++at) {
      const DeedTold here = told_at(at);
      if (here != DeedTold::nothing) return here;
    }
    return DeedTold::nothing;
  }

 private:
  bool is_deed(std::string_view word) const {
    return std::ranges::any_of(deeds_, [&](const std::string& deed) { return same_stem(deed, word) || verb_of_past(word) == deed; });
  }
  bool is_done(std::string_view word) const { return is_deed(word) && is_past_form(word); }
  std::string at(std::size_t index) const { return index < said_.size() ? said_[index] : ""; }

  void drop_heads() {
    while (!said_.empty() && among(heads, said_.front())) said_.erase(said_.begin());
  }

  // "I heard that", "your colleague told me", "can you tell me whether", "I want to know if".
  void drop_who_says_so() {
    for (std::size_t i = 0; i + 1 < said_.size() && i < 8; ++i) {
      const bool whether = said_[i] == "if" || said_[i] == "whether";
      if (whether && i > 0 && std::any_of(said_.begin(), said_.begin() + static_cast<std::ptrdiff_t>(i), [](const std::string& word) { return among(asking_for_word, word); })) {
        said_.erase(said_.begin(), said_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        asked_in_other_words_ = true;
        return;
      }
    }
    for (std::size_t i = 1; i + 2 < said_.size() && i < 6; ++i) {
      if (!among(hearing, said_[i])) continue;
      if (!std::all_of(said_.begin(), said_.begin() + static_cast<std::ptrdiff_t>(i), [](const std::string& word) { return among(before_hearing, word); })) return;
      std::size_t behind = i + 1;
      while (behind < said_.size() && (said_[behind] == "me" || said_[behind] == "us" || said_[behind] == "that" || said_[behind] == "like")) ++behind;
      said_.erase(said_.begin(), said_.begin() + static_cast<std::ptrdiff_t>(behind));
      drop_heads();
      return;
    }
  }

  bool has_before(std::size_t end, const auto& list) const {
    return std::any_of(said_.begin(), said_.begin() + static_cast<std::ptrdiff_t>(end), [&](const std::string& word) { return among(list, word); });
  }

  // --- asked ------------------------------------------------------------------------------------------------------------------------------

  bool asks() const {
    if (asked_in_other_words_) return std::any_of(said_.begin(), said_.end(), [&](const std::string& word) { return is_deed(word); }) && comes_about(0);
    const std::string first = at(0);
    if (first == "did" || first == "have" || first == "has" || first == "had") return asks_of_what_was(first);
    if (first == "was" || first == "were" || first == "is" || first == "are" || first == "am") return is_of_one(1) && asks_what_it_is(1);
    return asks_where_it_is();
  }

  // "Did you refund W1001", "have you cancelled it yet", "has it been refunded", "did my refund go through".
  bool asks_of_what_was(const std::string& first) const {
    const bool by_us = among(doers, at(1)) || among(doers, at(2));
    for (std::size_t i = 1; i < said_.size(); ++i) {
      if (!is_deed(said_[i])) continue;
      if (by_us && only_between(by_us_from(), i) && (first == "did" ? !is_done(said_[i]) || marked_ : is_done(said_[i]))) return true;
      if (is_done(said_[i]) && first != "did" && has_before(i, std::array{"been", "gotten"})) return true;
      if (first == "did" && is_done(said_[i]) && at(i - 1) == "get") return true;   // "did it get cancelled"
      if (is_the_deed(i) && (comes_about(i + 1) || has_before(i, getting_back))) return true;   // "have you sent my refund", "did you get my refund out"
    }
    return false;
  }
  static constexpr std::array getting_back{"get", "got", "receive", "received", "process", "processed", "issue", "issued", "send", "sent", "made", "make", "done"};

  std::size_t by_us_from() const { return among(doers, at(1)) && !among(doers, at(2)) ? 2 : 3; }

  bool only_between(std::size_t from, std::size_t to) const {
    for (std::size_t i = from; i < to; ++i)
      if (!among(between, said_[i])) return false;
    return from <= to;
  }

  // "Is W1003 cancelled", "was I refunded", "is my refund done".
  bool asks_what_it_is(std::size_t from) const {
    for (std::size_t i = from; i < said_.size(); ++i) {
      if (is_done(said_[i])) return !has_before(i, to_come);
      if (is_the_deed(i) && comes_about(i + 1)) return true;
    }
    return false;
  }

  // Of one thing and not of all of them: "are returns refunded to my card?" asks the rule.
  bool is_of_one(std::size_t index) const {
    const std::string word = at(index);
    return among(definite, word) || word == "it" || word == "that" || word == "they" || word == "i" || word == "we" || word == "order" || has_digit(word);
  }
  static bool has_digit(std::string_view word) { return word.find_first_of("0123456789") != std::string_view::npos; }

  // "Where is my refund", "what about my refund", "what is the status of my refund", "any news on the refund".
  bool asks_where_it_is() const {
    constexpr std::array leading{"where", "what", "any", "status", "how"};
    constexpr std::array small{"is", "s", "the", "about", "of", "on", "with", "status", "news", "my", "our", "that", "happened", "to", "update", "state", "up", "are", "stands",
                               "going", "things"};
    if (!among(leading, at(0)) || (at(0) == "how" && at(1) != "is" && at(1) != "about")) return false;
    for (std::size_t i = 1; i < said_.size(); ++i) {
      if (is_the_deed(i)) return at(0) != "what" || has_before(i, std::array{"about", "status", "happened"});
      if (!among(small, said_[i])) return false;
    }
    return false;
  }

  // "My refund", "the cancellation of W1003": what was done, by its name.
  bool is_the_deed(std::size_t index) const {
    return index > 0 && is_deed(said_[index]) && !is_done(said_[index]) &&
           (among(definite, said_[index - 1]) || (index > 1 && among(definite, said_[index - 2]) && !among(doers, said_[index - 1])));
  }

  bool comes_about(std::size_t from) const {
    for (std::size_t i = from; i < said_.size(); ++i)
      if (among(coming_about, said_[i]) || is_done(said_[i])) return true;
    return false;
  }

  // --- told -------------------------------------------------------------------------------------------------------------------------------

  DeedTold told_at(std::size_t index) const {
    if (!is_deed(said_[index])) return DeedTold::nothing;
    if (has_before(index, to_come)) return was_due(index) ? DeedTold::missing : DeedTold::nothing;
    if (by_the_customer(index)) return DeedTold::done_by_them;
    if (!by_the_desk(index) && !without_a_doer(index) && !came_about(index)) return DeedTold::nothing;
    if (has_before(index, denying) || is_denied_behind(index)) return DeedTold::missing;
    return has_before(said_.size(), judging) ? DeedTold::nothing : DeedTold::done;
  }

  // "You were supposed to refund it", "it should have been refunded".
  bool was_due(std::size_t index) const {
    const bool due = has_before(index, std::array{"supposed", "promised", "agreed"}) || (has_before(index, std::array{"should"}) && has_before(index, std::array{"have"}));
    return due && !has_before(index, denying);
  }

  // "You (have already) refunded", "your colleague cancelled", "you did refund it".
  bool by_the_desk(std::size_t index) const {
    std::size_t before = index;
    bool did = false;
    while (before > 0 && among(between, said_[before - 1]) && !among(doers, said_[before - 1])) did = said_[--before] == "did" || did;
    if (before == 0 || !among(doers, said_[before - 1])) return false;
    return did ? true : is_done(said_[index]);
  }

  // "I have reset it", "last year I booked it": theirs to say. A form that may be of now ("I reset it") is past where something says so. What they paid, or sent, is no deed of
  // the desk's, and they may write for what follows from it.
  bool by_the_customer(std::size_t index) const {
    constexpr std::array past{"already", "yesterday", "ago", "meanwhile", "myself", "ourselves"};
    constexpr std::array last_time{"week", "month", "year", "night", "time", "friday", "monday", "tuesday", "wednesday", "thursday", "saturday", "sunday"};
    constexpr std::array due{"pay", "send", "ship", "bring", "hand", "drop", "order"};
    const std::string_view base = verb_of_past(said_[index]);
    if (!is_done(said_[index]) || std::ranges::any_of(due, [&](const char* verb) { return base == verb || same_stem(verb, said_[index]); })) return false;
    std::size_t before = index;
    bool perfect = false;
    while (before > 0 && among(between, said_[before - 1])) {
      if (said_[--before] == "been" || said_[before] == "being") return false;
      perfect = perfect || among(helping, said_[before]);
    }
    if (before == 0 || (said_[before - 1] != "i" && said_[before - 1] != "we") || before > time_words_ahead(said_) + 2) return false;
    if (has_before(index, denying) || has_before(said_.size(), to_come)) return false;
    if (perfect || base != said_[index] || time_words_ahead(said_) > 0 || has_before(said_.size(), past)) return true;
    for (std::size_t at = index; at + 1 < said_.size(); ++at)
      if (said_[at] == "last" && among(last_time, said_[at + 1])) return true;
    return false;
  }

  // "It was refunded", "W1001 has already been cancelled", "I got refunded".
  bool without_a_doer(std::size_t index) const {
    if (!is_done(said_[index])) return false;
    for (std::size_t before = index; before-- > 0;) {
      if (among(being, said_[before]) && said_[before] != "be" && said_[before] != "get") return before > 0;
      if (!among(between, said_[before])) return false;
    }
    return false;
  }

  // "My refund was issued", "the refund went through", "I received my refund".
  bool came_about(std::size_t index) const {
    if (!is_the_deed(index)) return false;
    const bool was = among(being, at(index + 1)) || among(helping, at(index + 1)) || at(index + 1) == "went" || at(index + 1) == "came" || at(index + 1) == "arrived";
    const bool is_had = index > 1 && has_before(index, getting) && (at(0) == "i" || at(0) == "we");
    return (was && comes_about(index + 1)) || is_had;
  }

  bool is_denied_behind(std::size_t index) const {
    return std::any_of(said_.begin() + static_cast<std::ptrdiff_t>(index), said_.end(), [](const std::string& word) { return word == "not" || word == "never"; });
  }

  const std::vector<std::string>& deeds_;
  Said said_;
  bool marked_;
  bool asked_in_other_words_ = false;
};

}  // namespace

bool was_not_meant(std::string_view text) {
  const Said said = spelled_out(text);
  return std::ranges::any_of(said, [](const std::string& word) { return among(unmeant, word); });
}

DeedTold deed_told(std::string_view clause, const std::vector<std::string>& deeds) { return deeds.empty() ? DeedTold::nothing : Clause(clause, deeds).told(); }

bool asks_how_it_goes_on(std::string_view text, const std::vector<std::string>& deeds) {
  Said said = spelled_out(text);
  while (!said.empty() && among(heads, said.front())) said.erase(said.begin());
  if (said.size() < 2 || said.size() > words_max) return false;
  constexpr std::array inverting{"did", "does", "do", "is", "has", "will", "was", "are", "have", "would"};
  constexpr std::array asked_of{"i", "we", "you", "they"};
  if (said.front() == "do" && !among(asked_of, said[1])) return false;   // "do it"
  const bool is_question = text.find('?') != std::string_view::npos || among(of_time, said.front()) || among(inverting, said.front());
  const auto is_deed = [&](const std::string& word) { return std::ranges::any_of(deeds, [&](const std::string& deed) { return same_stem(deed, word); }); };
  const bool refers = std::ranges::any_of(said, [&](const std::string& word) { return word == "it" || word == "that" || word == "this" || word == "money" || is_deed(word); });
  const bool asks_of_it = among(of_time, said.front()) || among(inverting, said.front());
  return is_question && refers && asks_of_it && std::ranges::all_of(said, [&](const std::string& word) { return among(going_on, word) || is_deed(word); });
}

bool orders_it_done(std::string_view clause) {
  constexpr std::array before_it{"no", "nope", "not", "please", "then", "so", "and", "well", "just", "kindly", "now", "but", "ok", "okay", "yes", "you", "can", "could", "would"};
  constexpr std::array it{"it", "that", "so", "this", "them", "please", "now"};
  const std::vector<std::string_view> said = words(clause);
  std::size_t at = 0;
  while (at < said.size() && std::ranges::find(before_it, lower_ascii(said[at])) != before_it.end()) ++at;
  const auto is_not = [](std::string_view word) { return lower_ascii(word) == "not"; };
  if (at >= said.size() || std::any_of(said.begin(), said.begin() + static_cast<std::ptrdiff_t>(at), is_not)) return false;
  const std::string verb = lower_ascii(said[at]), next = at + 1 < said.size() ? lower_ascii(said[at + 1]) : "";
  return (verb == "do" && std::ranges::find(it, next) != it.end()) || (verb == "go" && next == "ahead");
}

}  // namespace handrail
