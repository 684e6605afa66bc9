#include "engine/sentences/deed_mood.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/sentences/clauses.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/sentences/spelled_out.hpp"
#include "engine/sentences/time_words.hpp"
#include "engine/sentences/verb_forms.hpp"

namespace handrail {
namespace {

using Said = std::vector<std::string>;

// --- small words of the language, none of any desk -------------------------------------------------------------------------------------------

constexpr std::array joints{"and", "but", "so", "because", "since", "then", "although", "though", "however", "yet"};
constexpr std::array heads{"hi", "hello", "hey", "ok", "okay", "oh", "well", "so", "and", "but", "also", "btw", "actually", "um", "then", "sorry", "just", "please", "kindly",
                           "yes", "because", "since", "though", "although", "however", "now", "no", "there", "yet", "honestly", "really", "again", "instead"};
constexpr std::array first_person{"i", "we"};
constexpr std::array persons{"i", "we", "you", "they", "he", "she", "it", "somebody", "someone", "who", "u"};
constexpr std::array whose{"my", "our", "your", "the", "this", "that", "his", "her", "their", "a", "an"};
constexpr std::array asked_to{"you", "u", "we", "i", "someone", "somebody", "anyone", "anybody"};
constexpr std::array modals{"can", "could", "would", "will", "may", "might", "shall", "should"};
constexpr std::array helping{"do", "does", "did", "have", "has", "had", "am", "is", "are", "was", "were"};
constexpr std::array wanting{"want", "need", "wish", "like", "love", "prefer", "require"};
constexpr std::array willing{"want", "need", "wish", "like", "intend", "plan", "mean", "ask", "expect", "care"};
constexpr std::array wishing{"want", "wants", "wanted", "need", "needs", "wish", "like", "love", "please", "can", "could", "would", "will", "should", "shall", "must", "to", "let",
                             "get", "hope", "may", "if"};
constexpr std::array particles{"up", "off", "down", "in", "out", "back", "on", "aside", "away", "over"};
constexpr std::array between_not_and_verb{"ever", "again", "yet", "please", "dare", "just", "really", "even", "you", "simply", "feel", "go", "and", "actually", "longer", "any"};
constexpr std::array needless{"need", "must", "should", "may", "shall", "better", "ought"};
constexpr std::array stopping{"stop", "quit", "cease", "avoid"};
constexpr std::array ending{"cancel", "undo", "revoke", "withdraw", "release", "reverse", "unsubscribe", "unregister", "unbook", "end", "terminate", "annul", "retract"};
constexpr std::array removing{"remove", "delete", "strike", "scratch", "cross", "exclude", "erase", "drop"};
constexpr std::array taking_off{"take", "get", "sign", "opt", "log", "check", "kick", "cross", "strike", "put", "bring", "have", "want", "leave", "back"};
constexpr std::array on_the_screen{"button", "buttons", "link", "links", "page", "form", "forms", "site", "website", "app", "option", "function", "feature", "field", "menu", "box",
                                   "screen", "tab", "dialog", "checkbox", "icon", "process", "wizard", "portal", "system", "email", "mail", "confirmation", "letter", "code"};
constexpr std::array thanking{"thank", "thanks", "thx", "cheers", "grateful", "appreciate", "appreciated", "ty", "kudos"};
constexpr std::array ahead_of_it{"advance", "please", "if", "soon", "asap", "now", "quickly", "again"};
constexpr std::array regretting{"love", "like", "wish", "wanted", "want", "liked", "loved", "hoped"};
constexpr std::array of_the_way{"find", "log", "login", "sign", "site", "website", "app", "button", "online", "page", "how", "where", "know", "remember", "access", "reach",
                                "number", "see", "open", "link", "password", "you", "your", "it"};
constexpr std::array considering{"thinking", "considering", "consider", "contemplating", "toying"};
constexpr std::array some_day{"someday", "sometime"};
constexpr std::array judging_taste{"hate", "love", "like", "enjoy", "dislike", "adore", "loathe"};
constexpr std::array judging{"wrong", "wrongly", "incorrect", "incorrectly", "double", "only", "instead", "half", "less"};
constexpr std::array denying{"not", "never", "nobody", "none", "without", "no", "cannot", "neither"};
constexpr std::array due{"pay", "return", "send", "ship", "bring", "hand", "drop", "order"};   // what the customer did first, and wishes something for

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

struct Piece {
  std::string_view text;
  std::string joint;       // "but", where it begins with it
  bool asks = false;       // a question mark ends it
};

std::vector<Piece> pieces_of(std::string_view text) {
  constexpr std::string_view marks = ",.;:!?\n";
  std::vector<Piece> pieces;
  std::size_t from = 0;
  std::string joint;
  const auto end_at = [&](std::size_t at, bool asks) {
    if (!words(text.substr(from, at - from)).empty()) pieces.push_back({text.substr(from, at - from), joint, asks});
    else if (asks && !pieces.empty()) pieces.back().asks = true;
    from = at;
    joint.clear();
  };
  const auto is_figure = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
  std::size_t seen = 0;
  for (const std::string_view word : words(text)) {
    const auto at = static_cast<std::size_t>(word.data() - text.data());
    for (; seen < at; ++seen)
      if (marks.find(text[seen]) != std::string_view::npos && !(seen > 0 && is_figure(seen - 1) && is_figure(seen + 1))) end_at(seen + 1, text[seen] == '?');
    if (std::string low = lower_ascii(word); among(joints, low)) {
      end_at(at, false);
      joint = std::move(low);
    }
    seen = at + word.size();
  }
  for (; seen < text.size(); ++seen)
    if (text[seen] == '?') end_at(seen + 1, true);
  end_at(text.size(), false);
  return pieces;
}

Said tokens_of(std::string_view text) {
  std::string loose(text);
  std::replace(loose.begin(), loose.end(), '-', ' ');   // "sign-up"
  Said said;
  for (std::string& word : spelled_out(loose)) said.push_back(std::move(word));
  return said;
}

class Clause {
 public:
  Clause(const Piece& piece, const SpokenDeed& deed) : piece_(piece), deed_(deed), said_(tokens_of(piece.text)) {
    while (!said_.empty() && among(heads, said_.front()) && !(said_.front() == "no" && said_.size() > 1 && !among(persons, said_[1]))) said_.erase(said_.begin());
    said_.erase(said_.begin(), said_.begin() + static_cast<std::ptrdiff_t>(time_words_ahead(said_)));   // "last year I booked it"
    content_ = content_words(piece.text);
  }

  bool speaks_of_it() const {
    for (std::size_t at = 0; at < said_.size(); ++at)
      if (verb_at(at)) return true;
    return false;
  }
  bool asks() const { return piece_.asks || (said_.size() > 2 && (among(modals, said_[0]) || among(helping, said_[0])) && among(asked_to, said_[1])); }

  DeedMood mood() const {
    if (said_.empty()) return DeedMood::not_spoken_of;
    if (thanks()) return DeedMood::thanked;
    if (const auto asked = as_question()) return *asked;
    if (is_declined()) return DeedMood::declined;
    if (is_undone()) return DeedMood::undone;
    if (is_left_open() || is_of_another()) return DeedMood::left_open;
    if (is_told()) return DeedMood::told;
    return wishes() ? DeedMood::wished : DeedMood::not_spoken_of;
  }

  // "I'd love to join", of which the next clause may take all back.
  bool longs_for_it() const {
    if (!begins_with_me() || !speaks_of_it()) return false;
    constexpr std::size_t begins_with = 5;   // "I would really have liked"
    return has_before(begins_with, regretting) && !has(said_, "not");
  }
  // "But I have no time", "but I can't"; a way that is not found ("but I can't log in") asks for help.
  bool is_unable() const {
    if (piece_.joint != "but" || !begins_with_me()) return false;
    if (std::ranges::any_of(said_, [](const std::string& word) { return among(of_the_way, word); })) return false;
    return std::ranges::any_of(said_, [](const std::string& word) { return among(denying, word) || word == "too" || word == "already" || word == "leaving" || word == "moving"; });
  }

 private:
  static bool has(const Said& said, std::string_view word) { return among(said, word); }
  std::string at(std::size_t index) const { return index < said_.size() ? said_[index] : ""; }
  bool begins_with_me() const { return !said_.empty() && among(first_person, said_.front()); }
  bool has_before(std::size_t end, const auto& list) const {
    return std::any_of(said_.begin(), said_.begin() + static_cast<std::ptrdiff_t>(std::min(end, said_.size())), [&](const std::string& word) { return among(list, word); });
  }

  // The verb of the deed at this place, in any form, with what it needs to be told by.
  const DeedVerb* verb_at(std::size_t index) const {
    if (index >= said_.size()) return nullptr;
    for (const DeedVerb& one : deed_.verbs) {
      if (!is_form_of(one.verb, said_[index])) continue;
      if (!one.particle.empty() && has_particle(index, one.particle)) return &one;
      if (!one.says_little) return &one;
      const bool of_me = at(index + 1) == "me" && has(one.of, "me");
      if (of_me && (one.particle.empty() || !other_particle(index))) return &one;
      const auto is_said = [&](const std::string& word) { return std::ranges::any_of(content_, [&](const std::string& said) { return same_stem(word, said); }); };
      if (one.particle.empty() && std::ranges::any_of(one.of, is_said)) return &one;
    }
    return nullptr;
  }
  bool has_particle(std::size_t index, std::string_view particle) const {
    for (std::size_t next = index + 1; next < said_.size() && next <= index + 6; ++next)
      if (said_[next] == particle) return true;
    return false;
  }
  bool other_particle(std::size_t index) const { return has_particle(index, "off") || has_particle(index, "out"); }

  bool is_base_at(std::size_t index) const {
    const DeedVerb* verb = verb_at(index);
    return verb && (said_[index] == verb->verb);
  }
  // From `index` on over small words: where the verb stands that is negated or asked for.
  std::size_t over_small_words(std::size_t index) const {
    while (index < said_.size() && among(between_not_and_verb, said_[index])) ++index;
    return index;
  }
  bool deed_from(std::size_t index) const {   // "(to) (be) sign(ed)"
    index = over_small_words(index);
    while (at(index) == "to" || at(index) == "be" || at(index) == "get" || at(index) == "have" || at(index) == "me" || at(index) == "us") {
      if (is_base_at(index)) return true;
      ++index;
    }
    return verb_at(index) != nullptr;
  }
  bool is_thing(std::string_view word) const { return std::ranges::any_of(deed_.things, [&](const std::string& thing) { return same_stem(thing, word); }); }
  // By the word of the deed itself: "reservation" of "reserve".
  bool is_noun_of_it(std::string_view word) const {
    return std::ranges::any_of(deed_.verbs, [&](const DeedVerb& one) { return !one.says_little && one.verb.size() > 3 && same_stem(one.verb, word); });
  }

  // --- not to be done --------------------------------------------------------------------------------------------------------------------

  bool is_declined() const {
    for (std::size_t i = 0; i < said_.size(); ++i) {
      if ((said_[i] == "not" || said_[i] == "never") && is_negated_wish(i)) return true;
      if (said_[i] == "no" && is_no_wish(i)) return true;
      const bool stops = among(stopping, said_[i]) && is_asked_for(i) && at(i + 1).ends_with("ing");
      if (stops && verb_at(i + 1) && !verb_at(i)) return true;
      const bool forgets = (said_[i] == "forget" || said_[i] == "skip") && is_asked_for(i) && !has_before(i, denying);
      if (forgets && !verb_at(i) && of_the_deed_behind(i + 1)) return true;
      if (said_[i] == "against" && (at(i + 1).ends_with("ing") || at(i + 1) == "the") && of_the_deed_behind(i + 1)) return true;
      if (said_[i] == "refuse" && begins_with_me() && deed_from(i + 1)) return true;
    }
    return keeps_instead();
  }
  bool of_the_deed_behind(std::size_t from) const {
    for (std::size_t i = from; i < said_.size() && i < from + 4; ++i)
      if (verb_at(i) || is_noun_of_it(said_[i])) return true;
    return false;
  }

  // What stands before it makes an order, or the customer's will, of it.
  bool is_negated_wish(std::size_t negator) const {
    if (at(negator + 1) == "forget" || at(negator + 1) == "hesitate") return false;
    const Said pre(said_.begin(), said_.begin() + static_cast<std::ptrdiff_t>(negator));
    const auto only = [&](std::initializer_list<std::string_view> allowed) {
      return std::ranges::all_of(pre, [&](const std::string& word) { return std::find(allowed.begin(), allowed.end(), word) != allowed.end(); });
    };
    const std::size_t next = over_small_words(negator + 1);
    if (only({"do", "please", "kindly", "just", "better", "rather", "and", "really"})) {   // "(please) do not …", "never …"
      if (!wills(next)) return verb_at(next) && said_[next] == verb_at(next)->verb;
      return is_unwanted(next + 1);
    }
    const bool mine = !pre.empty() && among(first_person, pre.front());
    const bool rather = has(pre, "rather") || has(pre, "prefer");
    const bool yours = !pre.empty() && pre.front() == "you";
    if (rather && (mine || yours)) return deed_from(next);
    if (mine && wills(next) && !has(pre, "did") && !has(pre, "why")) return is_unwanted(next + 1);
    if (mine && (has(pre, "will") || has(pre, "am") || has(pre, "are"))) return (at(next) == "going" ? deed_from(next + 1) : has(pre, "will") && deed_from(next));
    const bool obliges = std::ranges::any_of(pre, [](const std::string& word) { return among(needless, word); });
    if (yours && (obliges || has(pre, "do")) && !has(pre, "why")) return obliges ? deed_from(next) : (at(next) == "need" || at(next) == "have") && deed_from(next + 1);
    if (told_to_somebody(pre)) return deed_from(next);   // "I asked you not to renew it"
    return obliges && !mine && !pre.empty() && deed_from(next);   // "my fine shall not be paid back"
  }
  bool wills(std::size_t index) const { return among(willing, at(index)) && !(verb_at(index) && said_[index] == verb_at(index)->verb && !has(said_, "back") && !begins_with_me()); }
  static bool told_to_somebody(const Said& pre) {
    constexpr std::array telling{"asked", "told", "asking", "ask", "tell", "beg", "want", "wanted"};
    return !pre.empty() && among(first_person, pre.front()) && std::ranges::any_of(pre, [&](const std::string& word) { return among(telling, word); }) && pre.back() != "did";
  }

  // Behind "I do not want": the deed, a thing that is had by it and not yet theirs, or "my money back".
  bool is_unwanted(std::size_t from) const {
    if (from >= said_.size()) return false;
    if (at(from) == "to" || ((at(from) == "you" || at(from) == "anybody" || at(from) == "anyone" || at(from) == "somebody") && at(from + 1) == "to"))
      return deed_from(at(from) == "to" ? from + 1 : from + 2);
    const bool back = std::ranges::any_of(deed_.verbs, [](const DeedVerb& one) { return one.particle == "back"; }) && has(said_, "back");
    if (back && from + 1 < said_.size()) return true;
    for (std::size_t i = from; i < said_.size(); ++i)
      if (verb_at(i) && (said_[i].ends_with("ing") || is_past_form(said_[i]))) return true;   // "I don't want it renewed"
    constexpr std::array indefinite{"a", "an", "any", "your", "another", "to"};
    const bool had_already = among(whose, at(from)) && !among(indefinite, at(from));
    if (had_already) return deed_.takes_away ? false : of_the_deed_behind(from);
    return std::any_of(said_.begin() + static_cast<std::ptrdiff_t>(from), said_.end(),
                       [&](const std::string& word) { return is_noun_of_it(word) || (!deed_.takes_away && is_thing(word)); });
  }

  // "No need to renew it", "I no longer want to join", "no refund please".
  bool is_no_wish(std::size_t no) const {
    if (at(no + 1) == "need" || at(no + 1) == "reason") return deed_from(no + 2) || (at(no + 2) == "for" && of_the_deed_behind(no + 3));
    if (at(no + 1) == "longer" && among(willing, at(no + 2))) return is_unwanted(no + 3);
    if (no != 0) return false;
    const bool tells = std::ranges::any_of(said_, [](const std::string& word) { return among(helping, word) || is_past_form(word) || word == "yet"; });
    return !tells && (is_noun_of_it(at(1)) || (!deed_.takes_away && is_thing(at(1)) && said_.size() <= 6));
  }

  // "Keep the fine", "I would rather keep my credit": of what would be paid back or ended, and of what they have and would be given.
  bool keeps_instead() const {
    constexpr std::array wishing_to{"i", "we", "would", "will", "rather", "prefer", "like", "want", "to", "just", "really", "am", "going", "love", "better", "should"};
    constexpr std::array for_longer{"longer", "until", "till", "another", "more", "for"};
    std::size_t at_keep = 0;
    while (at_keep < said_.size() && at_keep < 6 && begins_with_me() && among(wishing_to, said_[at_keep])) ++at_keep;
    if (at(at_keep) != "keep" || verb_at(at_keep) || !(among(whose, at(at_keep + 1)) || at(at_keep + 1) == "it")) return false;
    if (deed_.takes_away) return !has(Said(said_.begin() + static_cast<std::ptrdiff_t>(at_keep), said_.end()), "me");
    const bool mine = at(at_keep + 1) == "my" || at(at_keep + 1) == "our";
    const bool longer = std::ranges::any_of(said_, [&](const std::string& word) { return among(for_longer, word); });
    return mine && !longer && std::any_of(said_.begin() + static_cast<std::ptrdiff_t>(at_keep), said_.end(), [&](const std::string& word) { return is_thing(word); });
  }

  // "My friend wants to join": whoever writes it may be asking for nothing for themselves. Where something of their own is named ("my wife wants to change our address"), it
  // is theirs; "my card needs to be loaded" is of no person.
  bool is_of_another() const {
    constexpr std::array theirs_to_say{"wants", "wishes", "plans", "intends", "needs", "decided", "would", "is", "want", "wish", "plan"};
    constexpr std::array of_us{"my", "our", "me", "us", "mine", "ours", "i", "we", "it"};
    constexpr std::size_t subject_words = 3;   // "my best friend"
    if (!deed_.for_oneself || !(at(0) == "my" || at(0) == "our" || at(0) == "a")) return false;
    std::size_t verb = 1;
    while (verb <= subject_words && verb < said_.size() && !among(theirs_to_say, said_[verb])) ++verb;
    if (verb < 2 || verb > subject_words + 1 || verb >= said_.size() || is_thing(said_[verb - 1]) || is_noun_of_it(said_[verb - 1])) return false;
    const std::size_t to = at(verb + 1) == "to" ? verb + 1 : verb + 2;   // "would like to", "is going to"
    if (at(to) != "to" || at(to + 1) == "be" || at(to + 1) == "have" || !verb_at(to + 1)) return false;
    return std::none_of(said_.begin() + 1, said_.end(), [&](const std::string& word) { return among(of_us, word) || word.find_first_of("0123456789") != std::string::npos; });
  }

  // --- undone ----------------------------------------------------------------------------------------------------------------------------

  // An order, or what somebody is asked or wanted to do.
  bool is_asked_for(std::size_t index) const {
    if (index == 0) return true;
    if (has_before(index, denying)) return false;
    const std::string& before = said_[index - 1];
    if (before == "please" || before == "just" || before == "to" || before == "kindly") return before != "to" || has_before(index, wanting) || has_before(index, modals);
    return among(asked_to, before) && index > 1 && (among(modals, said_[index - 2]) || among(modals, said_[0]));
  }

  bool is_undone() const {
    for (std::size_t i = 0; i < said_.size(); ++i) {
      if (verb_at(i) && (!among(taking_off, said_[i]) || !takes_off(i))) continue;
      if (!is_asked_for(i) && !(begins_with_me() && i > 0 && among(wanting, said_[i]))) continue;
      if (said_[i].starts_with("un") && is_verb_of_it(std::string_view(said_[i]).substr(2))) return true;   // "unfreeze it"
      if (among(ending, said_[i]) && ends_the_deed(i + 1)) return true;
      if (deed_.takes_away) continue;
      if (among(ending, said_[i]) || (said_[i] == "give" && at(i + 1) == "up" && !verb_at(i))) return true;
      if (among(removing, said_[i]) && (at(i + 1) == "me" || at(i + 1) == "us" || has(said_, "name") || of_the_deed_behind(i + 1))) return true;
      if (among(taking_off, said_[i]) && takes_off(i)) return true;
    }
    return false;
  }
  // "(Undo) my cancellation", "the booking": by the deed's own noun, whatever it does; "cancel my refund" is one as well, "cancel it" may be the deed.
  bool ends_the_deed(std::size_t from) const {
    if (!among(whose, at(from))) return false;
    return is_noun_of_it(at(from + 1)) && !(verb_at(from + 1) && among(joints, at(from + 2)));
  }
  // "Take me off the list", "sign me out", "get out of it".
  bool takes_off(std::size_t index) const {
    for (const DeedVerb& one : deed_.verbs)
      if (is_form_of(one.verb, said_[index]) && (one.particle == "off" || one.particle == "out")) return false;
    for (std::size_t next = index + 1; next < said_.size() && next <= index + 3; ++next)
      if (said_[next] == "off" || said_[next] == "out")
        return next == index + 1 || has(Said(said_.begin() + static_cast<std::ptrdiff_t>(index), said_.end()), "me") || has(said_, "name");
    return false;
  }

  // --- asked, told, thanked, left open ---------------------------------------------------------------------------------------------------

  bool thanks() const {
    constexpr std::size_t begins_with = 4;   // "many thanks", "I am grateful"
    if (!has_before(begins_with, thanking) || std::ranges::any_of(said_, [](const std::string& word) { return among(ahead_of_it, word); })) return false;
    const auto after = std::ranges::find(said_, "for");
    for (auto i = static_cast<std::size_t>(after - said_.begin()); i < said_.size(); ++i)
      if (verb_at(i) || is_noun_of_it(said_[i])) return true;
    return false;
  }

  // "Who signed me up?", "did somebody sign me up", "do I have to sign up?"; "why don't you sign me up?" wishes.
  std::optional<DeedMood> as_question() const {
    const std::string first = at(0);
    const bool opens = among(helping, first) || first == "who" || first == "why" || first == "when" || first == "how" || among(modals, first);
    if (!opens || !speaks_of_it() || (first == "do" && at(1) == "not") || first == "how") return std::nullopt;
    if (among(modals, first)) {
      const std::size_t negator = over_small_words(2);   // "could you please not"
      if (among(asked_to, at(1)) && at(negator) == "not" && first != "may" && deed_from(negator + 1)) return DeedMood::declined;   // "could you please not renew it"
      if (first == "should" && (at(1) == "i" || at(1) == "we")) return DeedMood::left_open;
      return std::nullopt;
    }
    if (first == "do" && (at(1) == "i" || at(1) == "we")) return (at(2) == "have" || at(2) == "need" || at(2) == "must") ? std::optional(DeedMood::left_open) : std::nullopt;
    if (first == "why" && (at(1) == "do" || at(1) == "can" || at(1) == "could" || at(1) == "not") && has(said_, "not")) return std::nullopt;
    if (first == "did" && at(1) == "you" && has(said_, "forget")) return std::nullopt;
    for (std::size_t i = 1; i < said_.size(); ++i) {
      if (!verb_at(i)) continue;
      const bool past = is_past_form(said_[i]) || has_before(i, std::array{"did"}) || said_[i].ends_with("ing");
      if (past && !has_before(i, std::array{"can", "could", "will", "would", "to", "get"})) return has_before(i, denying) ? std::nullopt : std::optional(DeedMood::told);
    }
    return std::nullopt;
  }

  // Subject first: it tells.
  bool tells_by_its_subject() const { return among(persons, at(0)) || (among(whose, at(0)) && said_.size() > 2) || (at(0) == "there" && !verb_at(0)); }

  bool is_told() const {
    constexpr std::array anybody{"people", "those", "members", "customers", "everybody", "everyone", "anybody", "anyone", "others"};
    if (is_of_the_screen() || (among(anybody, at(0)) && at(1) == "who" && speaks_of_it())) return true;   // "people who sign up"
    if (!tells_by_its_subject()) return false;
    if (!deed_.takes_away && begins_with_me() && is_so_already()) return true;
    for (std::size_t i = 1; i < said_.size(); ++i) {
      const DeedVerb* verb = verb_at(i);
      if (!verb || !is_past_form(said_[i])) continue;
      if (has_before(i, wishing) || has_before(i, denying) || was_asked_or_due(i)) continue;
      const bool wrongly = deed_.takes_away && std::ranges::any_of(said_, [](const std::string& word) { return among(judging, word); });
      const bool by_me = begins_with_me() && !has_before(i, std::array{"was", "were", "got", "been"});
      if (by_me ? among(due, verb->verb) : wrongly) continue;
      return true;
    }
    return was_wanted_once();
  }
  bool was_asked_or_due(std::size_t index) const { return has_before(index, std::array{"asked", "told", "promised", "supposed", "said", "waiting", "tried"}); }
  // "I wanted to join yesterday".
  bool was_wanted_once() const {
    constexpr std::array past{"yesterday", "last", "ago"};
    return begins_with_me() && has(said_, "wanted") && speaks_of_it() && std::ranges::any_of(said_, [&](const std::string& word) { return among(past, word); });
  }

  // "I am already in the class", "I hate yoga".
  bool is_so_already() const {
    constexpr std::array being_there{"in", "on", "at", "down"};
    for (std::size_t i = 1; i + 1 < said_.size() && i < 4; ++i)
      if (said_[i] == "already" && (said_[i - 1] == "am" || said_[i - 1] == "are") && (among(being_there, said_[i + 1]) || verb_at(i + 1))) return true;
    const std::size_t verb = at(1) == "really" || at(1) == "just" || at(1) == "simply" ? 2 : 1;
    return among(judging_taste, at(verb)) && said_.size() <= 6 && at(verb + 1) != "to" && at(verb + 1) != "it" && !verb_at(verb) &&
           std::any_of(said_.begin() + static_cast<std::ptrdiff_t>(verb), said_.end(), [&](const std::string& word) { return is_thing(word); });
  }

  // "The sign-up button is broken": of what is on the screen.
  bool is_of_the_screen() const {
    if (!among(whose, at(0))) return false;
    for (std::size_t i = 1; i + 1 < said_.size(); ++i) {
      if (!among(on_the_screen, said_[i])) continue;
      std::size_t before = i;
      while (before > 0 && (among(particles, said_[before - 1]) || said_[before - 1] == "it")) --before;
      const std::size_t verb = before - 1;
      if (before > 0 && before <= 5 && (verb_at(verb) || is_noun_of_it(said_[verb])) && (before == 1 || !among(persons, said_[verb - (verb > 0 ? 1 : 0)]))) return true;
    }
    return false;
  }

  bool is_left_open() const {
    const bool maybe = at(0) == "maybe" || at(0) == "perhaps" || at(0) == "possibly";
    std::size_t subject = maybe ? 1 : 0;
    const bool one_day = among(some_day, at(subject)) || ((at(subject) == "some" || at(subject) == "one") && at(subject + 1) == "day");
    if (one_day && speaks_of_it() && (among(first_person, at(subject + 1)) || among(first_person, at(subject + 2)))) return true;   // "maybe some day I join"
    const bool wants_it = has_before(said_.size(), wanting) && names_it();   // "I might want one some day"
    if (!among(first_person, at(subject)) || (!speaks_of_it() && !wants_it)) return false;
    for (std::size_t i = subject + 1; i < said_.size(); ++i) {
      if ((said_[i] == "might" || said_[i] == "may") && i <= subject + 2) return true;
      if (among(considering, said_[i]) && (at(i + 1) == "of" || at(i + 1) == "about" || at(i + 1).ends_with("ing") || at(i + 1) == "with")) return true;
      if (said_[i] == "would" && at(i + 1) == "have" && is_past_form(at(i + 2))) return true;
      if (said_[i] == "wish" && (at(i + 1) == "i" || at(i + 1) == "we")) return true;
      if (said_[i] == "was" && at(i + 1) == "going" && at(i + 2) == "to") return true;
      if (among(some_day, said_[i]) || ((said_[i] == "some" || said_[i] == "one") && at(i + 1) == "day")) return true;
    }
    return maybe && at(subject + 1) != "need" && at(subject + 1) != "want";
  }

  // --- wished ----------------------------------------------------------------------------------------------------------------------------

  bool is_verb_of_it(std::string_view word) const { return std::ranges::any_of(deed_.verbs, [&](const DeedVerb& one) { return one.verb == word; }); }
  bool names_it() const {
    return speaks_of_it() || std::ranges::any_of(said_, [&](const std::string& word) { return is_noun_of_it(word) || is_thing(word); });
  }
  bool is_do_it(std::size_t index) const {
    constexpr std::array it{"it", "that", "so", "this", "them", "the"};
    return at(index) == "do" && (at(index + 1).empty() || among(it, at(index + 1)) || at(index + 1) == "please" || at(index + 1) == "for");
  }

  bool wishes() const {
    const std::string first = at(0);
    if (is_verb_of_it(first) || is_do_it(0) || (first == "go" && at(1) == "ahead")) return true;
    if (has_before(said_.size(), denying) && !among(modals, first) && first != "why") return wishes_beside_a_no();
    if (among(modals, first) || first == "why" || first == "how" || first == "is" || first == "any" || first == "do" || first == "let" || first == "where")
      return names_it() || is_do_it(2) || is_do_it(3) || has(said_, "help") || has(said_, "it");
    for (std::size_t i = 0; i < said_.size(); ++i)
      if (said_[i] == "please" && (is_verb_of_it(at(i + 1)) || is_do_it(i + 1) || (i > 0 && names_it()))) return true;
    constexpr std::size_t begins_with = 6;   // "my wife and I would like"
    return has_before(begins_with, wanting) && (names_it() || has(said_, "it") || has(said_, "one"));
  }
  // "I do not like the wine, I want …" is two clauses; "I can't wait to join" is one.
  bool wishes_beside_a_no() const { return begins_with_me() && has(said_, "wait") && has(said_, "to") && speaks_of_it(); }

  const Piece& piece_;
  const SpokenDeed& deed_;
  Said said_;
  Said content_;
};

bool is_bare_no(std::string_view text) {
  const std::vector<SaidClause> clauses = clauses_of(text, {});
  return !clauses.empty() && clauses.front().act == ClauseAct::no;
}

}  // namespace

std::vector<ClauseMood> clause_moods(std::string_view text, const SpokenDeed& deed) {
  text = text.substr(0, limits::classified_bytes);
  const std::vector<Piece> pieces = pieces_of(text);
  std::vector<ClauseMood> found;
  bool longs = false, asked = false;
  for (const Piece& piece : pieces) {
    const Clause clause(piece, deed);
    DeedMood mood = clause.mood();
    if (longs && clause.is_unable() && mood == DeedMood::not_spoken_of) found.back().mood = DeedMood::left_open;
    if (asked && mood == DeedMood::not_spoken_of && is_bare_no(piece.text)) found.back().mood = DeedMood::declined;   // "join the class? no way"
    longs = clause.longs_for_it() && (mood == DeedMood::wished || mood == DeedMood::not_spoken_of);
    asked = piece.asks && mood != DeedMood::declined && clause.speaks_of_it();
    found.push_back({piece.text, mood});
  }
  return found;
}

DeedMood mood_of(const std::vector<ClauseMood>& clauses) {
  DeedMood whole = DeedMood::not_spoken_of;
  for (const ClauseMood& one : clauses) {
    if (one.mood == DeedMood::wished) return one.mood;
    if (whole == DeedMood::not_spoken_of) whole = one.mood;
  }
  return whole;
}

}  // namespace handrail
