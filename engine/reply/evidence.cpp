#include "engine/reply/evidence.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "engine/domain/in_words.hpp"
#include "engine/reply/clauses.hpp"
#include "engine/reply/german.hpp"
#include "engine/reply/lists.hpp"
#include "engine/reply/private_passages.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t record_depth = 8;

void tell(const Json& value, const std::string& name, std::size_t depth, const Times& times, std::string& out) {
  const auto line = [&](const std::string& what) { out += name + (name.empty() || what.empty() ? "" : ": ") + what + "; "; };
  if (depth > record_depth || value.is_null()) return;
  if (const auto* members = value.members()) {
    for (const auto& [key, member] : *members) tell(member, in_words(key), depth + 1, times, out);
  } else if (const auto* items = value.items()) {
    line(std::to_string(items->size()));
    for (const Json& item : *items) tell(item, item.members() ? "" : name, depth + 1, times, out);
  } else if (const bool* truth = value.boolean()) {
    line(*truth ? "yes" : "no");
  } else {
    const auto moment = value.text() ? times.find(*value.text()) : times.end();
    line(moment != times.end() ? moment->second : value.text() ? *value.text() : dump(value));
  }
}

void take(const Sentence& sentence, std::string_view text, Unit& unit) {
  for (const Word& word : sentence.words) {
    unit.stems.push_back(meaning_of(word));
    if (word.in_wording) unit.stems.push_back(meaning_of({.text = word.text, .stem = word.stem}));   // and what each of its words says by itself
  }
  unit.negated |= says_no(sentence, text);
  const auto figures = figures_in(sentence, text);
  for (const Figure& figure : figures)   // "15 % off"
    if (figure.kind == Figure::Kind::percent && figure.word + figure.words < sentence.words.size() && sentence.words[figure.word + figure.words].text == "off")
      unit.stems.push_back(meaning_of({.text = "discount", .stem = stem_of("discount")}));
  unit.figures.insert(unit.figures.end(), figures.begin(), figures.end());
}

// "monthly rent: $210.00": what stands beside the figures of a record's line.
void name_figures(const Sentence& sentence, Unit& unit) {
  std::vector<std::uint64_t> name;
  const std::size_t first = unit.named.size();
  for (std::size_t i = 0; i < sentence.words.size(); ++i) {
    const auto in_figure = [&](const Figure& figure) { return i >= figure.word && i < figure.word + figure.words; };
    if (sentence.words[i].text.size() > 2 && std::none_of(unit.figures.begin() + static_cast<std::ptrdiff_t>(first), unit.figures.end(), in_figure))
      name.push_back(meaning_of(sentence.words[i]));
  }
  unit.named.resize(unit.figures.size(), name);
}

// "damage cover: no", "health form: missing".
void note_what_is_missing(const Sentence& sentence, std::string_view text, Unit& unit) {
  static constexpr std::array<std::string_view, 6> nothing{"no", "missing", "none", "false", "absent", "outstanding"};
  const auto& words = sentence.words;
  if (words.size() < 2 || std::find(nothing.begin(), nothing.end(), words.back().text) == nothing.end()) return;
  if (text.substr(words[words.size() - 2].end, words.back().begin - words[words.size() - 2].end).find(':') == std::string_view::npos) return;
  Missing member;
  for (std::size_t i = 0; i + 1 < words.size(); ++i)
    if (has_content(words[i])) member.name.push_back(meaning_of(words[i]));
  if (!member.name.empty()) unit.missing.push_back(std::move(member));
}

void close(Unit& unit) {
  std::sort(unit.stems.begin(), unit.stems.end());
  unit.stems.erase(std::unique(unit.stems.begin(), unit.stems.end()), unit.stems.end());
}

// Of a record: what is spoken around it is no language that it shows.
ReadText read_record(const std::string& text, Language around) { return around == Language::german ? read_german_record(text) : read_text(text); }

// One unit for all of it: a record, a receipt.
Unit whole(Unit::From from, std::size_t index, const std::string& text, Language around) {
  Unit unit{.from = from, .index = index};
  for (const Sentence& sentence : (from == Unit::From::said ? read_text(text, around) : read_record(text, around)).sentences) {
    take(sentence, text, unit);
    name_figures(sentence, unit);
    note_what_is_missing(sentence, text, unit);
  }
  if (around == Language::german && from != Unit::From::said)   // a record's names are English ones as well
    for (const Sentence& sentence : read_text(text, Language::english).sentences)
      for (const Word& word : sentence.words) unit.stems.push_back(meaning_of(word));
  unit.negated = false;   // "final sale: no" beside other members says nothing about them
  close(unit);
  return unit;
}

// What the entries of its lists are called, and their figures: "lamp" and $20, "rug" and $40.
void add_entries(const Json& value, const Times& times, Language around, std::vector<Entry>& entries, std::size_t depth = 0) {
  if (depth > record_depth) return;
  if (const auto* members = value.members())
    for (const auto& [key, member] : *members) add_entries(member, times, around, entries, depth + 1);
  const auto* items = value.items();
  if (!items) return;
  for (const Json& item : *items) {
    add_entries(item, times, around, entries, depth + 1);
    if (!item.members()) continue;
    Entry entry;
    for (const auto& [key, member] : *item.members()) {
      if (member.members() || member.items()) continue;   // an entry's own list has its own
      const std::string told = record_in_words(member, times);
      for (const Sentence& sentence : read_record(told, around).sentences) {
        const auto figures = figures_in(sentence, told);
        entry.figures.insert(entry.figures.end(), figures.begin(), figures.end());
        for (const Word& word : sentence.words)
          if (member.text() && has_content(word)) entry.words.push_back(meaning_of(word));
      }
    }
    entries.push_back(std::move(entry));
  }
}

// What a call was of: its records and its amounts. Free words that were handed over with it ("wants $500 back") prove nothing.
void add_called_with(const Json& value, Language around, std::vector<Figure>& figures, std::size_t depth = 0) {
  if (depth > record_depth) return;
  const Json *amount = value.find("amount"), *currency = value.find("currency");
  if (value.members() && value.members()->size() == 2 && amount && currency && amount->text() && currency->text())   // an amount as the record keeps it
    return add_called_with(Json(*amount->text() + " " + *currency->text()), around, figures, depth + 1);
  if (const auto* members = value.members())
    for (const auto& [key, member] : *members) add_called_with(member, around, figures, depth + 1);
  if (const auto* items = value.items())
    for (const Json& item : *items) add_called_with(item, around, figures, depth + 1);
  if (value.members() || value.items() || value.boolean() || value.is_null()) return;
  const std::string text = value.text() ? *value.text() : dump(value);
  for (const Sentence& sentence : read_record(text, around).sentences)
    for (const Figure& figure : figures_in(sentence, text))
      if (figure.words + (figure.kind == Figure::Kind::money ? 1 : 0) >= sentence.words.size()) figures.push_back(figure);
}

void add_sentences(Unit::From from, std::size_t index, const std::string& text, const std::string& heading, Language around, std::vector<Unit>& units) {
  Unit above;
  for (const Sentence& sentence : read_text(heading, around).sentences) {
    take(sentence, heading, above);
    Unit own{.from = from, .index = index, .heading = true};
    take(sentence, heading, own);
    if (own.figures.empty()) continue;   // "Something breaks within 30 days" says what no sentence below it says again
    own.parts = parts_of(sentence, heading, own.figures);
    close(own);
    units.push_back(std::move(own));
  }
  for (const Sentence& sentence : read_text(text, around).sentences) {
    Unit unit{.from = from, .index = index};
    take(sentence, text, unit);
    unit.parts = parts_of(sentence, text, unit.figures);
    unit.which = which_one_is_meant(sentence, text);
    unit.said = std::string_view(text).substr(sentence.begin, sentence.end - sentence.begin);
    unit.above = above.stems;   // what a passage is about stands in its heading
    if (takes_up(sentence) && !units.empty() && units.back().from == from && units.back().index == index)
      unit.above.insert(unit.above.end(), units.back().stems.begin(), units.back().stems.end());
    unit.stems.insert(unit.stems.end(), above.stems.begin(), above.stems.end());
    close(unit);
    units.push_back(std::move(unit));
  }
}

}  // namespace

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ull;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return hash;
}

std::uint64_t meaning_of(const Word& word) {
  const std::string& stem = word.said_as.empty() ? word.stem : word.said_as;
  const auto same = lists().same.find(stem);
  return hash_of(same == lists().same.end() ? stem : same->second);
}

const std::vector<std::uint64_t>& opposites_of(std::uint64_t one) {
  static const std::unordered_map<std::uint64_t, std::vector<std::uint64_t>> pairs = [] {
    std::unordered_map<std::uint64_t, std::vector<std::uint64_t>> made;
    const auto meaning = [](const std::string& word) { return meaning_of({.text = word, .stem = stem_of(word)}); };
    for (const auto& [word, turned] : lists().opposites) {
      const bool says_something = !negates({.text = word}) && !negates({.text = turned}) && (has_content({.text = word}) || has_content({.text = turned}));
      if (meaning(word) != meaning(turned) && says_something) made[meaning(word)].push_back(meaning(turned));   // "used" and "unused" may have one stem
    }
    return made;
  }();
  static const std::vector<std::uint64_t> none;
  const auto found = pairs.find(one);
  return found == pairs.end() ? none : found->second;
}

bool are_opposites(std::uint64_t one, std::uint64_t other) {
  const auto& turned = opposites_of(one);
  return std::find(turned.begin(), turned.end(), other) != turned.end();
}

bool has_content(const Word& word) {
  if (word.in_wording) return !word.said_as.empty();
  constexpr std::size_t of_a_compound = 4;   // letters: the "check" of "check-up"
  if (word.hyphened && word.text.size() >= of_a_compound && !negates(word)) return true;
  return word.text.size() > 1 && lists().neutral.count(word.text) == 0 && !negates(word) &&
      std::none_of(word.text.begin(), word.text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool negates(const Word& word) { return !word.in_wording && (lists().negation.count(word.text) > 0 || (word.text.starts_with("non") && word.text.size() > 6)); }

std::size_t words_of_naming_clause(const Sentence& sentence) {
  constexpr std::size_t clause = 5;   // words within which its own "not" stands
  static constexpr std::array<std::string_view, 7> words{"what", "whatever", "who", "whoever", "everything", "anything", "those"};
  const bool is_all = sentence.words.size() > 1 && (sentence.words.front().text == "everything" || sentence.words.front().text == "anything") &&
                      (sentence.words[1].text == "is" || sentence.words[1].text == "are");   // "everything is covered" names nothing
  return !is_all && !sentence.asks && std::find(words.begin(), words.end(), sentence.words.front().text) != words.end() ? clause : 0;
}

// "Not to us but to the office": what is denied is set right at once.
static bool contrasts(const Sentence& sentence, std::size_t no) {
  constexpr std::size_t reach = 6;
  static constexpr std::array<std::string_view, 10> goes_on{"to", "by", "from", "for", "in", "on", "at", "with", "the", "a"};
  for (std::size_t i = no + 1; i + 1 < std::min(sentence.words.size(), no + reach); ++i)
    if (sentence.words[i].text == "but" && sentence.words[no].text == "not") return std::find(goes_on.begin(), goes_on.end(), sentence.words[i + 1].text) != goes_on.end();
  return false;
}

bool says_no(const Sentence& sentence, std::string_view text) {
  constexpr std::size_t price_reach = 3;
  bool condition = false;
  const std::size_t from = std::max(words_of_naming_clause(sentence), words_of_answer(sentence, text));
  const WhichOne which = which_one_is_meant(sentence, text);
  const auto word_at = [&](std::size_t i) { return i < sentence.words.size() ? std::string_view(sentence.words[i].text) : std::string_view(); };
  for (std::size_t i = 0; i < sentence.words.size(); ++i) {
    const Word& word = sentence.words[i];
    if ((i >= which.begin && i < which.end) || bounds_a_figure(word.text, word_at(i + 1), word_at(i + 2))) continue;
    const bool comma = i > 0 && word.begin > sentence.words[i - 1].end &&   // "hasn't" is two words at one place
        text.substr(sentence.words[i - 1].end, word.begin - sentence.words[i - 1].end).find_first_of(",;:") != std::string_view::npos;
    const auto one_of = [&](std::initializer_list<std::string_view> words) { return std::find(words.begin(), words.end(), word.text) != words.end(); };
    // "If it is broken, or is not what you ordered, tell us": a condition goes on behind "or".
    if (comma && !one_of({"or"})) condition = false;
    if (one_of({"if", "unless", "when", "once", "until"}) || (one_of({"provided", "providing"}) && word_at(i + 1) == "that")) condition = true;
    if (!negates(word) || i < from || condition || contrasts(sentence, i) || (i == 0 && word.text == "no" && sentence.words.size() > 1)) continue;
    bool price = false;
    for (std::size_t back = 1; word.text == "nothing" && back <= std::min(price_reach, i); ++back) {
      const std::string& before = sentence.words[i - back].text;
      price |= before == "pay" || before == "pays" || before == "paid" || before == "cost" || before == "costs";
    }
    for (std::size_t next = 1; (word.text == "without" || word.text == "no") && next <= price_reach && i + next < sentence.words.size(); ++next) {
      const std::string& behind = sentence.words[i + next].text;   // "without a charge" says "free"
      price |= behind == "charge" || behind == "charges" || behind == "fee" || behind == "fees" || behind == "cost" || behind == "costs";
    }
    if (!price) return true;
  }
  return false;
}

bool takes_up(const Sentence& sentence) {
  constexpr std::size_t head = 3;
  static constexpr std::array<std::string_view, 6> words{"that", "this", "it", "they", "these", "those"};
  static constexpr std::array<std::string_view, 8> leads{"on", "at", "in", "for", "after", "from", "before", "during"};
  const auto& all = sentence.words;
  const auto one_of = [](const auto& list, const Word& word) { return std::find(list.begin(), list.end(), word.text) != list.end(); };
  const bool led = one_of(leads, all.front());
  for (std::size_t i = 0; i < std::min(led ? head : 1, all.size()); ++i)
    if (one_of(words, all[i]) && (i == 0 || i + 1 == all.size() || all[i].text == "it" || all[i].text == "they" || all[i].text == "that")) return true;
  return false;
}

bool speaks_to_the_model(std::string_view text, Audience audience) { return !said_to_the_model(text, audience).empty(); }

std::string record_in_words(const Json& record, const Times& times) {
  std::string out;
  tell(record, "", 0, times, out);
  while (!out.empty() && (out.back() == ' ' || out.back() == ';')) out.pop_back();
  return out;
}

Language spoken_in(const Evidence& evidence) {
  if (const Language asked = language_of(evidence.question); asked != Language::undecided) return asked;
  std::size_t german = 0, english = 0;
  for (const Passage& passage : evidence.passages) {
    const Language language = language_of(passage.text);
    german += language == Language::german;
    english += language == Language::english;
  }
  return german > english ? Language::german : english > german ? Language::english : Language::undecided;
}

std::vector<Unit> units_of(const Evidence& evidence) {
  const Language around = spoken_in(evidence);
  std::vector<Unit> units;
  for (std::size_t i = 0; i < evidence.facts.size(); ++i) {
    const Fact& fact = evidence.facts[i];
    if (fact.of_another) continue;
    std::string text = in_words(fact.tool) + "; " + record_in_words(fact.arguments, evidence.times) + "; " + record_in_words(fact.result, evidence.times);
    if (fact.result.is_null()) text += "; not found; no record; nothing there";
    units.push_back(whole(Unit::From::fact, i, text, around));
    add_entries(fact.result, evidence.times, around, units.back().entries);
  }
  for (std::size_t i = 0; i < evidence.receipts.size(); ++i) {
    const Receipt& receipt = evidence.receipts[i];
    units.push_back(whole(Unit::From::receipt, i, in_words(receipt.tool) + "; " + receipt.id + "; " + receipt.text + "; " + record_in_words(receipt.result, evidence.times),
        around));
    add_called_with(receipt.arguments, around, units.back().figures);
    add_entries(receipt.result, evidence.times, around, units.back().entries);
  }
  for (std::size_t i = 0; i < evidence.passages.size(); ++i) {
    const Passage& passage = evidence.passages[i];
    if (passage.audience != Audience::internal &&
        !speaks_to_the_model(passage.text)) add_sentences(Unit::From::passage, i, passage.text, passage.title + ". " + passage.heading, around, units);
  }
  for (std::size_t i = 0; i < evidence.policy.size(); ++i) add_sentences(Unit::From::policy, i, evidence.policy[i], "", around, units);
  for (std::size_t i = 0; i < evidence.customer_said.size(); ++i) units.push_back(whole(Unit::From::said, i, evidence.customer_said[i], around));
  return units;
}

}  // namespace handrail::reply
