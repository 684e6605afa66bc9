#include "engine/sentences/speech.hpp"

#include <algorithm>
#include <array>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail {
namespace {

constexpr std::size_t leaving_words = 8;   // "ok, forget it then, it is not that important"

// What leaves the whole matter, as phrases of whole words.
constexpr std::array leaving{"forget it", "forget about it", "forget that", "never mind", "nevermind", "leave it", "drop it", "let it be",
                             "don't bother", "dont bother", "do not bother", "no longer", "not any more", "not anymore",
                             "cancel that", "cancel this", "cancel it", "stop that", "stop this", "stop it", "not now", "maybe later", "another time"};
// What follows such a phrase where it is none: "leave it at the door", "drop it off".
constexpr std::array no_leaving_before{"at", "with", "in", "on", "off", "by", "to", "near", "outside", "there", "behind"};
constexpr std::array leaving_the{"forget the", "forget my", "forget about the", "forget about my", "drop the", "drop my"};   // with nothing but small words before it
constexpr std::array leaving_alone{"cancel", "stop", "abort", "quit"};   // the whole message, but for a please
constexpr std::array changing_mind{"don't want", "dont want", "do not want", "don't do", "do not do", "dont do", "changed my mind", "take it back", "take that back"};
constexpr std::array taking_back{"undo", "cancel", "forget", "withdraw", "keep", "stop", "nevermind", "revoke"};
constexpr std::array hesitating{"only", "except", "unless", "leave", "wait", "don't", "dont", "not", "never", "no", "nope", "instead", "but", "rather"};
constexpr std::array keeping_going{"don't cancel", "dont cancel", "do not cancel", "not cancel", "don't stop", "dont stop", "do not stop",
                                   "keep me posted", "keep me updated", "keep going", "keep waiting", "no problem", "no worries", "no rush", "no hurry"};
// Said with another value: it stands in the place of the first ("no, order W1002"), or beside it ("W1002 too").
constexpr std::array instead_of_it{"no",      "not",        "sorry",  "mean", "meant", "actually", "instead", "wrong",
                                   "correct", "correction", "rather", "oops", "typo",  "mistake",  "wasn't",  "isn't"};
constexpr std::array beside{"also", "too", "both", "another", "plus", "additionally", "as well"};
constexpr std::array question_words{"how", "what", "when", "where", "why", "who", "which", "can", "could", "do", "does", "did", "is", "are", "will", "would", "may"};
constexpr std::array acknowledging{"ok",   "okay", "okey",  "k",     "done", "alright", "all",  "right", "fine", "sure", "good", "great", "perfect", "correct", "cool",
                                   "nice", "that", "that's", "is",   "it",   "it's",    "now",  "so",    "then", "just", "hi",   "hello", "hey",     "thanks",  "thank",
                                   "you",  "thx",  "ty",     "cheers", "please", "i", "am", "i'm", "did", "have", "finished", "ready", "there", "we", "go", "in"};
constexpr std::array signed_in{"signed in", "logged in", "log in now", "sign in now", "signed into", "logged into", "did sign in", "did log in", "have signed", "have logged"};
constexpr std::array not_able{"can't", "cant", "cannot", "can not", "couldn't", "unable", "not able", "doesn't", "does not", "won't", "didn't", "forgot", "forgotten", "lost",
                               "locked",
                               "trouble", "problem", "no account", "don't have", "do not have", "how"};
constexpr std::array way_in{"sign in", "log in", "login", "signin", "signing in", "logging in", "log on", "password", "account", "get in"};
// The thing itself is not wanted, whatever is to become of it. The longer ones first.
constexpr std::array unwanting{"i don't want it any more", "i don't want it anymore", "i do not want it any more", "i do not want it anymore", "i don't need it any more",
                               "i don't need it anymore", "i do not need it any more", "i do not need it anymore", "i don't need it", "i do not need it", "i dont need it",
                               "i don't need them", "i do not need them", "don't need it any more", "don't need it anymore", "don't need it", "dont need it", "do not need it",
                               "i no longer need it", "i no longer want it", "no longer needed", "no longer wanted", "no longer need it", "no longer want it",
                               "it is no longer needed", "it's no longer needed", "not needed any more", "not needed anymore", "i have no use for it", "no use for it",
                               "i don't want it", "i do not want it", "i dont want it", "don't want it any more", "don't want it anymore"};
constexpr std::array declining{"don't", "dont", "do not", "never", "please not", "not to", "no need to", "no longer want to", "no longer wish to", "not asking",
                               "not looking", "not requesting", "not trying"};
constexpr std::array declined_by_others{"you", "they", "he", "she", "it", "why", "if", "u", "we", "that", "who", "which"};   // "you don't refund" tells, and wishes nothing
// Between the negation and what is not to be done: "I do not want you to cancel".
constexpr std::array before_the_declined{"want", "wish", "need", "like", "to", "you", "me", "a", "an", "the", "any", "my", "please", "just", "yet", "intend", "plan", "ask",
                                         "for", "have", "be", "really", "actually", "go", "ahead", "and", "with", "this", "that"};
constexpr std::array wanting{"want", "wish", "need", "like"};
constexpr std::array a_certain_thing{"my", "the", "this", "that", "it"};
constexpr std::size_t declined_within = 6;     // words behind the negation
constexpr std::array going_on{"and", "or", "also", "same", "what about", "how about", "then"};
constexpr std::array leaving_words_alone{"forget", "cancel", "stop", "drop", "leave", "never", "mind", "nevermind", "withdraw", "keep", "take", "back", "bother"};
constexpr std::array small_words{"the", "a", "an", "my", "your", "our", "it", "it's", "its", "this", "that", "of", "for", "to", "on", "in", "at", "and", "or", "with", "about",
                                 "please", "pls", "no", "not", "yes", "ok", "okay", "oh", "well", "actually", "just", "then", "so", "now", "i", "you", "me", "we", "can", "could",
                                 "would", "will", "is", "am", "are", "be", "was", "do", "don't", "dont", "want", "need", "like", "any", "more", "anymore", "longer", "thanks",
                                 "thank", "request", "thing", "one", "i'd", "let", "hi", "hello", "hey", "rather", "sorry", "too", "also", "other", "matter", "second", "first",
                                 "number", "meant", "mean", "instead"};

// " no it is w1002 ": whole words can be found in it.
std::string spaced(std::string_view text) {
  std::string low = lower_ascii(text);
  for (std::size_t at = 0; (at = low.find("\u2019", at)) != std::string::npos;) low.replace(at, 3, "'");   // as phones write it
  std::string all = " ";
  for (const std::string_view word : words(low)) all += std::string(word) + " ";
  return all;
}

template <class List>
bool is_one_of(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

// Between marks, "and", "but", "so" and "then": the mark or the word that ends a piece is its last.
std::vector<std::string_view> pieces_of(std::string_view text) {
  constexpr std::array joints{"and", "but", "so", "then", "because", "rather", "instead"};
  std::vector<std::string_view> pieces;
  std::size_t from = 0;
  const auto end_at = [&](std::size_t at) {
    if (at > from) pieces.push_back(text.substr(from, at - from));
    from = at;
  };
  for (const std::string_view word : words(text)) {
    const auto at = static_cast<std::size_t>(word.data() - text.data());
    const std::size_t mark = text.substr(from, at - from).find_last_of(",.;!?:\n");
    if (mark != std::string_view::npos) end_at(from + mark + 1);
    if (is_one_of(joints, lower_ascii(word))) end_at(at);
  }
  end_at(text.size());
  return pieces;
}

// What the piece says is not to be done; empty: nothing.
std::string declined_in(std::string_view piece) {
  const std::string said = spaced(piece);
  const std::vector<std::string_view> all = words(said);
  if (piece.find('?') != std::string_view::npos || all.empty()) return "";
  for (const char* phrase : declining) {
    const std::size_t at = said.find(" " + std::string(phrase) + " ");
    if (at == std::string::npos) continue;
    const std::vector<std::string_view> before = words(std::string_view(said).substr(0, at));
    if (!before.empty() && is_one_of(declined_by_others, before.back())) continue;
    if (!before.empty() && (is_one_of(question_words, before.front()) || before.front() == "if")) continue;
    const std::vector<std::string_view> behind = words(std::string_view(said).substr(at + std::string_view(phrase).size() + 2));
    bool wants = false;   // "I don't want my subscription any more" is of the thing, and declines nothing
    for (std::size_t i = 0; i < behind.size() && i < declined_within; ++i) {
      if (wants && is_one_of(a_certain_thing, behind[i])) break;
      wants = wants || is_one_of(wanting, behind[i]);
      if (!is_one_of(before_the_declined, behind[i])) return std::string(behind[i]);
    }
  }
  return "";
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), said_(spaced(text)), words_(words(said_)) {}

  std::vector<SpeechAct> acts() {
    const bool short_and_no_question = words_.size() <= leaving_words && !asks();
    if (short_and_no_question) leaves();
    if (short_and_no_question && (says_any(leaving) || leaves_the_matter() || says_any(changing_mind) || (is_a_word_or_two() && says_any(leaving_alone)))) add(speech::drop_wish);
    each(changing_mind, speech::change_mind);
    if (words(without_what_is_unwanted(text_)).size() < words_.size()) add(speech::unwanted);
    for (const std::string_view piece : pieces_of(text_))
      if (const std::string what = declined_in(piece); !what.empty()) add(speech::decline, what);
    each(taking_back, speech::take_back);
    each(hesitating, speech::hesitate);
    each(keeping_going, speech::keep_going);
    each(instead_of_it, speech::in_its_place);
    if (asks_what_is_meant()) std::erase_if(acts_, [](const SpeechAct& one) { return one.act == speech::in_its_place && one.what == "mean"; });
    each(beside, speech::beside_it);
    if (said_.find(" and ") != std::string::npos || text_.find_first_of(",&+") != std::string::npos) add(speech::list);
    if (asks()) add(speech::ask);
    if (asks() || asks_in_part()) add(speech::ask_in_part);
    const bool cannot = says_any(not_able) && says_any(way_in);
    if (cannot) add(speech::cannot_sign_in);
    if (!cannot && says_signed_in()) add(speech::say_signed_in);
    if (goes_on()) add(speech::go_on);
    return std::move(acts_);
  }

 private:
  bool asks() const {
    const bool orders_not_to = words_.size() > 1 && words_[0] == "do" && words_[1] == "not";
    return text_.find('?') != std::string_view::npos || (!words_.empty() && !orders_not_to && is_one_of(question_words, words_.front()));
  }

  // "What does that mean?", "what do you mean?": nobody says that they mean something else.
  bool asks_what_is_meant() const {
    const auto mean = std::find(words_.begin(), words_.end(), "mean");
    const auto asks = [](std::string_view word) { return word == "what" || word == "does" || word == "did"; };
    return std::any_of(words_.begin(), mean, asks) && (mean == words_.begin() || *(mean - 1) != "i");
  }

  // "And W1002?", "ok, what about W1002?"
  bool goes_on() const {
    std::size_t at = 0;
    for (std::size_t i = 0; i < words_.size() && is_one_of(acknowledging, words_[i]) && !is_one_of(going_on, words_[i]); ++i) at += words_[i].size() + 1;
    return std::any_of(going_on.begin(), going_on.end(), [&](const char* opening) { return std::string_view(said_).substr(at).starts_with(" " + std::string(opening) + " "); });
  }

  bool asks_in_part() const {
    constexpr std::array subjects{"i", "we", "it", "they", "he", "she", "you", "this", "that", "the", "my"};
    const char* end = text_.data();   // of the word before
    const std::vector<std::string_view> all = words(text_);
    for (std::size_t i = 0; i < all.size(); ++i) {
      const std::string_view between(end, static_cast<std::size_t>(all[i].data() - end));
      const std::string word = lower_ascii(all[i]);
      const bool tells_when = word == "when" && i + 1 < all.size() && is_one_of(subjects, lower_ascii(all[i + 1]));   // "when it was delivered": a question has its verb first
      if (between.find_first_of(",:;.!-") != std::string_view::npos && is_one_of(question_words, word) && !tells_when) return true;
      end = all[i].data() + all[i].size();
    }
    return false;
  }

  bool says_signed_in() const {
    return says_any(signed_in) || (!words_.empty() && std::all_of(words_.begin(), words_.end(), [](std::string_view word) { return is_one_of(acknowledging, word); }));
  }

  void leaves() {
    for (const char* phrase : leaving) {
      const std::string whole = " " + std::string(phrase) + " ";
      const std::size_t at = said_.find(whole);
      if (at == std::string::npos) continue;
      const std::string next = said_.substr(at + whole.size(), said_.find(' ', at + whole.size()) - at - whole.size());
      if (!is_one_of(no_leaving_before, next)) add(speech::leave, phrase);
    }
    if (leaves_the_matter()) add(speech::leave, "forget the");
    if (is_a_word_or_two())
      for (const char* word : leaving_alone)
        if (says(word)) add(speech::leave, word);
  }

  // "Cancel W1003" is a wish, and no leaving of what is open.
  bool is_a_word_or_two() const { return words_.size() <= 2 && said_.find_first_of("0123456789") == std::string::npos; }

  bool leaves_the_matter() const {
    return std::any_of(leaving_the.begin(), leaving_the.end(), [&](const char* phrase) {
      const std::size_t at = said_.find(" " + std::string(phrase) + " ");
      return at != std::string::npos && telling_words(said_.substr(0, at)).empty();
    });
  }

  bool says(std::string_view phrase) const { return said_.find(" " + std::string(phrase) + " ") != std::string::npos; }
  template <class List> bool says_any(const List& list) const {
    return std::any_of(list.begin(), list.end(), [&](const char* phrase) { return says(phrase); });
  }
  template <class List> void each(const List& list, std::string_view act) {
    for (const char* phrase : list)
      if (says(phrase)) add(act, phrase);
  }
  void add(std::string_view act, std::string_view what = "") { acts_.push_back({std::string(act), std::string(what)}); }

  std::string_view text_;
  std::string said_;
  std::vector<std::string_view> words_;
  std::vector<SpeechAct> acts_;
};

}  // namespace

std::string without_what_is_declined(std::string_view text) {
  std::string left;
  for (const std::string_view piece : pieces_of(text.substr(0, limits::classified_bytes)))
    if (declined_in(piece).empty()) left += piece;
  return left;
}

std::string blanked_where_it_declines(std::string_view text) {
  std::string left(text);
  for (const std::string_view piece : pieces_of(text.substr(0, limits::classified_bytes)))
    if (!declined_in(piece).empty()) std::fill_n(left.begin() + (piece.data() - text.data()), piece.size(), ' ');
  return left;
}

// "I don't need it shipped today" wants it all the same: nothing that tells anything follows the phrase in its piece.
std::string without_what_is_unwanted(std::string_view text) {
  std::string whole(text.substr(0, limits::classified_bytes)), left;
  for (std::size_t at = 0; (at = whole.find("\u2019", at)) != std::string::npos;) whole.replace(at, 3, "'");   // as phones write it
  for (const std::string_view piece : pieces_of(whole)) {
    const std::vector<std::string_view> said = words(piece);
    const auto* const phrase = std::find_if(unwanting.begin(), unwanting.end(), [&](const char* one) {
      const std::size_t at = spaced(piece).find(" " + std::string(one) + " ");
      return at != std::string::npos && content_words(spaced(piece).substr(at + std::string_view(one).size() + 2)).empty();
    });
    if (phrase == unwanting.end()) {
      left += piece;
      continue;
    }
    const std::vector<std::string_view> sought = words(*phrase);
    const auto at = std::search(said.begin(), said.end(), sought.begin(), sought.end(), [](std::string_view a, std::string_view b) { return lower_ascii(a) == b; });
    if (at != said.end()) left += piece.substr(0, static_cast<std::size_t>(at->data() - piece.data()));
  }
  return left;
}

std::vector<SpeechAct> acts_of(const std::string& text) { return Reader(std::string_view(text).substr(0, limits::classified_bytes)).acts(); }

std::vector<std::string> content_words(std::string_view text) {
  std::vector<std::string> found;
  const std::string said = spaced(text);
  for (const std::string_view word : words(said))
    if (!is_one_of(small_words, word)) found.emplace_back(word);
  return found;
}

std::vector<std::string> telling_words(std::string_view text) {
  std::vector<std::string> found = content_words(text);
  std::erase_if(found, [](const std::string& word) { return is_one_of(leaving_words_alone, word); });
  return found;
}

}  // namespace handrail
