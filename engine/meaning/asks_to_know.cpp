#include "engine/meaning/asks_to_know.hpp"

#include <algorithm>
#include <array>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/sentences/clauses.hpp"
#include "engine/sentences/deed_told.hpp"
#include "engine/sentences/mere_tale.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/sentences/verb_forms.hpp"

namespace handrail {
namespace {

using Said = std::vector<std::string>;

constexpr std::size_t words_max = 40;   // a longer message tells a story

constexpr std::array heads{"hi", "hello", "hey", "so", "and", "but", "ok", "okay", "well", "oh", "just", "quick", "question", "please", "also", "btw", "actually", "um",
                                "then", "sorry", "there", "only", "no", "thanks"};
// Phrases that make a question of what follows; the longer ones first.
constexpr std::array indirect{"i would like to know", "i'd like to know", "i want to know", "i wanted to know", "i wanted to ask", "i want to ask", "i need to know",
                                   "can you tell me", "could you tell me", "can you explain", "could you explain", "can i ask", "may i ask", "please tell me", "tell me",
                                   "do you know", "i was wondering", "i am wondering", "i'm wondering", "just wondering", "wondering", "i wonder", "i am curious", "i'm curious",
                                   "curious", "explain"};
constexpr std::array modals{"can", "could", "may", "might", "will", "would", "should", "shall"};
constexpr std::array inverting{"do", "does", "did", "is", "are", "was", "were", "am", "has", "have"};
constexpr std::array subjects{"i", "we", "it", "they", "he", "she", "you", "this", "that", "my", "our", "the", "there", "somebody", "someone", "one"};
constexpr std::array whoever_does{"you", "u", "somebody", "someone", "anybody", "anyone"};
constexpr std::array me{"i", "we", "one", "people", "customers", "you"};
constexpr std::array conditions{"if", "when", "once", "after", "unless", "before", "until", "whenever", "in", "should"};
constexpr std::array definite{"my", "mine", "our", "ours", "this", "that", "these", "those", "it", "them", "its", "their"};
// Of a time, an amount or a cause.
constexpr std::array amounts{"long", "much", "many", "soon", "quickly", "fast", "late", "often", "far", "quick"};
constexpr std::array at_any_time{"anytime", "whenever", "always", "ever", "generally", "normally", "usually"};
// To get something is to have it done.
constexpr std::array getting{"get", "have", "receive", "request", "claim", "make", "ask", "speak", "talk", "please", "see", "know", "pay", "use", "buy", "order"};
constexpr std::array any_thing{"something", "anything", "things", "thing", "stuff", "item", "items", "product", "products", "order", "orders", "parcel", "package", "back", "one",
                                    "ones", "now", "today", "still", "here", "online", "money", "plan", "plans", "subscription", "account"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

Said words_in(std::string_view text) {
  std::string low = lower_ascii(text);
  for (std::size_t at = 0; (at = low.find("\u2019", at)) != std::string::npos;) low.replace(at, 3, "'");   // as phones write it
  Said said;
  for (const std::string_view word : words(low)) said.emplace_back(word);
  return said;
}

std::vector<std::string_view> sentences_of(std::string_view text) {
  std::vector<std::string_view> found;
  std::size_t from = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const bool ends = at == text.size() || ((text[at] == '.' || text[at] == '!' || text[at] == '?' || text[at] == ';' || text[at] == '\n') &&
                                            (at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\n' || text[at] == '\n'));
    if (!ends) continue;
    const std::string_view one = text.substr(from, std::min(at + 1, text.size()) - from);
    if (!words(one).empty()) found.push_back(one);
    from = at + 1;
  }
  return found;
}

class Asking {
 public:
  Asking(std::string_view sentence, const AskedAbout& about) : about_(about), said_(words_in(sentence)), marked_(sentence.find('?') != std::string_view::npos) {
    drop_heads();
    for (const char* phrase : indirect)
      if (!is_indirect_ && begins(phrase)) {
        said_.erase(said_.begin(), said_.begin() + static_cast<std::ptrdiff_t>(split(phrase, ' ').size()));
        is_indirect_ = true;
        drop_heads();
      }
  }

  // The sentence only asks how things are.
  bool to_know() const {
    if (said_.size() < 2 || said_.size() > words_max || asks_somebody_to_do_it() || asks_the_way_to_do_it()) return false;
    if (begins("what happens") || begins("what would happen") || begins("what will happen") || begins("what if")) return true;
    if (!asks()) return false;
    if (is_of_a_price() && !about_.verbs.empty() && !is_how_a_price_is_asked_for()) return true;
    if (is_conditional()) return !(is_of_me() && about_.names_thing);   // "can I cancel W1003 if it has not shipped yet?"
    if (has_alternative()) return true;
    if (is_of_me()) return at_any() || (!about_.names_thing && may_be_done_to_a_kind());
    return of_the_deed_itself() || is_of_anybody() || (is_of_something_else() && !is_how_it_is_asked_for());
  }

  // Neither asks nor wishes: "I am on the pro plan."
  bool only_tells() const {
    constexpr std::array wishing{"want", "need", "like", "please", "would", "can", "could", "should", "must", "let", "wish"};
    return !marked_ && !is_indirect_ && std::ranges::none_of(said_, [&](const std::string& word) { return among(wishing, word) || is_deed(word); });
  }

  // "How do I return it?", "how can I cancel", "where can I change it", "is it possible to get a refund": it begins what they want done.
  bool asks_the_way_to_do_it() const {
    const bool way = at(0) == "how" || at(0) == "where" || (at(0) == "what" && (at(1) == "do" || at(1) == "must" || at(1) == "should"));
    const bool by_me = (among(inverting, at(1)) || among(modals, at(1))) && (at(2) == "i" || at(2) == "we");
    if (!is_conditional() && ((way && by_me) || begins("how to") || begins("where to"))) return !has_amount();
    return !is_conditional() &&
           (begins("is it possible to") || begins("would it be possible to") || begins("is there any way to") || begins("is there a way to") || begins("any chance"));
  }

 private:
  std::string at(std::size_t index) const { return index < said_.size() ? said_[index] : ""; }
  bool begins(std::string_view phrase) const {
    const auto wanted = split(phrase, ' ');
    return wanted.size() <= said_.size() && std::equal(wanted.begin(), wanted.end(), said_.begin());
  }
  void drop_heads() {
    while (!said_.empty() && among(heads, said_.front())) said_.erase(said_.begin());
    if (is_indirect_ && (at(0) == "if" || at(0) == "whether")) said_.erase(said_.begin());
  }
  bool is_deed(std::string_view word) const { return std::ranges::any_of(about_.deeds, [&](const std::string& deed) { return same_stem(deed, word); }); }
  bool has_any(const auto& list) const { return std::ranges::any_of(said_, [&](const std::string& word) { return among(list, word); }); }
  bool names_deed() const { return std::ranges::any_of(said_, [&](const std::string& word) { return is_deed(word); }); }

  bool asks_somebody_to_do_it() const {
    if (is_indirect_) return false;
    return (among(modals, at(0)) && among(whoever_does, at(1))) || (at(0) == "do" && at(1) == "you" && at(2) == "mind");
  }

  bool has_amount() const { return at(0) == "how" && among(amounts, at(1)); }

  bool asks() const {
    constexpr std::array opening{"how", "what", "when", "who", "why", "which", "what's", "who's", "when's", "whose"};
    if (marked_ || is_indirect_ || among(opening, at(0))) return true;
    if ((among(inverting, at(0)) || among(modals, at(0))) && said_.size() > 2) return true;
    for (std::size_t i = 1; i + 1 < said_.size(); ++i)   // "if I cancel do I lose it"
      if (at(0) == "if" && (among(inverting, said_[i]) || among(modals, said_[i])) && among(subjects, said_[i + 1])) return true;
    return false;
  }

  // "Can I …", "am I allowed to …", "could we …".
  bool is_of_me() const { return (among(modals, at(0)) || at(0) == "am" || at(0) == "are") && (at(1) == "i" || at(1) == "we"); }

  bool is_conditional() const {
    if (begins("what happens") || begins("what if")) return true;
    if (at(0) == "should" && at(1) != "i" && at(1) != "we" && marked_ && asks_behind_the_first_clause()) return true;   // "should it break, can I get my money back?"
    for (std::size_t i = 0; i + 1 < said_.size(); ++i) {
      const bool opens_the_question = i == 0 && said_[0] != "if" && said_[0] != "once" && said_[0] != "after";
      if (opens_the_question || !among(conditions, said_[i])) continue;
      if (said_[i] == "in" ? said_[i + 1] == "case" : said_[i] == "should" ? false : among(subjects, said_[i + 1])) return !is_politeness(i);
    }
    return false;
  }

  bool asks_behind_the_first_clause() const {
    for (std::size_t i = 2; i + 1 < said_.size(); ++i)
      if ((among(inverting, said_[i]) || among(modals, said_[i])) && among(subjects, said_[i + 1])) return true;
    return false;
  }

  // "If you don't mind", "if that's possible".
  bool is_politeness(std::size_t i) const {
    const bool of_you = at(i + 1) == "you" && i + 5 >= said_.size();
    const bool possible = std::any_of(said_.begin() + static_cast<std::ptrdiff_t>(i), said_.end(),
                                      [](const std::string& word) { return word == "possible" || word == "ok" || word == "okay"; });
    return said_[i] == "if" && (of_you || possible);
  }

  // "…, or am I locked in?"
  bool has_alternative() const {
    for (std::size_t i = 1; i + 2 < said_.size(); ++i)
      if (said_[i] == "or" && (among(inverting, said_[i + 1]) || among(modals, said_[i + 1])) && among(subjects, said_[i + 2])) return true;
    return false;
  }

  bool at_any() const {
    if (has_any(at_any_time)) return true;
    for (std::size_t i = 0; i + 1 < said_.size(); ++i)
      if (said_[i] == "any" && (said_[i + 1] == "time" || said_[i + 1] == "moment" || said_[i + 1] == "day")) return true;
    return false;
  }

  // "Can I return gift cards": of a kind of things, and of none of one's own.
  bool may_be_done_to_a_kind() const {
    std::size_t verb = 2;
    for (const char* word : {"allowed", "able", "to", "also", "still"})
      if (at(verb) == word) ++verb;
    if (verb + 1 >= said_.size() || among(getting, said_[verb]) || has_any(definite)) return false;
    constexpr std::array towards{"to", "from", "into", "up", "down", "off", "the", "back", "on"};
    if (among(towards, said_[verb + 1])) return false;   // "can I switch to pro", "can I cancel the order"
    const Said rest(said_.begin() + static_cast<std::ptrdiff_t>(verb) + 1, said_.end());
    const std::vector<std::string> kind = content_words(join(rest, " "));
    return std::ranges::any_of(kind, [&](const std::string& word) { return !among(any_thing, word) && !is_deed(word); });
  }

  // "How long does my refund take?", "when do I get my refund", "why was it cancelled": of a deed, and not for it.
  bool of_the_deed_itself() const {
    const bool of_the_past = at(0) == "why" && (at(1) == "was" || at(1) == "were" || at(1) == "is" || at(1) == "are" || at(1) == "did");
    const bool of_time = at(0) == "when" || at(0) == "when's" || has_amount();
    return names_deed() && (of_the_past || of_time);
  }

  // "How do refunds work", "do you give refunds for opened boxes", "who pays for returns", "what is your return policy".
  bool is_of_anybody() const {
    if (about_.names_thing || has_any(definite)) return false;
    constexpr std::array openings{"how", "what", "what's", "who", "who's", "which", "why", "when"};
    constexpr std::array things_asked{"you", "i", "we", "refunds", "returns", "there"};
    const bool is_question = among(openings, at(0)) || (among(inverting, at(0)) && (among(things_asked, at(1)) || (at(1).ends_with("s") && !among(subjects, at(1)))));
    const bool of_me = (at(0) == "do" || at(0) == "am" || at(0) == "have") && (at(1) == "i" || at(1) == "we") && !names_deed();
    const bool of_one_of_theirs = std::ranges::find(said_, "the") != said_.end() && !names_deed();
    return (is_question || is_indirect_) && !of_me && !of_one_of_theirs;
  }

  // "Is my password stored safely?", "why do you need my meter reading": of what it would be done to, and not of what would be done. Of trouble ("why does it not work?") it
  // asks for help.
  bool is_of_something_else() const {
    constexpr std::array openings{"how", "what", "who", "which", "why", "when", "whose"};
    constexpr std::array trouble{"not", "never", "no", "cannot", "wrong", "nothing", "error", "failed", "failing", "fails", "locked", "blocked", "missing", "invalid",
                                 "reject", "rejects", "rejected", "refuse", "refuses", "refused", "incorrect", "expired", "frozen", "broken", "problem", "trouble", "declined",
                                 "stuck", "gone", "lost", "stolen", "hacked"};
    if (about_.verbs.empty() || about_.names_thing || is_conditional() || begins("how come")) return false;
    const bool yes_or_no = among(inverting, at(0)) && said_.size() > 2, of_a_cause = at(0) == "why";
    if (!yes_or_no && !among(openings, at(0))) return false;
    const bool of_a_way_to_it = at(1) == "there" || (among(whoever_does, at(1)) && at(1) != "you" && at(1) != "u");   // "is there any chance of my money back?"
    const bool of_us_or_them = at(2) == "you" || at(2) == "we" || at(2) == "i" || at(2) == "they";
    if (of_a_way_to_it || (of_a_cause && !of_us_or_them)) return false;   // "why does the site refuse my password?"
    return std::ranges::none_of(said_, [&](const std::string& word) { return among(trouble, word) || word.ends_with("n't") || is_verb(word); });
  }
  bool is_verb(std::string_view word) const {
    return std::ranges::any_of(about_.verbs, [&](const std::string& verb) { return same_stem(verb, word) || verb_of_past(word) == verb; });
  }

  // "How much is a cleaning for my cat", "what does W1001's repair cost": of what it would be done with, and never for the deed.
  bool is_of_a_price() const {
    constexpr std::array prices{"price", "cost", "costs", "fee", "charge", "rate"};
    const bool how_much = at(0) == "how" && (at(1) == "much" || at(1) == "expensive") && (among(inverting, at(2)) || at(2) == "would") && at(3) != "i" && at(3) != "we";
    const bool what_it_costs = (at(0) == "what" || at(0) == "what's") && has_any(std::array{"cost", "costs"});
    const bool the_price = (begins("what is the") && among(prices, at(3))) || (begins("what's the") && among(prices, at(2)));
    return how_much || what_it_costs || the_price;
  }
  bool is_how_a_price_is_asked_for() const {
    return about_.examples && std::ranges::any_of(*about_.examples, [&](const std::string& example) { return Asking(example, about_).is_of_a_price(); });
  }

  // The policy's own examples ask for it in such a question.
  bool is_how_it_is_asked_for() const {
    return about_.examples && std::ranges::any_of(*about_.examples, [&](const std::string& example) {
      const Asking asking(example, about_);
      return asking.asks() && asking.is_of_something_else() && !asking.asks_the_way_to_do_it();
    });
  }

  const AskedAbout& about_;
  Said said_;
  bool marked_;
  bool is_indirect_ = false;
};

}  // namespace

bool asks_to_know(std::string_view text, const AskedAbout& about) {
  text = text.substr(0, limits::classified_bytes);
  bool asks = false;
  for (const std::string_view sentence : sentences_of(text)) {
    for (const SaidClause& clause : clauses_of(sentence, {}))
      if (orders_it_done(clause.text)) return false;
    if (content_words(sentence).empty()) continue;
    const Asking one(sentence, about);
    const bool to_know = one.to_know();
    if (!to_know && (asks || !one.only_tells())) return false;
    asks = asks || to_know;
  }
  return asks;
}

bool asks_the_way(std::string_view text) {
  const AskedAbout nothing;
  return std::ranges::any_of(sentences_of(text.substr(0, limits::classified_bytes)), [&](std::string_view sentence) { return Asking(sentence, nothing).asks_the_way_to_do_it(); });
}

bool thanks_for_what_was_done(std::string_view text, const std::vector<std::string>& values) {
  text = text.substr(0, limits::classified_bytes);
  if (text.find('?') != std::string_view::npos) return false;
  constexpr std::array not_yet{"advance", "please", "if", "but", "still", "not", "soon", "again"};
  bool thanked = false;
  for (const SaidClause& clause : clauses_of(text, {})) {
    Said said = words_in(clause.text);
    while (!said.empty() && among(heads, said.front()) && said.front() != "thanks") said.erase(said.begin());
    if (content_words(clause.text).empty()) continue;
    if (std::ranges::any_of(said, [&](const std::string& word) { return among(not_yet, word); })) return false;
    const bool thanks = !said.empty() && (said.front() == "thanks" || said.front() == "thank" || said.front() == "thx" || said.front() == "cheers");
    const auto after = std::ranges::find(said, "for");
    // "Thank you for cancelling it" may be the wish itself; for a thing that was had, it is none.
    const bool for_a_thing = thanks && after != said.end() && after + 1 != said.end() &&
                             std::none_of(after + 1, said.end(), [](const std::string& word) { return word.size() > 4 && word.ends_with("ing"); });
    const bool for_help = thanks && std::ranges::any_of(said, [](const std::string& word) { return word == "help" || word == "answer" || word == "reply"; });
    thanked = thanked || (for_a_thing && !for_help);
    if (!thanks && !is_mere_tale(clause.text, values)) return false;
  }
  return thanked;
}

}  // namespace handrail
