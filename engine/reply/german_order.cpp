#include "engine/reply/german_order.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>

#include "engine/reply/clauses.hpp"
#include "engine/reply/german.hpp"
#include "engine/reply/german_items.hpp"
#include "engine/reply/german_words.hpp"
#include "engine/reply/lists.hpp"

namespace handrail::reply {
namespace {

using namespace german;

// The participles of the deeds, in English.
const Deed* deed_of_done(std::string_view english) {
  for (const Deed& deed : lists().deeds)
    if (deed.done.count(std::string(english)) > 0) return &deed;
  return nullptr;
}
// "refund" is "refunded" and "refunding"; empty: it names no deed.
std::string form_of(const std::string& plain, bool doing) {
  for (const Deed& deed : lists().deeds) {
    if (deed.plain.count(plain) == 0) continue;
    for (const std::string& form : doing ? deed.doing : deed.done)
      if (stem_of(form) == stem_of(plain)) return form;
  }
  return doing ? "" : plain + "ed";
}

bool past(const Texts& english) { return !english.empty() && (english[0].ends_with("ed") || deed_of_done(english[0]) || one_of<16>({"sent", "paid", "done", "given", "taken",
    "gone", "found", "seen",
                                                              "bought", "chosen", "said", "reset", "taken", "been", "put", "set"}, english[0])); }

class Order {
 public:
  Order(const std::vector<Word>& words, std::string_view text, bool asks) : text_(text), asks_(asks) { read(words); }

  std::vector<Word> run() {
    std::size_t begin = 0;
    bool has_verb = false;   // since then. "Pro Hund und Nacht berechnen wir …" is one clause
    for (std::size_t i = 1; i <= items_.size(); ++i) {
      has_verb = has_verb || finite(own(i - 1)) || verbal(i - 1);
      if (i != items_.size() && !items_[i].parted && !(joins(items_[i].own) && has_verb && begins_clause(i))) continue;
      clause(begin, i);
      begin = i;
      has_verb = false;
    }
    return words();
  }

 private:
  void read(const std::vector<Word>& words) {
    const GermanLists& lists = german_lists();
    Sentence sentence;
    sentence.words = words;
    for (std::size_t i = 0; i < words.size();) {
      Item item{.word = words[i], .own = words[i].text, .english = {}, .parted = i > 0 && parted_at(sentence, text_, i)};
      const auto here = lists.phrases.find(words[i].text);
      const GermanPhrase* phrase = nullptr;
      if (here != lists.phrases.end())
        for (const GermanPhrase& one : here->second)
          if (!phrase && i + one.german.size() <= words.size() &&
              std::equal(one.german.begin(), one.german.end(), words.begin() + static_cast<std::ptrdiff_t>(i), [](const std::string& german,
                  const Word& word) { return german == word.text; }))
            phrase = &one;
      if (phrase) {
        item.word.end = words[i + phrase->german.size() - 1].end;
        item.english = phrase->english;
        item.known = true;
        item.verb = phrase->verb;
        if (phrase->german.back() != "mehr" && phrase->german.front() != "noch") item.own.clear();
        i += phrase->german.size();
        items_.push_back(std::move(item));
        continue;
      }
      const bool noun = words[i].capital && i > 0;
      if (const GermanEntry* known = entry(words[i].text, noun)) {
        item.english = known->english;
        item.known = true;
        item.verb = known->verb && !noun;
      }
      items_.push_back(std::move(item));
      ++i;
    }
  }

  // "Fragen" are questions, and "fragen" asks.
  static const GermanEntry* entry(const std::string& word, bool noun) {
    const GermanLists& lists = german_lists();
    const auto& first = noun ? lists.words : lists.verbs;
    const auto& second = noun ? lists.verbs : lists.words;
    if (const auto known = first.find(word); known != first.end()) return &known->second;
    const auto known = second.find(word);
    return known == second.end() ? nullptr : &known->second;
  }

  [[nodiscard]] std::string_view own(std::size_t i) const { return i < items_.size() ? std::string_view(items_[i].own) : std::string_view(); }
  [[nodiscard]] bool figure(std::size_t i) const { return i < items_.size() && !items_[i].own.empty() && digit(items_[i].own.front()); }
  // "Und" joins clauses where a verb stands behind it before the next comma.
  [[nodiscard]] bool begins_clause(std::size_t i) const {
    for (std::size_t k = i + 1; k < items_.size() && !items_[k].parted && !joins(own(k)); ++k)
      if (finite(own(k)) || verbal(k)) return true;
    return false;
  }
  // May be a participle or an infinitive.
  [[nodiscard]] bool verbal(std::size_t i) const {
    const Item& item = items_[i];
    if (item.verb) return true;
    if (item.known || item.word.capital || item.own.size() < 5 || digit(item.own.front())) return false;
    const std::string_view word = item.own;
    const bool participle = (word.starts_with("ge") && (word.ends_with('t') || word.ends_with("en"))) || word.ends_with("iert") ||
        (word.find("ge", 2) != std::string_view::npos && (word.ends_with('t') || word.ends_with("en")));
    return participle || word.ends_with("ieren") || ((word.starts_with("be") || word.starts_with("ver") || word.starts_with("er") || word.starts_with("ent") ||
        word.starts_with("über")) &&
                                                      (word.ends_with('t') || word.ends_with("en")));
  }

  // A determiner, what stands between, and its noun; where it ends. 0: none.
  [[nodiscard]] std::size_t thing_at(std::size_t i, std::size_t end) const {
    if (!determiner(own(i))) return 0;
    constexpr std::size_t words_between = 3;
    for (std::size_t k = i + 1; k < std::min(end, i + 2 + words_between); ++k)
      if (items_[k].word.capital) {
        ++k;
        while (k < end && (items_[k].word.capital || figure(k)) && !subject(own(k)) && own(k) != "ihnen") ++k;
        return k;
      }
    return 0;
  }

  // Puts `to` behind `at` in the order of `out_`: with the place of what stands there.
  static void take_place(Item& item, const Items& out) {
    if (out.empty()) return;
    if (item.word.written_end == 0) item.word.written_begin = item.word.begin, item.word.written_end = item.word.end;
    item.word.begin = out.back().word.begin;
    item.word.end = out.back().word.end;
    item.parted = false;
  }

  // The verb of a clause in English, of its finite part and what stands at the end: "have not been refunded".
  void put_verb(Item first, const Item* no, const Item* main, std::string_view help, Items& out, bool past_already) {
    const std::string verb = first.own;
    bool participle = main && (main->known && !main->english.empty() ? past(main->english) : !(main->own.ends_with("en") || main->own.ends_with("eln")) ||
        main->own.starts_with("ge"));
    Texts second = main ? main->english : Texts{};
    if (main && main->own == "erfolgt") second = {"completed"}, participle = true;   // "die Erstattung ist erfolgt", and "erfolgt innerhalb von 14 Tagen"
    else if (main && !main->known) second = {participle && main->own.size() > 3 ? main->own + "ed" : main->own};   // no deed that is known, and a deed
    Texts helpers;
    if (one_of<3>({"wird", "werden", "werde"}, verb)) {
      first.english = participle && help != "haben" ? Texts{verb == "wird" ? "is" : verb == "werde" ? "am" : "are"} : Texts{"will"};
      if (participle && (help == "werden" || help == "sein")) first.english = {"will"}, helpers = {"be"};
    } else if (verb == "wurde" || verb == "wurden") {
      first.english = {verb == "wurde" ? "was" : "were"};
    } else if (verb == "ist" || verb == "sind") {
      const bool moved = main && one_of<5>({"arrived", "gone", "expired", "started", "come"}, second.empty() ? "" : second[0]);
      const Deed* deed = second.empty() ? nullptr : deed_of_done(second[0]);
      const bool brought_about = deed && (help == "worden" || past_already || deed->kind == "refund" || deed->kind == "cancel" || deed->kind == "replace");
      if (moved || help == "worden" || brought_about) first.english = {verb == "ist" ? "has" : "have"};
      if (!moved && (help == "worden" || brought_about)) helpers = {"been"};
    } else if (verb == "lasse" || verb == "lassen") {
      first.english = {"will"};
    } else if (one_of<4>({"habe", "haben", "hat", "hatte"}, verb) && main && (!participle || help == "lassen" || help == "können")) {
      if (!second.empty() && main->known && help != "") second = {form_of(second[0], false)};
    } else if (help == "werden" || help == "sein") {
      helpers = {"be"};
    }
    if (help == "bekommen" && main) helpers = {first.own.starts_with("ha") ? "been" : "be"};
    first.known = true;
    take_place(first, out);
    out.push_back(first);
    const auto put = [&](Item item, Texts english) {
      item.english = std::move(english);
      item.known = true;
      take_place(item, out);
      out.push_back(std::move(item));
    };
    if (no) put(*no, no->own == "nichts" ? Texts{"not"} : no->english);
    if (!helpers.empty()) put(first, helpers);
    if (main) {
      Item item = *main;
      const bool unknown = !item.known;
      item.english = second;
      take_place(item, out);
      item.known = true;
      if (unknown) item.word.german = true;
      out.push_back(std::move(item));
    }
  }

  void clause(std::size_t begin, std::size_t end) {
    std::size_t from = begin;
    while (from + 1 < end && joins(own(from))) ++from;
    Items made(items_.begin() + static_cast<std::ptrdiff_t>(begin), items_.begin() + static_cast<std::ptrdiff_t>(from));
    const bool joined = from > begin, parted = begin == 0 || items_[begin].parted;
    const std::size_t last = end - 1;
    const bool is_relative = relative(own(from)) && parted && begin > 0 && (finite(own(last)) || items_[last].verb) && last > from;
    if ((opens_behind(own(from)) || is_relative) && last > from) subordinate(from, end, is_relative, made);
    else main_clause(from, end, joined, made);
    std::move(made.begin(), made.end(), std::back_inserter(result_));
  }

  // "Sobald der Betrag erstattet wurde", "den ich nicht erstattet habe".
  void subordinate(std::size_t from, std::size_t end, bool is_relative, Items& made) {
    Items out;
    Item opener = items_[from];
    if (is_relative) opener.english = {"which"}, opener.known = true;
    if (own(from) == "da") opener.english = {"because"};
    if (own(from) == "wie" && finite(own(end - 1))) opener.english = {"as"};
    out.push_back(opener);
    std::size_t at = from + 1, behind = end;
    const std::size_t thing = thing_at(at, end);
    if (thing > 0 && thing < end)
      while (at < thing) out.push_back(items_[at++]);
    else if (at < end && subject(own(at))) out.push_back(items_[at++]);
    if (behind > at && finite(own(behind - 1))) {
      const Item first = items_[--behind];
      std::string_view help;
      if (behind > at && helper(own(behind - 1))) help = own(--behind);
      const Item* main = nullptr;
      const Item* no = nullptr;
      if (behind > at && (verbal(behind - 1) || (!items_[behind - 1].known && !items_[behind - 1].word.capital && !figure(behind - 1)))) main = &items_[--behind];
      if (behind > at && denies(own(behind - 1))) no = &items_[--behind];
      put_verb(first, no, main, help, out, false);
    }
    std::copy(items_.begin() + static_cast<std::ptrdiff_t>(at), items_.begin() + static_cast<std::ptrdiff_t>(behind), std::back_inserter(out));
    made.insert(made.end(), out.begin(), out.end());
  }

  [[nodiscard]] static bool pronoun_may_follow(const Item& item) {
    return item.verb || finite(item.own) || !item.known;
  }

  void main_clause(std::size_t from, std::size_t end, bool joined, Items& made) {
    std::size_t verb = end;
    for (std::size_t i = from; i < end && verb == end; ++i)
      if (finite(own(i))) verb = i;
    const bool auxiliary = verb != end;
    for (std::size_t i = from; i + 1 < end && !auxiliary && verb == end; ++i)
      if (german_lists().parted.contains(items_[i].own + ".." + items_[end - 1].own)) verb = i;
    for (std::size_t i = from; i + 1 < end && !auxiliary && verb == end; ++i)
      if (pronoun_may_follow(items_[i]) && (i == from || !items_[i].word.capital) && !figure(i) && (sure_subject(own(i + 1)) || (own(i + 1) == "sie" &&
          items_[i + 1].word.capital && i > from))) verb = i;
    for (std::size_t i = from; i < end && verb == end; ++i)
      if (items_[i].verb && (i == from || !items_[i].word.capital)) verb = i;
    const bool deed_alone = !auxiliary && joined && verb + 1 == end && verb > from && past(items_[verb].english) && !last_first_.empty();
    if (verb == end || deed_alone) return join_deed(from, end, joined, made);
    Items out;
    // who does it
    std::size_t rest = verb + 1;
    std::string who;
    const bool question = asks_ && verb == from;
    const bool imperative = !auxiliary && verb == from && own(rest) == "sie" && !question && from == 0;
    bool moved_front = false;
    Items condition;
    const bool asked_for = !auxiliary && verb == from + 1 && own(from) == "bitte" && own(rest) == "sie" && !asks_;
    if (imperative || asked_for) {
      ++rest;   // "Senden Sie uns …"
    } else if (verb == from && own(rest) == "sie" && auxiliary && !asks_ && from == 0) {
      Item if_word = items_[verb];
      if_word.own = "wenn";
      if_word.english = {"if"};
      if_word.known = true;
      condition.push_back(if_word);   // "Haben Sie Fragen, …"
    } else if (!question && rest < end) {
      const bool front = verb > from;
      const bool front_is_subject = front && (subject(own(from)) || determiner(own(from)) || (!items_[from].known && items_[from].word.capital));
      std::size_t behind_subject = 0;
      if (sure_subject(own(rest)) && !(front && sure_subject(own(from)))) behind_subject = rest + 1;
      else if ((own(rest) == "sie" || own(rest) == "es") && (!front || !front_is_subject) && (own(rest) == "es" || !items_[rest].word.capital ||
          several(own(verb)))) behind_subject = rest + 1;
      else if (auxiliary && front && !front_is_subject) behind_subject = thing_at(rest, end);
      if (behind_subject > 0) {
        who = own(rest);
        while (rest < behind_subject) out.push_back(items_[rest++]);
        moved_front = front;
      }
    }
    if (!moved_front) {
      for (std::size_t i = from; i < verb; ++i) out.push_back(items_[i]);
      if (verb > from) who = own(from);
    }

    if (who.empty() && verb == from && !asks_ && (own(verb) == "habe" || own(verb) == "werde")) put_missing("i", out, verb), who = "ich";
    if (who.empty() && verb == from && !asks_ && joined && auxiliary && made.size() > 0) put_missing(last_subject_ == "ich" ? "i" : last_subject_ == "wir" ? "we" : "they",
        out, verb);
    if (who.empty() && verb == from && !asks_ && !joined && (own(verb) == "wurde" || own(verb) == "ist")) put_missing("it", out, verb);
    // what stands at its end
    std::size_t main = end, no = end;
    std::string_view help;
    std::size_t help_at = end;
    Item first = items_[verb];
    if (auxiliary) {
      for (std::size_t i = end; i-- > rest && main == end;)
        if (verbal(i) && !(helper(own(i)) && i > rest && verbal(i - 1))) main = i;
      if (main == end && end - 1 > rest && !items_[end - 1].known && !items_[end - 1].word.capital && !figure(end - 1) && one_of<9>({"habe", "hat", "haben", "wurde", "wurden",
          "wird", "werde", "werden", "hatte"}, own(verb)))
        main = end - 1;   // a verb that no list has
      for (std::size_t i = verb; i-- > from && main == end;)
        if (verbal(i) || items_[i].verb) main = i;   // "Erstattet habe ich …"
      if (main != end && main + 1 < end && helper(own(main + 1))) help = own(help_at = main + 1);
      for (std::size_t i = rest; i < end && no == end; ++i)
        if (denies(own(i)) && (main == end || i < main) && (i + 1 == main || i + 1 == end)) no = i;
      bool done_already = false;
      for (std::size_t i = from; i < end; ++i) done_already |= one_of<6>({"bereits", "schon", "jetzt", "nun", "hiermit", "soeben"}, own(i));
      if (main == end && (first.own == "haben" || first.own == "hat") && tells_hours(from, verb, end)) first.own = first.own == "hat" ? "ist" : "sind",
          first.english = {first.own == "ist" ? "is" : "are"};
      const bool has = one_of<3>({"habe", "hat", "haben"}, own(verb));   // "Wir haben Ihr Konto geschlossen", where no hours are told
      if (main == end && has && end - 1 > rest && one_of<2>({"geschlossen", "geöffnet"}, own(end - 1)) && !tells_hours(from, verb, end)) main = end - 1;
      put_verb(first, no == end ? nullptr : &items_[no], main == end ? nullptr : &items_[main], help, out, done_already);
      last_first_ = first.own;
      if (who == "ich" || who == "wir") last_subject_ = who;
      else last_subject_.clear();
    } else {
      if (end - 1 > verb && german_lists().particles.contains(std::string(own(end - 1)))) {
        const auto both = german_lists().parted.find(first.own + ".." + std::string(own(end - 1)));
        if (both != german_lists().parted.end()) {
          first.english = both->second;
          first.known = true;
        } else {   // "nehmen … zurück" is "zurücknehmen"
          first.own = std::string(own(end - 1)) + first.own;
          first.word.text = first.own;
          first.known = false;
        }
        help_at = end - 1;
      }
      for (std::size_t i = rest; i < end && no == end; ++i)
        if (denies(own(i)) && own(i) != "nichts" && (i + 1 == end || i + 1 == help_at)) no = i;
      if (no != end) {
        Item denied = items_[no];
        take_place(denied, out);
        if (!out.empty()) out.push_back(denied);
        else no = end;
      }
      bool soon = who == "ich";
      for (std::size_t i = from; i < end; ++i) soon |= at_once(own(i));
      const std::string doing = !first.english.empty() && (who == "ich" || (who == "wir" && soon)) && no == end ? form_of(first.english[0], true) : "";
      if (!doing.empty()) first.english = {who == "ich" ? "am" : "are", doing};   // "ich erstatte" tells of now
      take_place(first, out);
      out.push_back(first);
    }
    for (std::size_t i = rest; i < end; ++i)
      if (i != main && i != no && i != help_at) out.push_back(items_[i]);
    if (moved_front)
      for (std::size_t i = from; i < verb; ++i) {
        if (i == main) continue;
        Item item = items_[i];
        take_place(item, out);
        out.push_back(std::move(item));
      }
    made.insert(made.end(), condition.begin(), condition.end());
    made.insert(made.end(), out.begin(), out.end());
  }

  // "Wir haben montags geschlossen", "geöffnet hat sie bis 18 Uhr": that is how it is, and no deed. "Wir haben das Konto geschlossen" has a thing that was closed.
  [[nodiscard]] bool tells_hours(std::size_t from, std::size_t verb, std::size_t end) const {
    const auto hours = [&](std::size_t i) { return i != verb && one_of<3>({"geöffnet", "geschlossen", "offen"}, own(i)); };
    const auto of_time = [&](std::size_t i) {
      const Texts& english = items_[i].english;
      return !english.empty() && (english.back().ends_with("day") || english.back().ends_with("days") ||
                                  one_of<12>({"weekend", "holiday", "holidays", "noon", "morning", "afternoon", "evening", "night", "you", "hours", "i", "we"}, english.back()));
    };
    const auto thing = [&](std::size_t i) { return !hours(i) && !of_time(i) && !figure(i) && (items_[i].word.capital || determiner(own(i)) || one_of<4>({"den", "einen",
        "ihren", "es"}, own(i))); };
    bool told = false;
    for (std::size_t i = from; i < end; ++i) told |= hours(i);
    if (!told) return false;
    const bool subject_first = determiner(own(from)) && !subject(own(verb + 1));   // "Die Werkstatt hat …"
    for (std::size_t i = subject_first ? verb + 1 : from; i < end; ++i)
      if (i != verb && thing(i) && !(i == from && leads_time(own(i)))) return false;
    return true;
  }

  // "… und die Bestellung storniert": with the verb and the subject of the clause before it.
  void join_deed(std::size_t from, std::size_t end, bool joined, Items& made) {
    Items out;
    const bool deed = joined && verbal(end - 1) && !last_first_.empty();
    if (!deed) {
      out.assign(items_.begin() + static_cast<std::ptrdiff_t>(from), items_.begin() + static_cast<std::ptrdiff_t>(end));
    } else {
      if (!last_subject_.empty()) put_missing(last_subject_ == "ich" ? "i" : "we", out, end - 1);
      else for (std::size_t i = from; i + 1 < end; ++i) out.push_back(items_[i]);
      Item first = items_[end - 1];
      first.own = last_first_;
      if (const GermanEntry* known = entry(last_first_, true)) first.english = known->english;
      const Item main = items_[end - 1];
      put_verb(first, nullptr, &main, "", out, false);
      if (!last_subject_.empty())
        for (std::size_t i = from; i + 1 < end; ++i) out.push_back(items_[i]);
    }
    made.insert(made.end(), out.begin(), out.end());
  }

  void put_missing(std::string_view english, Items& out, std::size_t at) const {
    Item item = items_[at];
    item.own = english == "i" ? "ich" : english == "we" ? "wir" : "es";
    item.english = {std::string(english)};
    item.known = true;
    item.verb = false;
    out.push_back(std::move(item));
  }

  // What a word says beside what stands around it.
  [[nodiscard]] Texts said(std::size_t i) const {
    const Item& item = result_[i];
    const auto next = [&](std::size_t k) { return i + k < result_.size() ? std::string_view(result_[i + k].own) : std::string_view(); };
    const auto of_a_figure = [&](std::size_t k) {
      return k < result_.size() && ((!result_[k].own.empty() && digit(result_[k].own.front())) ||
                                    (!result_[k].english.empty() && (result_[k].english[0].ends_with("day") || in_words(result_[k].english[0]) ||
                                        !month_in_german(result_[k].own).empty())));
    };
    const bool before_figure = of_a_figure(i + 1) || (next(1) == "€" && of_a_figure(i + 2));
    if (item.english == Texts{"until"} && i > 0 && before_figure && (of_a_figure(i - 1) || (i > 1 && of_a_figure(i - 2) && !item.parted))) return {"to"};
    if (item.english == Texts{"until"} && before_figure && denied()) return {"by"};   // "until" opens a condition, and this no is of none
    if (item.own == "um" && before_figure) return {"at"};
    if (item.own == "über" && before_figure) return {"over"};
    if (item.own == "unter" && before_figure) return {"under"};
    if (item.own == "spätestens" && before_figure && unit(next(2)) && one_of<5>({"vor", "vorher", "vorab", "davor", "zuvor"}, next(3))) return {"at", "least"};
    if (item.own == "das" && i + 1 < result_.size() && (result_[i + 1].verb || finite(next(1)))) return {"that"};
    if (item.own == "sie" && (!item.word.capital || i == 0) && one(next(1))) return {"it"};   // "Sie dauert 30 Minuten"
    if (!item.word.capital && item.own == "sie") return {"they"};
    if (!item.word.capital && item.own == "ihnen") return {"them"};
    if (!item.word.capital && item.own.starts_with("ihr") && item.known) return {"their"};
    return item.english;
  }
  [[nodiscard]] bool denied() const {
    return std::any_of(result_.begin(), result_.end(), [](const Item& item) { return !item.english.empty() && one_of<4>({"no", "not", "never", "nobody"}, item.english[0]); });
  }
  static bool in_words(std::string_view english) {
    return one_of<16>({"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "fourteen", "fifteen", "twenty", "thirty", "sixty", "noon"}, english);
  }
  static bool unit(std::string_view word) { return one_of<9>({"stunden", "stunde", "tage", "tagen", "tag", "wochen", "woche", "minuten", "werktage"}, word); }

  [[nodiscard]] std::vector<Word> words() const {
    std::vector<Word> made;
    for (std::size_t i = 0; i < result_.size(); ++i) {
      const Item& item = result_[i];
      if (!item.known) {
        made.push_back(item.word);
        made.back().german = item.own.find_first_of("0123456789@$#.") == std::string::npos;
        if (made.back().german) made.back().stem = german_stem_of(item.own);
        continue;
      }
      const Texts english = said(i);
      for (const std::string& text : english) {
        made.push_back({.text = text, .stem = stem_of(text), .begin = item.word.begin, .end = item.word.end, .hyphened = item.word.hyphened && english.size() == 1,
                        .written_begin = item.word.written_begin, .written_end = item.word.written_end});
        made.back().in_wording = text == "euro" || text == "percent";   // of its figure, as a sign would be
        if (item.word.german) made.back().german = true, made.back().stem = german_stem_of(item.own);
      }
    }
    return made;
  }

  std::string_view text_;
  bool asks_;
  Items items_, result_;
  std::string last_first_, last_subject_;
};

}  // namespace

std::vector<Word> in_english_order(const std::vector<Word>& words, std::string_view text, bool asks) { return Order(words, text, asks).run(); }

}  // namespace handrail::reply
