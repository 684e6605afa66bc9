#include "engine/sentences/taken_back.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/sentences/clauses.hpp"
#include "engine/sentences/on_condition.hpp"

namespace handrail {
namespace {

// --- small words of the language -------------------------------------------------------------------------------------------------------------

// Lead to the taking back, and say nothing by themselves.
constexpr std::array leading{"oh", "hmm", "hm", "uh", "um", "ah", "er", "well", "ok", "okay", "sorry", "apologies", "oops", "whoops", "please", "pls", "plz", "just", "but", "or",
                             "and", "rather", "then", "edit", "update", "yeah", "lol", "haha", "you", "know", "what", "a", "sec", "second", "moment", "on", "thoughts", "thought",
                             "so", "hey", "my", "bad", "mistake", "ps", "so", "i"};
// Those that turn round what was said.
constexpr std::array turning{"wait", "actually", "no", "nah", "nope", "hold", "hang"};
// Behind it, and no other thing.
constexpr std::array trailing{"please", "pls", "thanks", "thank", "you", "thx", "now", "yet", "anymore", "any", "more", "after", "all", "then", "sorry", "again", "ok", "okay",
                              "for", "me", "to", "myself", "either", "today", "right", "lol", "instead", "that", "it", "this", "do", "just"};
constexpr std::array objects{"it", "that", "this", "them", "anything", "so", "these", "those"};
constexpr std::array articles{"the", "my", "that", "this", "a", "an"};
constexpr std::array conditions{"if", "unless", "when", "whenever", "until", "once"};
constexpr std::array excusing{"sorry", "apologies", "apologise", "apologize", "oops", "whoops", "mistake", "bad", "wrong", "found", "solved", "sorted", "fixed", "misread", "mixed",
                              "confused", "figured", "remembered", "mistyped", "misclicked", "typo", "pardon", "nevermind", "nvm"};
constexpr std::array beside_an_excuse{"it", "i", "i'm", "i've", "we", "the", "a", "my", "that", "this", "was", "is", "it's", "got", "by", "chat", "window", "tab", "person", "shop",
                                      "store", "one", "for", "about", "just", "already", "myself", "out", "up", "all", "so", "me", "now", "ok", "okay", "thanks", "thank", "you",
                                      "works", "working", "good", "fine", "again", "of", "in", "meant", "have", "had", "to", "made", "something", "things", "them", "order",
                                      "account", "company", "message", "very", "really", "bother", "trouble", "bothering", "confusion", "hi", "hey", "oh", "please", "ignore"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

struct Word {
  std::string low;
  std::size_t begin = 0, end = 0;   // of the text
  bool behind_mark = false;
};

bool is_mark(std::string_view between) { return between.find_first_of(".,;!?()[]\n\u2026") != std::string_view::npos || between.find(" -") != std::string_view::npos; }

std::vector<Word> words_in(std::string_view text) {
  std::vector<Word> found;
  std::size_t before = 0;
  for (const std::string_view word : words(text)) {
    const auto begin = static_cast<std::size_t>(word.data() - text.data());
    std::string low = lower_ascii(word);
    for (std::size_t at = 0; (at = low.find("\u2019", at)) != std::string::npos;) low.replace(at, 3, "'");   // as phones write it
    found.push_back({std::move(low), begin, begin + word.size(), is_mark(text.substr(before, begin - before))});
    before = begin + word.size();
  }
  return found;
}

class Taking {
 public:
  explicit Taking(std::string_view text) : text_(text), words_(words_in(text)) {}

  std::vector<TakenBack> found() const {
    std::vector<TakenBack> all;
    std::size_t first = 0;   // "ah, never mind" takes back nothing of this message
    while (first < words_.size() && (among(leading, low(first)) || among(turning, low(first)))) ++first;
    for (std::size_t at = first + 1; at < words_.size(); ++at) {
      if (!words_[at].behind_mark && !among(turning, words_[at].low) && !is_outright(at)) continue;
      auto one = taken_back_at(at);
      if (!one) continue;
      const std::size_t behind = next_word(one->end);
      if (is_wanted_again(behind)) return {};
      all.push_back(std::move(*one));
      at = behind == 0 ? words_.size() : behind - 1;
    }
    return all;
  }

 private:
  const std::string& low(std::size_t at) const {
    static const std::string none;
    return at < words_.size() ? words_[at].low : none;
  }
  bool says(std::size_t at, std::initializer_list<std::string_view> phrase) const {
    if (at + phrase.size() > words_.size()) return false;
    return std::equal(phrase.begin(), phrase.end(), words_.begin() + static_cast<std::ptrdiff_t>(at), [](std::string_view a, const Word& b) { return a == b.low; });
  }
  bool ends_at(std::size_t at) const { return at >= words_.size() || words_[at].behind_mark; }
  std::size_t next_word(std::size_t place) const {
    const auto next = std::find_if(words_.begin(), words_.end(), [&](const Word& one) { return one.begin >= place; });
    return next == words_.end() ? 0 : static_cast<std::size_t>(next - words_.begin());
  }

  // Said of what stands before, wherever it stands: "reset my password nvm".
  bool is_outright(std::size_t at) const {
    return says(at, {"never", "mind"}) || says(at, {"nevermind"}) || says(at, {"nvm"}) || says(at, {"scratch", "that"}) || says(at, {"on", "second", "thought"}) ||
           says(at, {"on", "second", "thoughts"});
  }

  // In a sentence with a condition nothing is taken back yet, and in a question it is asked about.
  bool is_open(std::size_t from, std::size_t to) const {
    std::size_t head = from, tail = to;
    while (head > 0 && !begins_sentence(head)) --head;
    while (tail < words_.size() && !begins_sentence(tail)) ++tail;
    const auto asks_if = [](const Word& one) { return among(conditions, one.low); };
    if (std::any_of(words_.begin() + static_cast<std::ptrdiff_t>(head), words_.begin() + static_cast<std::ptrdiff_t>(to), asks_if)) return true;
    const std::size_t end = tail < words_.size() ? words_[tail].begin : text_.size();
    const std::size_t last = words_[to - 1].end;
    return text_.substr(last, end - last).find('?') != std::string_view::npos && tail == to;
  }
  bool begins_sentence(std::size_t at) const {
    return at > 0 && text_.substr(words_[at - 1].end, words_[at].begin - words_[at - 1].end).find_first_of(".!?;\n") != std::string_view::npos;
  }

  std::optional<TakenBack> taken_back_at(std::size_t from) const {
    bool turns = false, is_no = false;
    std::size_t at = from;
    for (; at < words_.size() && (among(leading, low(at)) || among(turning, low(at)) || says(at, {"or", "rather"})); ++at) {
      if (core(at, true)) break;   // "on second thought, no"
      turns = turns || among(turning, low(at)) || low(at).starts_with("thought");
      is_no = low(at) == "no" || low(at) == "nope" || low(at) == "nah" || (is_no && among(leading, low(at)));
    }
    std::optional<Core> found = core(at, turns);
    const bool turned_twice = turns && std::count_if(words_.begin() + static_cast<std::ptrdiff_t>(from), words_.begin() + static_cast<std::ptrdiff_t>(at),
                                                     [](const Word& one) { return among(turning, one.low) || one.low.starts_with("thought"); }) > 1;
    if (!found && is_no && turned_twice && at >= words_.size()) found = Core{at, {}, false};   // "actually no", and nothing else: else it puts something right
    if (!found) return std::nullopt;
    std::size_t end = found->end;
    while (end < words_.size() && !words_[end].behind_mark && among(trailing, low(end))) ++end;
    const bool goes_on = end < words_.size() && (low(end) == "and" || low(end) == "but" || low(end) == "i");
    if ((!ends_at(end) && !goes_on) || is_open(from, end)) return std::nullopt;
    return TakenBack{words_[from].begin, end < words_.size() ? words_[end].begin : text_.size(), found->names, found->all, found->by_deed, found->only_last, found->cancels};
  }

  struct Core { std::size_t end = 0; std::vector<std::string> names; bool all = false, by_deed = false, only_last = false, cancels = false; };

  // The words that take back, themselves.
  std::optional<Core> core(std::size_t at, bool turns) const {
    if (at >= words_.size()) return std::nullopt;
    const std::size_t outright = outright_at(at, turns);
    if (outright > at) return with_object(outright, low(at) != "don't" && low(at) != "changed");
    if (turns && (says(at, {"leave"}) || says(at, {"drop"}) || says(at, {"skip"}) || says(at, {"stop"}) || says(at, {"cancel"}) || says(at, {"keep"}))) {
      const bool of_it = among(objects, low(at + 1));
      if (low(at) == "cancel" && is_wish_to_cancel(at)) return std::nullopt;
      if (of_it && ends_behind(at + 2)) return Core{at + 2, {}, false, false, false, low(at) == "cancel"};
      if (low(at) == "stop" && ends_behind(at + 1)) return Core{at + 1, {}, false};
      if (low(at) != "cancel" && low(at) != "keep") return with_object(at + 1, true, true);
    }
    if (says(at, {"skip"})) return with_object(at + 1, true, true);
    return not_to_be_done(at, turns);
  }
  bool ends_behind(std::size_t at) const {
    while (at < words_.size() && !words_[at].behind_mark && among(trailing, low(at))) ++at;
    return ends_at(at) || low(at) == "and" || low(at) == "but" || low(at) == "i";
  }

  // "Where is my order W1003? Actually, just cancel it": behind a question, or behind a thing's number.
  bool is_wish_to_cancel(std::size_t at) const { return text_.substr(0, words_[at].begin).find_first_of("?0123456789") != std::string_view::npos; }

  // That they changed their mind is a reason for the wish as well ("refund W1001. I changed my mind"): only what turns round makes it a taking back.
  std::size_t outright_at(std::size_t at, bool turns) const {
    if (says(at, {"never", "mind"})) return at + 2;
    if (says(at, {"nevermind"}) || says(at, {"nvm"})) return at + 1;
    if (says(at, {"forget", "about"})) return at + 2;
    if (says(at, {"forget"}) || says(at, {"scratch"}) || says(at, {"ignore"}) || says(at, {"disregard"}) || says(at, {"strike"})) return at + 1;
    if (!turns) return at;
    if (says(at, {"changed", "my", "mind"})) return at + 3;
    if (says(at, {"i've", "changed", "my", "mind"}) || says(at, {"have", "changed", "my", "mind"})) return at + 4;
    return at;
  }

  // Behind "never mind": nothing, "it", "all of that", or what was named before.
  std::optional<Core> with_object(std::size_t at, bool takes_object, bool needs_object = false) const {
    if (ends_behind(at)) return needs_object ? std::nullopt : std::optional(Core{at, {}, low(at - 1) == "everything"});
    if (!takes_object) return std::nullopt;
    if (says(at, {"all", "of", "that"}) || says(at, {"all", "of", "it"}) || says(at, {"all", "of", "this"})) return Core{at + 3, {}, true};
    if (says(at, {"all", "that"}) || says(at, {"all", "this"})) return Core{at + 2, {}, true};
    if (says(at, {"everything"})) return Core{at + 1, {}, true};
    if (among(objects, low(at)) && ends_behind(at + 1)) return Core{at + 1, {}, false};
    if (says(at, {"what", "i", "said"}) || says(at, {"what", "i", "wrote"})) return Core{at + 3, {}, false};
    if (says(at, {"my", "last", "message"}) || says(at, {"the", "last", "message"}) || says(at, {"my", "previous", "message"})) return Core{at + 3, {}, true};
    if (says(at, {"this", "message"}) || says(at, {"my", "message"})) return Core{at + 2, {}, true};
    std::size_t noun = at;
    while (noun < words_.size() && !words_[noun].behind_mark && among(articles, low(noun))) ++noun;
    std::vector<std::string> names;
    const auto goes_on = [&](std::size_t next) { return !among(trailing, low(next)) && low(next) != "and" && low(next) != "but"; };
    for (; noun < words_.size() && names.size() < 3 && (names.empty() || !words_[noun].behind_mark) && goes_on(noun); ++noun) names.push_back(low(noun));
    const auto was_said = [&](const std::string& name) { return is_said_before(name, at); };
    if (names.empty() || !std::ranges::any_of(names, was_said)) return std::nullopt;
    std::erase_if(names, [&](const std::string& name) { return !was_said(name); });
    return Core{noun, std::move(names), false};
  }

  bool is_said_before(const std::string& name, std::size_t at) const {
    return name.size() > 3 && std::any_of(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(at), [&](const Word& one) { return same_stem(one.low, name); });
  }

  // "Don't", "do not do that", and of what was said before: "don't send it".
  std::optional<Core> not_to_be_done(std::size_t at, bool turns) const {
    if (says(at, {"i"})) ++at;
    const bool of_somebody = has_subject(at);
    std::size_t verb = at;
    if (low(at) == "don't" || low(at) == "dont") verb = at + 1;
    else if (says(at, {"do", "not"})) verb = at + 2;
    else if (turns && low(at) == "not") verb = at + 1;
    if (verb == at) return std::nullopt;
    if (low(verb) == "want" && among(objects, low(verb + 1)) && turns && ends_behind(verb + 2)) return Core{verb + 2, {}, false, false, true};
    if (of_somebody) return std::nullopt;   // "my husband likes it, I don't"
    if (ends_at(verb)) return Core{verb, {}, false};
    if (low(verb) == "bother" && ends_behind(verb + 1)) return Core{verb + 1, {}, false};
    if (low(verb) == "do" && among(objects, low(verb + 1)) && ends_behind(verb + 2)) return Core{verb + 2, {}, false};
    if (words_[verb].behind_mark || !is_said_before(low(verb), at)) return std::nullopt;
    const std::size_t object = verb + 1;
    if (ends_at(object)) return Core{object, {low(verb)}, false, true};
    if (among(objects, low(object)) && ends_behind(object + 1)) return Core{object + 1, {low(verb)}, false, true};
    return std::nullopt;
  }

  // "I don't", "they just don't": of the clause, before the verb.
  bool has_subject(std::size_t at) const {
    constexpr std::array subjects{"i", "we", "you", "they"};
    if (at >= words_.size() || words_[at].behind_mark) return false;
    for (std::size_t before = at; before-- > 0;) {
      if (among(subjects, low(before)) && low(before + 1) != "know") return true;
      if (words_[before].behind_mark) return false;
    }
    return false;
  }

  // "Actually yes, do it": what was taken back holds again.
  bool is_wanted_again(std::size_t at) const {
    if (at == 0) return false;
    while (at < words_.size() && (among(leading, low(at)) || low(at) == "wait" || low(at) == "actually")) ++at;
    return says(at, {"yes"}) || says(at, {"do", "it"}) || says(at, {"go", "ahead"}) || says(at, {"do", "that"});
  }

  std::string_view text_;
  std::vector<Word> words_;
};

}  // namespace

std::vector<TakenBack> taken_back_in(std::string_view text) { return Taking(text.substr(0, limits::classified_bytes)).found(); }

std::string blanked_where_it_excuses(std::string_view text) {
  std::string left(text);
  const std::vector<Word> all = words_in(text.substr(0, limits::classified_bytes));
  for (std::size_t from = 0, to = 0; from < all.size(); from = to) {
    to = from + 1;
    while (to < all.size() && !all[to].behind_mark) ++to;
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(from), end = all.begin() + static_cast<std::ptrdiff_t>(to);
    const bool excuses = std::any_of(begin, end, [](const Word& one) { return among(excusing, one.low); });
    const bool nothing_else = std::all_of(begin, end, [](const Word& one) { return among(excusing, one.low) || among(beside_an_excuse, one.low); });
    if (excuses && nothing_else) left = blanked(std::move(left), all[from].begin, to < all.size() ? all[to].begin : left.size());
  }
  return left;
}

}  // namespace handrail
