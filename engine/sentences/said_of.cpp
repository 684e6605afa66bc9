#include "engine/sentences/said_of.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/sentences/spelled_out.hpp"

namespace handrail {
namespace {

using Tokens = std::vector<std::string>;

constexpr std::size_t read_within = 600;   // bytes before and behind: a clause is shorter

constexpr std::array joints{"but", "because", "since", "though", "although", "however", "so", "then", "and", "yet", "while", "whereas", "otherwise"};
constexpr std::array coordinating{"and", "or", "nor", "also", "plus"};
constexpr std::array heads{"no", "nope", "nah", "yes", "yeah", "yep", "yup", "ok", "okay", "sure", "right", "well", "oh", "um", "hm", "hmm", "and", "but", "so",
                           "then", "or", "nor", "please", "kindly", "just", "actually", "sorry", "wait", "hi", "hello", "hey", "thanks", "thank", "also", "now",
                           "perhaps", "maybe", "rather", "again", "absolutely", "definitely", "certainly", "great", "good", "fine", "perfect", "oops", "btw", "plus",
                           "still", "again"};
// Between a verb or a preposition and what it is about.
constexpr std::array labels{"the", "my", "our", "your", "a", "an", "this", "that", "these", "those", "order", "orders", "number", "numbers", "nr", "id", "one",
                            "ones", "other", "another", "of", "for", "on", "about", "to", "with", "in", "from", "at", "amount", "sum", "plan", "even", "any", "both",
                            "either", "also", "and", "or", "nor", "please", "called", "parcel", "package", "booking", "item", "thing", "whole", "touching",
                            "anything", "regarding", "concerning"};
constexpr std::array leaving_out{"not", "except", "excluding", "without", "minus", "excepting"};
constexpr std::array keeping{"keep", "keeping", "leave", "leaving", "spare", "skip", "exclude", "ignore", "forget", "omit", "disregard", "hold"};
constexpr std::array staying{"stay", "stays", "staying", "remain", "remains"};
constexpr std::array places{"at", "with", "in", "on", "by", "near", "outside", "behind", "under", "off"};
constexpr std::array negators{"not", "never"};
constexpr std::array wanting{"want", "need", "wish", "like", "require"};
constexpr std::array twice_negated{"forget", "keep", "ignore", "skip", "miss", "omit", "exclude", "hesitate", "delay", "wait", "overlook", "neglect"};
constexpr std::array of_a_state{"know", "think", "remember", "recall", "see", "find", "understand", "care", "believe", "have", "get", "got", "gotten", "receive",
                                "recognise", "recognize", "like", "love", "mind", "worry", "order", "buy", "own", "use"};
constexpr std::array naming{"mean", "meant", "ask", "asked", "asking", "want", "wanted", "say", "said", "request", "requested", "intend", "intended", "choose",
                            "chose", "wish", "wished", "need", "needed", "mention", "mentioned", "supposed", "talking", "speaking", "referring"};
constexpr std::array of_a_wish{"i", "we", "do", "please", "would", "will", "am", "are", "want", "like", "need", "wish", "you", "to", "rather", "prefer", "better",
                               "let", "us", "really", "just", "said", "say", "told", "tell", "asked", "ask", "asking", "should", "must", "may", "shall", "hope",
                               "think", "it", "is", "best", "definitely", "absolutely", "certainly", "beg", "mean", "meant", "decided", "now", "there", "going",
                               "gonna", "make", "sure", "that", "can", "could", "me", "be", "careful", "happy"};
constexpr std::array auxiliaries{"did", "do", "does", "have", "had", "has", "can", "could", "would", "will"};
constexpr std::array in_the_past{"did", "had", "have", "has", "was", "were", "does", "been"};
constexpr std::array being{"is", "was", "be", "been", "are", "were", "being", "am"};
constexpr std::array asking{"how", "what", "when", "where", "why", "who", "which", "whose", "is", "are", "was", "were", "does", "did", "has", "should", "shall",
                            "am", "do", "have"};
constexpr std::array requesting{"can", "could", "will", "would", "may", "might"};
constexpr std::array conditions{"if", "unless", "when", "whenever", "whether", "until", "once", "because", "since", "after", "before"};
constexpr std::array subjects{"i", "we", "it", "they", "he", "she", "you", "this", "that", "my", "the", "our", "somebody", "someone", "nobody", "everything"};
constexpr std::array tells{"has", "had", "have", "did", "does", "got", "came", "broke", "fell", "went", "made", "took", "bought", "found", "lost", "saw", "gave",
                           "sent", "kept", "left", "felt", "paid", "cost", "costs", "spent", "works", "fits", "looks", "smells", "feels", "seems", "leaks", "love",
                           "loves", "enjoy", "hate", "never", "brought", "owes", "owe"};
// Behind the being they say that it is the one.
constexpr std::array it_is_the_one{"what", "it", "correct", "right", "one", "meant", "which", "where", "wrong", "enough", "to"};
constexpr std::array content_with{"fine", "good", "ok", "okay", "better", "great", "perfect", "alright", "plenty", "sufficient", "acceptable", "best", "enough", "works", "will"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

template <class List>
bool any_among(const Tokens& said, const List& list) {
  return std::any_of(said.begin(), said.end(), [&](const std::string& word) { return among(list, word); });
}
template <class List>
bool all_among(const Tokens& said, const List& list) {
  return std::all_of(said.begin(), said.end(), [&](const std::string& word) { return among(list, word); });
}

bool has_digit(std::string_view word) { return word.find_first_of("0123456789") != std::string_view::npos; }
bool is_participle(const std::string& word) { return word.size() > 4 && (word.ends_with("ed") || word.ends_with("ied")); }

Tokens from(const Tokens& said, std::size_t at) { return {said.begin() + static_cast<std::ptrdiff_t>(std::min(at, said.size())), said.end()}; }
Tokens until(const Tokens& said, std::size_t at) { return {said.begin(), said.begin() + static_cast<std::ptrdiff_t>(std::min(at, said.size()))}; }

bool ends_with(const Tokens& said, std::initializer_list<std::string_view> phrase) {
  return said.size() >= phrase.size() && std::equal(phrase.begin(), phrase.end(), said.end() - static_cast<std::ptrdiff_t>(phrase.size()));
}

// --- the clause -----------------------------------------------------------------------------------------------------------------------------

bool is_figure(std::string_view text, std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; }

bool is_mark(std::string_view text, std::size_t at) {
  constexpr std::string_view marks = ",.;:!?\n";
  if (marks.find(text[at]) != std::string_view::npos) return !(at > 0 && is_figure(text, at - 1) && is_figure(text, at + 1));
  if (text[at] == '-') return at > 0 && text[at - 1] == ' ' && at + 1 < text.size() && text[at + 1] == ' ';
  return text.substr(at).starts_with("\u2014") || text.substr(at).starts_with("\u2013");
}

struct Clause {
  std::size_t from = 0, to = 0;
  bool asks = false;         // ends in a question mark
  std::string before_it;     // the word before it, in lower case
};

Clause clause_at(std::string_view text, std::size_t begin, std::size_t end) {
  Clause clause{begin > read_within ? begin - read_within : 0, std::min(text.size(), end + read_within), false, ""};
  for (std::size_t at = clause.from; at < begin; ++at)
    if (is_mark(text, at)) clause.from = at + 1;
  for (std::size_t at = end; at < clause.to; ++at)
    if (is_mark(text, at)) clause.to = at, clause.asks = text[at] == '?';
  std::string last;
  for (const std::string_view word : words(text.substr(clause.from, begin - clause.from))) {
    const std::string low = lower_ascii(word);
    if (among(joints, low)) clause.from = static_cast<std::size_t>(word.data() - text.data()), clause.before_it = last;
    last = low;
  }
  for (const std::string_view word : words(text.substr(end, clause.to - end)))
    if (among(joints, lower_ascii(word))) {
      clause.to = static_cast<std::size_t>(word.data() - text.data());
      clause.asks = false;
      break;
    }
  return clause;
}

class Saying {
 public:
  Saying(Tokens before, Tokens behind, bool asks, NamedKind kind, bool is_sum)
      : before_(std::move(before)), behind_(std::move(behind)), asks_(asks), is_sum_(is_sum), kind_(kind) {
    while (!before_.empty() && among(heads, before_.front()) && !begins_a_phrase()) before_.erase(before_.begin());
    bare_ = before_;
    without_labels(bare_);
  }

  SaidOf said() const {
    if (is_left_out() || is_kept()) return SaidOf::excluded;
    const std::size_t no = place_of_negation(before_);
    if (no < before_.size() && before_[no] == "no" && !among(std::array{"need", "longer", "more"}, before_[no + 1])) return SaidOf::told;
    if (no < before_.size()) return under_a_negation(until(before_, no), from(before_, no + 1), from(before_, no).front() == "never");
    if (bare_.empty())
      if (const std::size_t behind = place_of_negation(behind_); behind < behind_.size()) return negated_behind(until(behind_, behind), from(behind_, behind + 1));
    if (is_asked()) return SaidOf::asked;
    return is_told() ? SaidOf::told : SaidOf::named;
  }

 private:
  // "Rather than", "no need to", "no refund for": the head belongs to what follows.
  bool begins_a_phrase() const {
    if (before_.size() < 2) return false;
    if (before_[0] == "rather") return before_[1] == "than";
    const bool of_a_noun = before_.size() == 3 && among(std::array{"for", "of", "on", "about"}, before_[2]) && !among(labels, before_[1]);
    return before_[0] == "no" && (among(std::array{"need", "longer", "more"}, before_[1]) || of_a_noun);
  }

  static void without_labels(Tokens& said) {
    while (!said.empty() && (among(labels, said.back()) || has_digit(said.back()))) said.pop_back();
  }

  // "Not W1002", "instead of W1002", "nothing to do with W1002": right before it, but for what it is called.
  bool is_left_out() const {
    Tokens left = before_;
    bool popped = false;
    for (; !left.empty(); left.pop_back(), popped = true) {
      if (ends_with(left, {"instead", "of"}) || ends_with(left, {"rather", "than"}) || ends_with(left, {"other", "than"}) || ends_with(left, {"apart", "from"}) ||
          ends_with(left, {"aside", "from"}) || ends_with(left, {"never", "mind"}) || ends_with(left, {"nothing", "to", "do", "with"}) ||
          ends_with(left, {"not", "to", "do", "with"}) ||
          ends_with(left, {"anything", "but"}) || ends_with(left, {"everything", "but"}) || ends_with(left, {"all", "but"}) || ends_with(left, {"nothing", "about"}) ||
          ends_with(left, {"nothing", "with"}))
        return true;
      if (among(leaving_out, left.back())) {
        const std::string before = left.size() > 1 ? left[left.size() - 2] : "";
        const bool of_a_verb = left.back() == "not" && popped && among(auxiliaries, before);   // "I did not order W1002"
        return !of_a_verb && before != "why" && before != "if" && before != "or" && before != "whether";
      }
      if (!among(labels, left.back()) && !has_digit(left.back())) return false;
    }
    return false;
  }

  // "Leave W1002 alone", "I want to keep W1002", "W1002 I keep", "W1002 stays".
  bool is_kept() const {
    const auto wishes = [](const std::string& word) { return among(of_a_wish, word) || among(heads, word) || among(labels, word); };
    if (!bare_.empty() && among(keeping, bare_.back())) {
      const Tokens pre = until(bare_, bare_.size() - 1);
      const bool elsewhere = !is_sum_ && !behind_.empty() && among(places, behind_.front());   // "leave W1002 at the door"
      const bool follows = before_.size() > bare_.size() && among(places, before_[bare_.size()]) && bare_.back() != "hold";   // "keep on with W1002"
      return !elsewhere && !follows && !any_among(pre, negators) && std::all_of(pre.begin(), pre.end(), wishes);
    }
    if (!bare_.empty() || any_among(behind_, negators)) return false;
    constexpr std::array before_keeping{"i", "we", "you", "can", "may", "will", "would", "to", "should", "could", "must", "rather", "please", "gladly", "happily", "am", "are"};
    for (std::size_t at = 0; at < behind_.size(); ++at) {
      const bool led = at == 0 || among(before_keeping, behind_[at - 1]);
      if (led && (among(staying, behind_[at]) || (among(keeping, behind_[at]) && (at > 0 || behind_[at] != "keep" || behind_.size() == 1)))) return true;
    }
    return false;
  }

  static std::size_t place_of_negation(const Tokens& said) {
    for (std::size_t at = said.size(); at-- > 0;)
      if (among(negators, said[at]) || said[at] == "nothing" || (said[at] == "no" && at + 1 < said.size())) return at;
    return said.size();
  }

  static bool wants_a_deed(const Tokens& behind_the_wanting, const Tokens& behind_the_name) {
    const bool to_do_it = any_among(behind_the_wanting, std::array{"to", "you"});
    return to_do_it || std::any_of(behind_the_name.begin(), behind_the_name.end(), is_participle) || any_among(behind_the_name, std::array{"to"});
  }

  SaidOf not_wanted(const Tokens& rest) const {
    if (wants_a_deed(rest, behind_)) return SaidOf::excluded;
    const bool itself = std::all_of(rest.begin(), rest.end(), [](const std::string& word) { return among(labels, word) || has_digit(word); });
    return itself && kind_ == NamedKind::value ? SaidOf::excluded : SaidOf::told;
  }

  // "Do not refund W1002", "I don't want you to refund W1002"; not "I did not get W1002".
  SaidOf under_a_negation(const Tokens& pre, Tokens post, bool never) const {
    if (!post.empty() && pre.empty() && (post.front() == "only" || post.front() == "just")) return SaidOf::named;   // "not only W1002"
    if (!post.empty() && (post[0] == "need" || post[0] == "longer" || post[0] == "more")) post.erase(post.begin());
    constexpr std::array beside{"please", "really", "just", "yet", "ever", "even", "actually", "dare", "to", "you", "feel", "again", "now", "also"};
    while (!post.empty() && among(beside, post.front())) post.erase(post.begin());
    if (any_among(pre, conditions)) return SaidOf::told;
    const bool wished_of_others = any_among(pre, std::array{"rather", "prefer"});   // "I would rather you did not"
    if (any_among(pre, in_the_past) && !wished_of_others) return !post.empty() && among(naming, post.front()) ? SaidOf::excluded : SaidOf::told;
    const auto wishes = [&](const std::string& word) { return among(of_a_wish, word) || (wished_of_others && word == "did"); };
    if (any_among(pre, std::array{"can", "could"}) || !std::all_of(pre.begin(), pre.end(), wishes)) return SaidOf::told;
    if (pre.size() == 2 && pre[0] == "you" && pre[1] == "do") return SaidOf::told;
    if (post.empty()) return SaidOf::excluded;
    const std::string& verb = post.front();
    if (among(twice_negated, verb) || (verb == "leave" && any_among(behind_, std::array{"out"}))) return SaidOf::named;
    if (among(wanting, verb)) return not_wanted(from(post, 1));
    if (among(naming, verb)) return SaidOf::excluded;
    const bool of_the_past = never && (is_participle(verb) || among(tells, verb));
    return among(of_a_state, verb) || of_the_past ? SaidOf::told : SaidOf::excluded;
  }

  // "W1002 please do not touch", "W1002 is not to be refunded"; not "W1002 is not here", and not "W1002, not W1001".
  SaidOf negated_behind(const Tokens& pre, Tokens post) const {
    Tokens next = post;
    while (!next.empty() && among(labels, next.front())) next.erase(next.begin());
    if (pre.empty() && !next.empty() && has_digit(next.front())) return SaidOf::named;
    if (pre.empty() && all_among(post, heads)) return SaidOf::excluded;
    if (!pre.empty() && pre.back() == "is" && !post.empty() && post.front() == "to") return SaidOf::excluded;
    constexpr std::array ordering{"please", "do", "must", "should", "shall", "may", "to", "is", "best", "would", "will"};
    const bool of_the_customer = any_among(pre, std::array{"i", "we"});
    if (pre.empty() || post.empty() || any_among(pre, in_the_past) || any_among(post, std::array{"have", "been"})) return SaidOf::told;
    if (of_the_customer) {
      if (among(wanting, post.front())) return wants_a_deed(from(post, 1), from(post, 1)) || any_among(from(post, 1), std::array{"you"}) ? SaidOf::excluded : not_wanted({});
      return among(naming, post.front()) ? SaidOf::excluded : SaidOf::told;
    }
    const bool orders = all_among(pre, ordering) && pre.back() != "is";
    return orders && !among(twice_negated, post.front()) ? SaidOf::excluded : SaidOf::told;
  }

  bool is_asked() const {
    if (before_.empty()) return false;
    const std::string &first = before_[0], second = before_.size() > 1 ? before_[1] : std::string();
    if ((first == "what" || first == "how" || first == "why") && (second == "about" || second == "not" || second == "if")) return false;
    if (first == "is" && before_.size() > 2 && before_[2] == "possible") return false;
    if (first == "do" && second == "not") return false;
    if (among(requesting, first)) return asks_ && !second.empty() && !among(std::array{"you", "we", "i", "it", "this", "that", "someone", "somebody", "the"}, second);
    if (!among(asking, first)) return false;
    const bool tells_of_it = !asks_ && (second == "i" || second == "we");   // "what I want is W1002"
    const bool is_verb = first == "have" || first == "do" || first == "is" || first == "are" || first == "was";
    return !tells_of_it && (asks_ || !is_verb || among(subjects, second));
  }

  bool is_told() const {
    if (!before_.empty() && among(conditions, before_.front())) return true;
    if (is_sum_ && was_of_something_else()) return true;
    if (is_sum_ && !behind_.empty() && among(std::array{"too", "more", "extra"}, behind_.front())) return false;   // "I paid $20 too much"
    if (!bare_.empty() && among(being, bare_.back())) return false;   // "it was W1002"
    const bool wishes = any_among(before_, std::array{"want", "need", "wish", "please", "can", "could", "would", "let", "have", "get", "make"});
    if (!wishes && tells_behind()) return true;
    if (before_.empty() || !among(subjects, before_.front()) || any_among(before_, naming)) return false;
    if (any_among(before_, std::array{"would", "could", "can", "should", "must", "will"})) return false;
    return std::any_of(bare_.begin(), bare_.end(), [](const std::string& word) { return is_participle(word) || among(tells, word); }) ||
           (bare_.size() == 2 && among(std::array{"i", "we"}, bare_[0]) && bare_[1] == "like");
  }

  // "My last order was $20": what the sum was of has a name of its own. Of "it was $20", "the amount was $20" it is the one that is spoken of.
  bool was_of_something_else() const {
    constexpr std::array past{"was", "were", "cost"};
    constexpr std::array of_it{"it", "that", "this", "the", "my", "what", "which", "i", "we", "amount", "sum", "total", "one", "refund", "meant", "said", "wanted", "asked"};
    if (bare_.size() < 2 || !among(past, bare_.back())) return false;
    const Tokens subject = until(bare_, bare_.size() - 1);
    return !among(std::array{"what", "which", "if"}, subject.front()) && !all_among(subject, of_it) && !any_among(subject, naming);
  }

  // "W1002 is fine", "W1002 arrived well"; not "W1002 is the right one".
  bool tells_behind() const {
    Tokens rest = behind_;
    constexpr std::array beside{"really", "just", "already", "actually", "also", "too", "still", "only", "by", "way", "itself", "though"};
    while (!rest.empty() && among(beside, rest.front())) rest.erase(rest.begin());
    if (rest.empty()) return false;
    const bool is = among(being, rest.front());
    if (!is && !among(tells, rest.front()) && !is_participle(rest.front())) return false;
    if (is && (rest.size() == 1 || any_among(rest, it_is_the_one))) return false;
    return kind_ == NamedKind::thing || !any_among(rest, content_with);
  }

  Tokens before_, behind_;   // the clause around the name
  Tokens bare_;              // before it, without what it is called
  bool asks_, is_sum_;
  NamedKind kind_;
};

}  // namespace

// "2026-11-27", as days are claimed.
static bool is_a_day(std::string_view text) {
  const auto fits = [&](std::size_t i) { return i == 4 || i == 7 ? text[i] == '-' : has_digit(text.substr(i, 1)); };
  for (std::size_t i = 0; i < text.size(); ++i)
    if (!fits(i)) return false;
  return text.size() == 10;
}

NamedKind kind_named(const Json& value) {
  const std::string* text = value.text();
  return text && !is_a_day(*text) && has_digit(*text) && text->find_first_of(" :") == std::string::npos ? NamedKind::thing : NamedKind::value;
}

SaidOf said_of(std::string_view text, std::size_t begin, std::size_t end, NamedKind kind) {
  if (begin >= end || end > text.size()) return SaidOf::named;
  const Clause clause = clause_at(text, begin, end);
  Tokens before = spelled_out(text.substr(clause.from, begin - clause.from)), behind = spelled_out(text.substr(end, clause.to - end));
  if (clause.before_it == "anything" || clause.before_it == "everything" || clause.before_it == "all")
    if (!before.empty() && before.front() == "but") return SaidOf::excluded;
  // "Do not refund W1001 and W1002": joined to what stands before it, it is said of both.
  const auto is_label = [](const std::string& word) { return among(labels, word); };
  const bool joined = !before.empty() && among(coordinating, before.front()) && std::all_of(before.begin() + 1, before.end(), is_label);
  if (joined && clause.from > 0 && all_among(behind, heads)) {
    std::size_t last = clause.from;
    while (last > 0 && !is_figure(text, last - 1) && !is_mark(text, last - 1)) --last;
    const std::size_t figures_end = last;
    while (last > 0 && text[last - 1] != ' ' && !is_mark(text, last - 1)) --last;
    if (figures_end > last && is_figure(text, figures_end - 1)) return said_of(text, last, figures_end, kind);
  }
  const bool is_sum = kind == NamedKind::value && has_digit(text.substr(begin, end - begin));
  return Saying(std::move(before), std::move(behind), clause.asks, kind, is_sum).said();
}

bool is_no_choice(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::array negations{"not", "never", "no", "cannot", "hate", "hates", "dislike", "avoid", "without", "except"};
  constexpr std::array bad{"bad", "worse", "worst", "impossible", "difficult", "inconvenient", "busy", "full", "wrong", "terrible", "awful"};
  constexpr std::array of_the_past{"went", "last", "yesterday", "changed"};
  constexpr std::array any_of_them{"any", "anything", "every", "everything"};
  constexpr std::array working{"work", "works", "working"};
  constexpr std::array mine{"i", "we"};
  constexpr std::array others{"wife", "husband", "friend", "son", "daughter", "partner", "sister", "brother", "mother", "father", "colleague", "she", "he", "they"};
  if (begin >= end || end > text.size()) return false;
  const std::size_t mark = text.substr(0, begin).find_last_of(".,;:!?\n"), from = mark == std::string_view::npos ? 0 : mark + 1;
  const std::size_t to = std::min(text.find_first_of(".,;:!?\n", end), text.size());
  const std::vector<std::string> said = spelled_out(text.substr(from, to - from)), before = spelled_out(text.substr(from, begin - from));
  const auto among = [](const auto& list, const std::string& word) { return std::ranges::find(list, word) != list.end(); };
  const auto says = [&](const std::vector<std::string>& words, const auto& list) { return std::ranges::any_of(words, [&](const std::string& one) { return among(list, one); }); };
  if (said.size() < 2 || says(said, std::array{"instead", "rather", "meant", "mean"})) return false;
  const bool likes_it = says(said, std::array{"problem", "mind", "matter", "why", "bad", "preference"});   // "I do not mind yoga", "why not yoga", "not bad"
  const auto too = std::ranges::find(said, "too");
  const bool too_much = too != said.end() && too + 1 != said.end();   // "yoga too" adds it
  const bool negated = says(said, negations), other_than_it = says(before, any_of_them) && says(before, std::array{"but"});
  const bool turned_down = negated ? !likes_it : other_than_it || too_much || says(said, bad);
  return turned_down || says(said, of_the_past) || says(before, others) || (says(before, mine) && says(before, working));
}

}  // namespace handrail
