#include "engine/sentences/clauses.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/sentences/clear_yes.hpp"
#include "engine/sentences/deed_told.hpp"
#include "engine/sentences/spelled_out.hpp"
#include "engine/sentences/verb_forms.hpp"

namespace handrail {
namespace {

using Tokens = std::vector<std::string>;
using Words = std::vector<std::string_view>;   // from one list, or a piece of the tokens of a clause

constexpr std::size_t stem_bytes = 4;
constexpr std::size_t ending_bytes = 6;   // "lation" of "cancellation"

// --- lists: small words of the language, none of any desk -----------------------------------------------------------------------------------

constexpr std::array joints{"and", "but", "so", "then", "because", "since", "though", "although", "however", "otherwise", "therefore", "yet"};
constexpr std::array polite{"ok", "okay", "okey", "k", "oh", "well", "um", "uh", "hmm", "hm", "ah", "hi", "hello", "hey", "so", "then", "and", "but", "please", "kindly", "just",
                            "actually", "sorry", "thanks", "thank", "you", "thx", "ty", "cheers", "alright", "maybe", "perhaps", "now", "sir", "madam", "mate", "guys", "again",
                            "really", "honestly", "very", "much", "hopefully", "simply", "instead", "rather"};
constexpr std::array at_the_head{"wow", "great", "good", "all", "right", "fine", "wait", "listen", "look", "cool", "nice", "perfect"};   // beside those
// Say nothing about which thing or deed is meant.
constexpr std::array small{"it", "that", "this", "them", "those", "these", "anything", "everything", "something", "nothing", "all", "whole", "thing", "things", "so", "one",
                           "any", "of",
                           "the", "a", "an", "my", "your", "our", "me", "us", "you", "i", "we", "for", "to", "with", "on", "in", "at", "by", "from", "as", "back", "now",
                           "yet", "again",
                           "anymore", "more", "longer", "ahead", "further", "through", "today", "right", "away", "ever", "just", "either", "matter", "stuff", "step", "steps",
                           "moment",
                           "about", "actions", "action", "time", "being", "after", "please", "thanks", "thank", "sorry", "sir", "is", "are", "am", "be", "been", "being",
                           "was", "were",
                           "would", "will", "do", "does", "did", "done", "go", "going", "went", "proceed", "proceeding", "continue", "continuing", "start", "started", "process",
                           "processed", "processing", "make", "made", "carry", "out", "change", "changed", "changes", "touch", "act", "execute", "submit", "issue", "issued", "let",
                           "take", "taken", "begin", "bother", "complete", "completed", "finish", "perform", "initiate", "confirm", "confirmed", "accept", "approve",
                           "approved", "want",
                           "wanted", "wish", "need", "needed", "like", "ask", "asked", "have", "get", "happen", "agree", "authorize", "authorise", "consent", "put", "run",
                           "try", "up",
                           "send", "sent", "give", "given", "really", "actually", "even", "still", "simply", "at", "and", "or", "over", "what", "request", "here", "there",
                           "should",
                           "must", "can", "may", "could", "shall", "not", "no", "never", "message", "last", "earlier", "previous", "same", "new", "old", "entire",
                           "completely", "anyone",
                           "anybody", "someone", "somebody", "person", "colleague", "colleagues", "team", "he", "she", "they"};
constexpr std::array asking{"how", "what", "when", "where", "why", "who", "which", "whose", "is", "are", "was", "were", "does", "did", "will", "would", "can", "could",
                            "should", "may", "has", "have",
                            "do", "am"};
constexpr std::array conditions{"if", "unless", "until", "except", "provided", "assuming", "once"};
constexpr std::array negators{"not", "never", "no", "nothing", "none", "nobody"};
constexpr std::array first_person{"i", "we"};
constexpr std::array wanting{"want", "need", "wish", "like", "require", "desire"};
constexpr std::array knowing{"know", "remember", "recall", "find", "see", "tell", "say", "locate", "have", "idea"};
constexpr std::array idly{"mind", "care", "worry"};
constexpr std::array agreeing{"ok", "okay", "fine", "happy", "good", "interested", "comfortable", "agreed", "convinced", "willing", "ready", "keen", "right", "correct",
                              "acceptable"};
constexpr std::array to_allow{"agree", "accept", "approve", "confirm", "allow", "authorize", "authorise", "consent", "do", "go", "let", "have"};
constexpr std::array asking_for{"ask", "asked", "want", "wanted", "mean", "meant", "request", "requested", "say", "said", "intend", "agree", "agreed", "confirm", "confirmed"};
constexpr std::array obliging{"should", "must", "shall", "may"};
// Put an end to something that goes on.
constexpr std::array stopping{"stop", "cancel", "abort", "quit", "undo", "revoke", "withdraw", "retract", "reverse", "forget", "drop", "scrap", "skip", "halt", "scratch",
                              "disregard",
                              "discard", "ignore", "void", "pause", "refuse", "decline", "reject", "oppose", "veto", "terminate", "revert", "kill", "nix"};
constexpr std::array refusing_words{"refuse", "decline", "object", "disagree", "withdraw", "retract", "reconsidered", "regret", "declined", "negative", "denied", "rejected",
                                    "cancelled", "canceled"};
constexpr std::array bare_no{"no", "nope", "nah", "nay", "never", "not", "n", "none", "nothing", "negative"};
constexpr std::array with_a_no{"absolutely", "definitely", "certainly", "of", "course", "really", "at", "all", "way", "yet", "today", "thanks", "thank", "you", "ever", "in",
                               "life", "this", "time",
                               "sir", "madam", "please", "now", "sorry", "not", "no", "a", "chance", "that", "it", "more", "for", "me", "i", "say", "said", "do", "would",
                               "rather", "prefer",
                               "am", "afraid", "the", "answer", "is", "my", "is", "mean", "any", "longer", "dear", "god", "man", "way", "to", "thing", "will", "anymore", "under",
                               "circumstances", "any", "conditions"};
constexpr std::array beside_no_harm{"problem", "problems", "worries", "worry", "doubt", "rush", "hurry", "issue", "issues", "objection", "objections", "pressure", "matter",
                                    "wonder"};
constexpr std::array places{"at", "with", "in", "on", "off", "by", "near", "outside", "behind", "next", "under"};
constexpr std::array as_it_stands{"as", "is", "are", "was", "alone", "be", "unchanged", "untouched", "like", "way", "the", "there", "how"};
constexpr std::array kept_going{"going", "posted", "updated", "waiting", "informed", "touch", "on", "up", "trying", "looking", "mind"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

bool has_digit(std::string_view word) { return word.find_first_of("0123456789") != std::string_view::npos; }

// --- pieces ---------------------------------------------------------------------------------------------------------------------------------

bool is_figure(std::string_view text, std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; }

// Where a mark ends a piece: none between figures, and a dash only between blanks.
bool ends_piece(std::string_view text, std::size_t at) {
  constexpr std::string_view marks = ",.;:!?\n";
  const bool between_figures = at > 0 && is_figure(text, at - 1) && is_figure(text, at + 1);
  if (marks.find(text[at]) != std::string_view::npos) return !between_figures;
  if (text[at] == '-') return at > 0 && text[at - 1] == ' ' && at + 1 < text.size() && text[at + 1] == ' ';
  return text.substr(at).starts_with("\u2014") || text.substr(at).starts_with("\u2013");
}

std::vector<std::string_view> pieces_between_marks(std::string_view text) {
  std::vector<std::string_view> pieces;
  std::size_t from = 0;
  for (std::size_t at = 0; at < text.size(); ++at)
    if (ends_piece(text, at)) pieces.push_back(text.substr(from, at + 1 - from)), from = at + 1;
  if (from < text.size()) pieces.push_back(text.substr(from));
  return pieces;
}

// "No do not cancel it" is an answer and a clause; "no refund" and "no problem" are one.
bool answers_before(std::string_view word, std::string_view next, const Matter& waits) {
  constexpr std::array answers{"no", "nope", "nah", "yes", "yeah", "yep", "yup"};
  constexpr std::array goes_with_no{"need", "longer", "more", "one", "way", "thanks", "thank", "idea", "clue", "reason", "thing", "matter", "sir", "chance"};
  if (!among(answers, word) || next.empty()) return false;
  if (word != "no") return !among(polite, next);
  const auto is_next = [&](const std::string& one) { return same_stem(one, next); };
  return !among(goes_with_no, next) && !among(beside_no_harm, next) && std::none_of(waits.deeds.begin(), waits.deeds.end(), is_next) &&
         std::none_of(waits.words.begin(), waits.words.end(), is_next);
}

std::vector<std::string_view> pieces_of(std::string_view text, const Matter& waits) {
  std::vector<std::string_view> pieces;
  for (const std::string_view piece : pieces_between_marks(text)) {
    const std::vector<std::string_view> all = words(piece);
    std::size_t from = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const std::string word = lower_ascii(all[i]), next = i + 1 < all.size() ? lower_ascii(all[i + 1]) : "";
      const auto begin = static_cast<std::size_t>(all[i].data() - piece.data());
      const bool joins = i > 0 && among(joints, word) && begin > from;
      if (joins) pieces.push_back(piece.substr(from, begin - from)), from = begin;
      const bool answers = i == 0 && answers_before(word, next, waits);
      if (answers) pieces.push_back(piece.substr(0, begin + word.size())), from = begin + word.size();
    }
    if (!trim(piece.substr(from)).empty()) pieces.push_back(piece.substr(from));
  }
  return pieces;
}

// --- one clause -----------------------------------------------------------------------------------------------------------------------------

class ClauseReader {
 public:
  ClauseReader(std::string_view piece, const Matter& waits) : piece_(piece), waits_(waits), all_(spelled_out(piece)), said_(all_.begin(), all_.end()) {}

  ClauseAct act() {
    const std::string first = said_.empty() ? "" : std::string(said_.front());
    const bool gives_reason = first == "because" || first == "since" || first == "cause" || first == "cuz";
    without_head();
    if (said_.empty()) return begins_with_yes(piece_) ? ClauseAct::agrees : ClauseAct::courtesy;
    if (gives_reason) return ClauseAct::reason;
    if (is_bare_no()) return ClauseAct::no;
    if (without_condition(); says_condition()) return ClauseAct::condition;
    if (knows_nothing()) return ClauseAct::does_not_know;
    if (changes_mind()) return ClauseAct::refuses;
    if (const auto act = as_order(); act != ClauseAct::says) return act;
    const bool asks = piece_.find('?') != std::string_view::npos || (said_.size() > 2 && among(asking, said_.front()) && !(said_.size() > 1 && said_[0] == "do" &&
        said_[1] == "not"));
    if (asks) return ClauseAct::asks;
    if (const auto act = as_negation(); act != ClauseAct::says) return act;
    return begins_with_yes(piece_) ? ClauseAct::agrees : ClauseAct::says;
  }

  // Of what act() has read.
  bool names_deed() const { return names_the_deed(said_); }

 private:
  // --- what is spoken of ------------------------------------------------------------------------------------------------------------------

  bool is_deed(std::string_view word) const {
    return std::any_of(waits_.deeds.begin(), waits_.deeds.end(), [&](const std::string& one) { return same_stem(one, word); });
  }
  bool is_word(std::string_view word) const {
    return std::any_of(waits_.words.begin(), waits_.words.end(), [&](const std::string& one) { return same_stem(one, word); });
  }
  bool is_thing(std::string_view word) const {
    return std::any_of(waits_.things.begin(), waits_.things.end(), [&](const std::string& one) { return same_stem(one, word); });
  }
  bool is_value(std::string_view word) const {
    return std::any_of(waits_.values.begin(), waits_.values.end(), [&](const std::string& one) {
      return one == word || (has_digit(word) && word.size() >= 2 && one.find(word) != std::string::npos) || (word.size() >= stem_bytes && one.find(word) != std::string::npos);
    });
  }

  // Nothing in the words but what waits, and what may be anything.
  bool of_the_matter(const Words& said) const {
    return std::all_of(said.begin(), said.end(), [&](std::string_view word) { return among(small, word) || is_deed(word) || is_word(word) || is_thing(word) || is_value(word); });
  }
  bool names_the_deed(const Words& said) const {
    return std::any_of(said.begin(), said.end(), [&](std::string_view word) { return !is_thing(word) && !is_value(word) && (is_deed(word) || (!among(small, word) &&
        is_word(word))); });
  }
  bool names_a_thing(const Words& said) const {
    return std::any_of(said.begin(), said.end(), [&](std::string_view word) { return is_thing(word) || is_value(word) || word == "it" || word == "them"; });
  }
  static bool says_nothing(const Words& said) {
    return std::all_of(said.begin(), said.end(), [](std::string_view word) { return among(small, word) || among(polite, word); });
  }

  // --- the words of the clause ------------------------------------------------------------------------------------------------------------

  void without_head() {
    std::string_view last;   // "thank you", and not "you do not refund anything"
    while (!said_.empty() && (among(polite, said_.front()) || among(at_the_head, said_.front())) && (said_.front() != "you" || last == "thank")) {
      last = said_.front();
      said_.erase(said_.begin());
    }
  }
  bool says(std::initializer_list<std::string_view> phrase) const { return std::search(said_.begin(), said_.end(), phrase.begin(), phrase.end()) != said_.end(); }
  bool says_one(std::string_view word) const { return among(said_, word); }
  bool begins(std::initializer_list<std::string_view> phrase) const {
    return said_.size() >= phrase.size() && std::equal(phrase.begin(), phrase.end(), said_.begin());
  }
  Words behind(std::size_t at) const { return {said_.begin() + static_cast<std::ptrdiff_t>(std::min(at, said_.size())), said_.end()}; }
  Words before(std::size_t at) const { return {said_.begin(), said_.begin() + static_cast<std::ptrdiff_t>(at)}; }

  // "If possible", "if you can": no condition at all.
  void without_condition() {
    if (begins({"if", "possible"}) || begins({"if", "i", "may"}) || begins({"if", "you", "do", "not", "mind"}) || begins({"if", "you", "can"}) || begins({"if", "you", "please"}))
      said_.erase(said_.begin(), said_.begin() + 2);
    for (std::size_t at = 1; at + 1 < said_.size(); ++at)
      if (said_[at] == "if" && (said_[at + 1] == "possible" || said_[at + 1] == "you")) said_.resize(at);
  }
  bool says_condition() const {
    return std::any_of(said_.begin(), said_.end(), [](std::string_view word) { return among(conditions, word); });
  }

  // --- what it does -----------------------------------------------------------------------------------------------------------------------

  bool is_bare_no() const {
    const auto fits = [](std::string_view word) { return among(bare_no, word) || among(with_a_no, word) || among(polite, word); };
    const bool no = std::any_of(said_.begin(), said_.end(), [](std::string_view word) { return among(bare_no, word); });
    return no && std::all_of(said_.begin(), said_.end(), fits) && !says({"not", "no"}) && !begins({"not", "that"}) && !says_one("more");
  }

  bool knows_nothing() const {
    if (says({"no", "idea"}) || says({"no", "clue"}) || says({"beats", "me"}) || says({"not", "a", "clue"}) || begins({"not", "sure"}) || begins({"dunno"}) ||
        begins({"idk"})) return true;
    if (says_that_none_came()) return true;
    const auto no = std::find(said_.begin(), said_.end(), "not");
    if (no == said_.end() || no == said_.begin()) return false;
    const auto at = static_cast<std::size_t>(no - said_.begin());
    const Words pre = before(at), post = behind(at + 1);
    const bool mine = std::any_of(pre.begin(), pre.end(), [](std::string_view word) { return among(first_person, word) || word == "do" || word == "can" || word == "could"; });
    if (!mine || post.empty()) return false;
    if (post.front() == "have") return post.size() > 1 && (among(Words{"it", "that", "one", "the", "this", "any", "my"}, post[1])) && says_nothing_but_a_label(post);
    return among(knowing, post.front()) || post.front() == "sure" || post.front() == "certain";
  }
  // "No code came", "I never received the e-mail": what is asked for has not reached them.
  bool says_that_none_came() const {
    constexpr std::array coming{"came", "come", "arrive", "arrived", "receive", "received", "get", "got", "gotten"};
    constexpr std::array labels{"code", "number", "mail", "email", "link", "message", "sms"};
    const auto any = [&](const auto& list) { return std::any_of(said_.begin(), said_.end(), [&](std::string_view word) { return among(list, word); }); };
    return any(coming) && any(labels) && any(negators) && says_nothing_but(Words{"code", "number", "mail", "email", "e", "link", "message", "sms", "came", "come", "arrive",
        "arrived", "receive", "received", "get", "got", "gotten", "has", "have", "not", "never", "no", "none", "nothing"});
  }
  // "The number", "that code": what a question asks for.
  bool says_nothing_but_a_label(const Words& said) const {
    constexpr std::array labels{"number", "code", "id", "reference", "email", "e", "mail", "confirmation", "it", "hand", "me", "receipt", "any", "more", "anymore"};
    return std::all_of(said.begin(), said.end(), [&](std::string_view word) { return among(small, word) || among(labels, word) || is_thing(word) || is_word(word); });
  }

  bool changes_mind() const {
    const bool mind = says_one("mind") && (says_one("changed") || says_one("change") || says_one("changing")) && !says_one("not");
    const bool thoughts = says_one("reconsidered") || says({"second", "thoughts"}) || says({"second", "thought"}) || says({"better", "of", "it"}) || says({"change", "of",
        "heart"});
    return (mind && says_nothing_but(Words{"mind", "changed", "changing", "heart"})) || (thoughts && (says_one("reconsidered") || says_one("having") || says_one("had") ||
        says_one("thought")) && said_.size() <= 6);
  }
  bool says_nothing_but(const Words& allowed) const {
    return std::all_of(said_.begin(), said_.end(), [&](std::string_view word) { return among(small, word) || among(polite, word) || among(allowed, word) || is_deed(word) ||
        is_word(word); });
  }

  // What leads to a verb in the imperative, or to one that the customer says of themselves: "could you please", "I would rather".
  std::size_t lead() const {
    constexpr std::array leads{"can", "could", "would", "will", "you", "i", "we", "want", "like", "need", "to", "please", "just", "kindly", "rather", "prefer", "let", "us", "have",
                               "must", "better", "am", "going", "decided", "wish", "think", "should", "may", "still", "be", "able", "it", "possible", "is", "too", "late",
                               "try", "say", "said", "go",
                               "ahead", "and", "simply", "ask", "asked", "asking", "do", "now", "immediately", "everything", "had", "tell", "told", "them", "have", "might",
                               "quickly"};
    std::size_t at = 0;
    while (at < said_.size() && among(leads, said_[at])) ++at;
    if (at > 0 && at < said_.size() && (said_[at] == "not" || said_[at] == "never")) return 0;   // a negation is read as one
    return at;
  }

  ClauseAct as_order() const {
    constexpr std::array asks_for_itself{"should", "shall", "do", "does", "did", "am", "why", "how", "when", "what", "where", "who", "which"};   // "should I forget it?"
    const bool asks = among(asks_for_itself, said_.front()) && piece_.find('?') != std::string_view::npos;
    const std::size_t at = asks ? said_.size() : lead();
    if (at >= said_.size()) return ClauseAct::says;
    const std::string_view verb = said_[at];
    const Words what = behind(at + 1);
    const bool tells_of_another = at > 0 && (said_.front() == "they" || says({"do", "they"}));
    if (tells_of_another) return ClauseAct::says;
    if (verb == "leave" || verb == "leaving") return leaves(what);
    if (verb == "keep" || verb == "keeping") return keeps(what);
    if (verb == "take" && among(what, "back") && of_the_matter(what)) return ClauseAct::refuses;
    if ((verb == "call" && among(what, "off")) || (verb == "hold" && among(what, "off")) || (verb == "back" && among(what, "out"))) return ClauseAct::refuses;
    if (verb == "never" && !what.empty() && what.front() == "mind") return ClauseAct::refuses;
    if (said_.size() <= 3 && (begins({"let", "it", "be"}) || begins({"let", "it", "go"}) || begins({"let", "it", "rest"}))) return ClauseAct::refuses;
    if (among(stopping, verb)) return stops(verb, what);
    return ClauseAct::says;
  }

  // "Leave it", "leave everything as it is"; not "leave it at the door".
  ClauseAct leaves(const Words& what) const {
    const auto fits = [&](std::string_view word) { return (among(small, word) && !among(places, word)) || among(as_it_stands, word) || among(polite, word) || is_deed(word); };
    return std::all_of(what.begin(), what.end(), fits) ? ClauseAct::refuses : ClauseAct::says;
  }

  ClauseAct keeps(const Words& what) const {
    if (what.empty()) return ClauseAct::says;
    const bool goes_on = std::any_of(what.begin(), what.end(), [](std::string_view word) { return among(kept_going, word); });
    if (goes_on) return ClauseAct::keeps_going;
    const auto stands = [&](std::string_view word) { return among(small, word) || among(as_it_stands, word) || among(polite, word); };
    if (waits_.takes_away && (of_the_matter(what) || among(what, "money"))) return ClauseAct::refuses;
    return among(what, "as") && std::all_of(what.begin(), what.end(), stands) ? ClauseAct::refuses : ClauseAct::says;
  }

  // "Stop it", "undo that please", "withdraw the request"; where the call is named for the word, the word is what it does.
  ClauseAct stops(std::string_view verb, const Words& what) const {
    const bool own = is_deed(verb);
    const bool of_the_thing = std::any_of(what.begin(), what.end(), [&](std::string_view word) { return is_thing(word) || is_value(word); }) && !names_the_deed(what);
    if (of_the_thing) return ClauseAct::says;   // "cancel my order": a wish of its own, or the same, and nobody knows which
    if (!own) return of_the_matter(what) ? ClauseAct::refuses : ClauseAct::says;
    const bool takes_back_the_deed = names_the_deed(what) || among(what, "request");
    return takes_back_the_deed && !names_a_thing(what) && of_the_matter(what) ? ClauseAct::refuses : ClauseAct::says;
  }

  ClauseAct as_negation() const {
    if (tells_what_was_not_done() || deed_told(piece_, waits_.deeds) == DeedTold::missing) return ClauseAct::says;   // "you never refunded it": they wait for it
    if (says_one("wrong") || says_one("incorrect") || says_one("mistake") || says_one("unacceptable"))
      if (said_.size() <= 5 && among(Words{"that", "this", "it", "wrong", "incorrect"}, said_.front())) return ClauseAct::denies;
    for (std::size_t at = 0; at < said_.size(); ++at) {
      if (!among(negators, said_[at])) continue;
      if (const auto act = negated(at); act != ClauseAct::says) return act;
    }
    const bool refuses_outright = std::any_of(said_.begin(), said_.end(), [](std::string_view word) { return among(refusing_words, word); });
    const bool of_first_person = !said_.empty() && (among(first_person, said_.front()) || among(refusing_words, said_.front()));
    const auto fits = [&](std::string_view word) { return among(refusing_words, word) || of_the_matter({word}); };
    return refuses_outright && of_first_person && !is_deed("cancel") && std::all_of(said_.begin(), said_.end(), fits) ? ClauseAct::refuses : ClauseAct::says;
  }

  // "You never paid it out", "they never sent me one": told of others, and past.
  bool tells_what_was_not_done() const {
    constexpr std::array others{"you", "they", "he", "she", "it", "nobody", "team", "shop", "support", "desk", "colleague", "u"};
    for (std::size_t at = 1; at + 1 < said_.size(); ++at)
      if (said_[at] == "never" && among(others, said_[at - 1]) && is_past_form(said_[at + 1])) return true;
    return false;
  }

  ClauseAct negated(std::size_t at) const {
    const std::string_view negator = said_[at];
    const Words pre = before(at), post = behind(at + 1);
    if (negator == "no") return negated_noun(pre, post);
    if (negator == "nothing" || negator == "none" || negator == "nobody") return of_the_matter(pre) && of_the_matter(post) ? ClauseAct::refuses : ClauseAct::says;
    const bool obliges = std::any_of(pre.begin(), pre.end(), [](std::string_view word) { return among(obliging, word); });
    if (obliges && of_the_matter(pre) && of_the_matter(post)) return ClauseAct::refuses;   // "it must not be refunded"
    if (!of_the_customer(pre)) return turned_round(pre, post);
    const bool of_another = among(pre, "rather") || among(pre, "prefer");   // "I would rather you did not"
    const bool past = !of_another && (among(pre, "did") || among(pre, "had") || among(pre, "have"));
    if (past) return !post.empty() && among(asking_for, post.front()) && of_the_matter(post_of(post)) && (names_the_deed(post) || !among(post_of(post), "it")) ?
        ClauseAct::refuses : ClauseAct::says;
    if (among(pre, "can") || among(pre, "could")) return !post.empty() && among(to_allow, post.front()) && of_the_matter(post) ? ClauseAct::refuses : ClauseAct::says;
    if (among(pre, "am") || among(pre, "are")) return am_not(post);
    return not_to_be_done(post);
  }
  static Words post_of(const Words& post) { return {post.begin() + 1, post.end()}; }

  // Before the negation: nothing, an order, or the customer's own will; what anybody else does not do is told, and not wished.
  bool of_the_customer(const Words& pre) const {
    constexpr std::array of_a_wish{"i", "we", "do", "please", "would", "will", "could", "can", "am", "are", "want", "like", "need", "you", "to", "rather", "prefer", "better",
                                   "let", "us", "did", "had",
                                   "have", "really", "just", "said", "say", "told", "asked", "ask", "asking", "should", "must", "may", "shall", "better", "had", "hope",
                                   "hopefully", "think", "it", "is", "best", "definitely", "absolutely", "certainly", "of", "course", "simply", "beg", "yes", "ok", "still",
                                   "mean", "meant", "decided", "now"};
    if (!std::all_of(pre.begin(), pre.end(), [&](std::string_view word) { return among(of_a_wish, word); })) return false;
    const bool told = !pre.empty() && (pre.back() == "it" || pre.back() == "is") && !among(pre, "best");
    const bool you_do = pre.size() >= 2 && pre[0] == "you" && (pre[1] == "do" || pre[1] == "did" || pre[1] == "have" || pre[1] == "can" || pre[1] == "will");
    return !told && !you_do;
  }

  // "That is not what I asked for", "it is not right".
  ClauseAct turned_round(const Words& pre, const Words& post) const {
    constexpr std::array of_the_question{"that", "this", "it", "is", "looks", "sounds", "seems"};
    const bool of_it = !pre.empty() && std::all_of(pre.begin(), pre.end(), [&](std::string_view word) { return among(of_the_question, word); });
    if (!of_it || post.empty()) return ClauseAct::says;
    const bool about_wish = post.front() == "what" || among(post, "wanted") || among(post, "meant");
    const bool judged = among(agreeing, post.front()) && post.size() <= 3;
    const bool needless = (post.front() == "necessary" || post.front() == "needed" || post.front() == "required") && of_the_matter(post_of(post));
    return needless ? ClauseAct::unwanted : about_wish || judged ? ClauseAct::denies : ClauseAct::says;
  }

  ClauseAct am_not(const Words& post) const {
    if (post.empty()) return ClauseAct::refuses;
    if (post.front() == "going" || post.front() == "doing" || post.front() == "asking") return of_the_matter(post) ? ClauseAct::refuses : ClauseAct::says;
    const bool judged = among(agreeing, post.front());
    return judged && of_the_matter(post_of(post)) ? ClauseAct::refuses : ClauseAct::says;
  }

  // "No refund", "no need to refund it", "I no longer want a refund".
  ClauseAct negated_noun(const Words& pre, const Words& post) const {
    if (post.empty()) return ClauseAct::says;
    if (among(beside_no_harm, post.front())) return ClauseAct::keeps_going;
    if (post.front() == "need" || post.front() == "longer" || post.front() == "more") {
      if (post.front() == "longer" && of_the_customer(pre)) return not_to_be_done(post_of(post));
      if (post.front() == "longer") return of_the_matter(post_of(post)) && !names_the_deed(pre) ? ClauseAct::unwanted : of_the_matter(pre) ? ClauseAct::refuses : ClauseAct::says;
      const bool of_the_thing = waits_.takes_away && !names_the_deed(post_of(post)) && !among(post, "to") && !among(pre, "there");   // "no more need for it"
      if (of_the_thing && post.front() == "more" && among(post, "need")) return ClauseAct::unwanted;
      return of_the_matter(post_of(post)) ? ClauseAct::refuses : ClauseAct::says;
    }
    // "I have no money yet", "there is no refund on my card": what they lack, and do not turn down.
    constexpr std::array lacking{"have", "has", "had", "got", "see", "saw", "receive", "received", "is", "was", "came", "find", "found", "still"};
    const bool tells_of_a_lack = !pre.empty() && among(lacking, pre.back()) && !among(pre, "would") && !among(pre, "should");
    return !tells_of_a_lack && of_the_matter(pre) && of_the_matter(post) && names_the_deed(post) ? ClauseAct::refuses : ClauseAct::says;
  }

  // The words behind "do not": what is not to be done, or not wanted.
  ClauseAct not_to_be_done(const Words& post) const {
    if (post.empty()) return ClauseAct::refuses;
    std::size_t at = 0;
    while (at < post.size() && among(Words{"really", "actually", "even", "please", "ever", "just", "yet", "feel", "you", "dare"}, post[at])) ++at;
    if (at == post.size()) return ClauseAct::refuses;
    const std::string_view verb = post[at];
    const Words what(post.begin() + static_cast<std::ptrdiff_t>(at) + 1, post.end());
    if (among(idly, verb)) return ClauseAct::keeps_going;
    // "No longer needed", of what is to be taken away: the thing, and not the deed.
    if (waits_.takes_away && (verb == "needed" || verb == "wanted" || verb == "required") && of_the_matter(what) && !names_the_deed(what)) return ClauseAct::unwanted;
    constexpr std::array advisable{"so", "necessary", "right", "good", "wise", "idea", "needed", "required", "fair"};
    const auto advises = [&](std::string_view word) { return among(advisable, word) || of_the_matter({word}); };
    if (verb == "think") return std::all_of(what.begin(), what.end(), advises) ? ClauseAct::refuses : ClauseAct::says;
    if (among(wanting, verb)) return not_wanted(what);
    const bool puts_an_end = among(stopping, verb) || verb == "wait" || verb == "hesitate" || verb == "delay" || verb == "hurry";
    if (puts_an_end && !is_deed(verb)) return ClauseAct::keeps_going;
    const Words from(post.begin() + static_cast<std::ptrdiff_t>(at), post.end());
    if (of_the_matter(from)) return ClauseAct::refuses;
    return ClauseAct::restricts;
  }

  // Of "I don't want a refund" it is the deed, of "I don't want the order" the thing that is not wanted.
  ClauseAct not_wanted(const Words& what) const {
    const bool to_do_it = among(what, "to") || among(what, "you");
    if (what.empty() || !of_the_matter(what)) return what.empty() ? ClauseAct::refuses : ClauseAct::says;
    if (to_do_it || names_the_deed(what)) return ClauseAct::refuses;
    return names_a_thing(what) ? ClauseAct::unwanted : ClauseAct::refuses;
  }

  std::string_view piece_;
  const Matter& waits_;
  Tokens all_;
  Words said_;
};

}  // namespace

std::vector<SaidClause> clauses_of(std::string_view text, const Matter& waits) {
  std::vector<SaidClause> found;
  for (const std::string_view piece : pieces_of(text.substr(0, limits::classified_bytes), waits)) {
    ClauseReader reader(piece, waits);
    const ClauseAct act = reader.act();
    found.push_back({piece, act, reader.names_deed()});
  }
  return found;
}

bool has_clause(const std::vector<SaidClause>& clauses, ClauseAct act) {
  return std::any_of(clauses.begin(), clauses.end(), [&](const SaidClause& one) { return one.act == act; });
}

bool refuses(const std::vector<SaidClause>& clauses) {
  if (has_clause(clauses, ClauseAct::condition) || has_clause(clauses, ClauseAct::keeps_going)) return false;
  constexpr std::size_t tale_words = 5;
  const bool is_tale = std::any_of(clauses.begin(), clauses.end(), [](const SaidClause& one) { return one.act == ClauseAct::says && words(one.text).size() >= tale_words; });
  const bool named = std::any_of(clauses.begin(), clauses.end(), [](const SaidClause& one) { return (one.act == ClauseAct::refuses && one.names_deed) ||
      one.act == ClauseAct::no; });
  if (is_tale && !named) return false;
  bool refused = false;
  for (const SaidClause& clause : clauses) refused = clause.act == ClauseAct::refuses || clause.act == ClauseAct::no || (refused && clause.act != ClauseAct::agrees);
  return refused;
}

bool same_stem(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (has_digit(a) || has_digit(b)) return a == b;   // a number has no endings
  if (a == b || (a.size() + 1 == b.size() && a.size() >= 3 && b.back() == 's' && b.starts_with(a))) return true;
  std::size_t alike = 0;
  while (alike < a.size() && a[alike] == b[alike]) ++alike;
  const std::size_t rest = a.size() - alike;
  return alike >= stem_bytes && rest <= 1 && b.size() - alike <= ending_bytes;
}

}  // namespace handrail
