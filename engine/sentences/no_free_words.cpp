#include "engine/sentences/no_free_words.hpp"

#include <algorithm>
#include <array>

#include "engine/base/limits.hpp"
#include "engine/sentences/clauses.hpp"
#include "engine/sentences/mere_tale.hpp"
#include "engine/sentences/spelled_out.hpp"

namespace handrail {
namespace {

using Tokens = std::vector<std::string>;

constexpr std::size_t words_max = 30;      // a longer message tells a story
constexpr std::size_t called_in = 5;       // "the small espresso machine": what a thing is called
constexpr std::size_t reference_near = 2;  // "the wrong order number"
constexpr std::size_t moment_words = 14;
constexpr std::array numbers{"number", "numbers", "id"};   // nobody gives one for a reason
constexpr std::array ones{"one", "ones"};
constexpr std::array turning{"wrong", "other", "another", "different", "incorrect"};
constexpr std::array turning_after_not{"right", "correct", "same"};
constexpr std::array muddling{"mixed", "confused", "swapped", "muddled"};
constexpr std::array own_fault{"mistake", "bad", "error", "fault"};   // "my mistake"
constexpr std::array determiners{"the", "my", "that", "this", "our"};
// Before "the other one" they say which it is, and nothing of what it did.
constexpr std::array identifying{"it",   "is",      "that",   "this", "was",   "i",    "we",  "want", "wanted", "mean", "meant", "gave", "give",  "wrote",  "typed", "entered",
                                 "told", "picked",  "chose",  "said", "you",   "for",  "about", "not", "the",   "a",    "an",    "my",   "should", "be",    "been",  "think",
                                 "to",   "do",      "did",    "used", "named"};
constexpr std::array correcting{"sorry", "actually", "oops", "wait", "scratch", "correction", "rather", "whoops", "no", "nope"};
constexpr std::array filling{"oh", "hmm", "hm", "ah", "ok", "okay", "um", "uh", "er", "well", "please", "just", "hey", "so", "and", "but", "then", "now"};
constexpr std::array of_what_came{"sent", "send", "delivered", "shipped", "received", "got", "gotten", "arrived", "came", "ordered", "bought", "packed", "gave"};
constexpr std::array units{"moment", "second", "sec", "minute", "min", "mo", "sek"};
constexpr std::array finding_out{"check", "look", "see", "find", "think", "get", "search", "grab", "fetch", "ask"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

template <class List>
bool any_among(const Tokens& said, const List& list) { return std::ranges::any_of(said, [&](const std::string& word) { return among(list, word); }); }

std::string at(const Tokens& said, std::size_t index) { return index < said.size() ? said[index] : ""; }

Tokens without_heads(Tokens said) {
  while (!said.empty() && (among(correcting, said.front()) || among(filling, said.front()))) said.erase(said.begin());
  return said;
}

bool is_tale(const Tokens& said) {
  std::string bare;
  for (const std::string& word : said) bare += (bare.empty() ? "" : " ") + word;
  return is_mere_tale(bare, {});
}

enum class Another { no, maybe, surely };

class Saying {
 public:
  Saying(std::string_view text, const std::vector<std::string>& things, bool asked_whether) : things_(things), all_(spelled_out(text)) {
    for (const SaidClause& one : clauses_of(text, {})) clauses_.push_back(spelled_out(one.text));
    corrects_ = asked_whether || any_among(all_, correcting);
  }

  NoFreeWords what() const {
    if (all_.empty() || all_.size() > words_max) return NoFreeWords::none;
    Another another = Another::no;
    bool tells = false, calls = false;
    for (const Tokens& clause : clauses_) {
      const Another of_this = of_another(clause);
      another = std::max(another, of_this);
      tells = tells || (of_this == Another::no && is_tale(without_heads(clause)));
      calls = calls || calls_a_thing(without_heads(clause));
    }
    if (another == Another::surely && !tells) return NoFreeWords::another;
    if (another != Another::no) return NoFreeWords::perhaps_another;
    if (tells) return NoFreeWords::none;
    if (asks_for_a_moment()) return NoFreeWords::moment;
    return corrects_ && calls ? NoFreeWords::perhaps_another : NoFreeWords::none;
  }

 private:
  bool is_thing(std::string_view word) const {
    return std::ranges::any_of(things_, [&](const std::string& thing) { return same_stem(thing, word); });
  }
  bool refers(std::string_view word) const { return among(ones, word) || among(numbers, word) || is_thing(word); }

  bool refers_within(const Tokens& said, std::size_t from, std::size_t count) const {
    for (std::size_t i = from; i < said.size() && i < from + count; ++i)
      if (refers(said[i])) return true;
    return false;
  }

  // "The wrong number", "not that order", "I mixed up my orders", "I meant the kettle".
  Another of_another(const Tokens& clause) const {
    const Tokens said = without_heads(clause);
    const bool of_a_number = any_among(said, numbers);
    if (any_among(said, of_what_came) && !of_a_number) return Another::no;
    const Another surely_if_corrected = corrects_ || of_a_number ? Another::surely : Another::maybe;
    Another found = Another::no;
    for (std::size_t i = 0; i < said.size(); ++i) {
      const bool identifies = std::all_of(said.begin(), said.begin() + static_cast<std::ptrdiff_t>(i), [](const std::string& word) { return among(identifying, word); });
      const bool turned = among(turning, said[i]) || (among(turning_after_not, said[i]) && any_among(said, std::array{"not"}));
      if (turned && identifies && refers_within(said, i + 1, reference_near)) found = std::max(found, surely_if_corrected);
      if (turned && of_a_number && i > 0 && refers_within(said, 0, i)) found = std::max(found, surely_if_corrected);   // "I got the number wrong"
      if (identifies && said[i] == "not" && among(determiners, at(said, i + 1)) && refers(at(said, i + 2)) && i + 3 == said.size()) found = Another::surely;
      const bool muddled = among(muddling, said[i]) && at(said, 0) == "i";
      if (muddled && (refers_within(said, i + 1, called_in) || refers_within(said, behind_with(said, i), called_in))) found = Another::surely;
      const bool means = (said[i] == "meant" || said[i] == "mean") && i > 0 && said[i - 1] == "i" && among(determiners, at(said, i + 1));
      if (means && !is_tale(Tokens(said.begin() + static_cast<std::ptrdiff_t>(i) + 1, said.end()))) found = Another::surely;
    }
    // "My mistake, I wanted the kettle one", "scratch that, the kettle is the one I want"
    if (found == Another::no && puts_right() && refers_to_one(said)) found = Another::surely;
    return found;
  }

  // "I mixed it up with the other order": what stands behind "with", if that is near.
  static std::size_t behind_with(const Tokens& said, std::size_t from) {
    for (std::size_t i = from; i < said.size() && i <= from + called_in; ++i)
      if (said[i] == "with") return i + 1;
    return said.size();
  }

  bool refers_to_one(const Tokens& said) const {
    const bool led = std::ranges::any_of(said, [](const std::string& word) { return among(determiners, word); });
    return led && std::ranges::any_of(said, [&](const std::string& word) { return among(ones, word) || is_thing(word); });
  }

  bool puts_right() const {
    for (std::size_t i = 0; i + 1 < all_.size(); ++i)
      if ((all_[i] == "my" && among(own_fault, all_[i + 1])) || (all_[i] == "scratch" && all_[i + 1] == "that")) return true;
    return false;
  }

  // "It is the espresso machine", "the kettle", "not the lamp": a name, and no verb that tells anything of it.
  static bool calls_a_thing(Tokens said) {
    constexpr std::array before{"it", "is", "was", "that", "this", "for", "not", "about", "should", "be"};
    constexpr std::array telling{"is", "was", "not", "too"};
    while (!said.empty() && among(before, said.front())) said.erase(said.begin());
    if (said.size() < 2 || said.size() > called_in || !among(determiners, said.front())) return false;
    return !any_among(said, turning) && !any_among(said, of_what_came) && !is_tale(said) &&
           std::none_of(said.begin() + 1, said.end(), [&](const std::string& word) { return word.ends_with("ed") || among(telling, word); });
  }

  bool asks_for_a_moment() const {
    const Tokens said = without_heads(all_);
    if (said.empty()) return any_among(all_, std::array{"wait"});
    if (said.size() > moment_words) return false;
    const std::string &first = said[0], second = at(said, 1), third = at(said, 2), fourth = at(said, 3);
    if ((first == "hang" || first == "hold") && second == "on") return true;
    if (first == "bear" && second == "with") return true;
    if (first == "let" && (second == "me" || second == "us")) return among(finding_out, third) || (third == "quickly" && among(finding_out, fourth));
    if (first == "i" && (second == "will" || second == "must")) return among(finding_out, third);
    if (first == "i" && (second == "have" || second == "need") && third == "to") return among(finding_out, fourth);
    if (begs_for_a_moment(said)) return true;
    std::size_t unit = 0;
    while (unit < said.size() && among(std::array{"one", "a", "give", "me", "just", "another", "for"}, said[unit])) ++unit;
    return among(units, at(said, unit));
  }

  // "Can I have a moment?", "I need a few minutes to look": and not "I need a second charger".
  static bool begs_for_a_moment(const Tokens& said) {
    constexpr std::array begging{"can", "could", "may", "will", "would", "do", "i", "we", "you", "us", "me", "have", "need", "get", "take", "give", "like", "want", "please", "a",
                                 "one", "another", "just", "few", "couple", "of", "for", "to", "some", "wait", "mind", "waiting"};
    constexpr std::array several_units{"moments", "seconds", "minutes", "mins"};
    constexpr std::array behind{"please", "to", "more", "so", "while", "thanks", "first", "if"};
    std::size_t unit = 0;
    while (unit < said.size() && among(begging, said[unit])) ++unit;
    const std::string word = at(said, unit), next = at(said, unit + 1);
    return unit > 1 && (among(units, word) || among(several_units, word)) && (next.empty() || among(behind, next));
  }

  const std::vector<std::string>& things_;
  Tokens all_;
  std::vector<Tokens> clauses_;
  bool corrects_ = false;
};

}  // namespace

NoFreeWords no_free_words(std::string_view text, const std::vector<std::string>& things, bool asked_whether) {
  return Saying(text.substr(0, limits::classified_bytes), things, asked_whether).what();
}

}  // namespace handrail
