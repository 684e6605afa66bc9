#include "engine/reply/support.hpp"

#include <algorithm>
#include <array>

#include "engine/reply/exceptions.hpp"
#include "engine/reply/lists.hpp"
#include "engine/reply/twists.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t sources_together = 4;      // sentences that one sentence may be made of
constexpr std::size_t unbacked_percent = 36;     // of the words with content: what rewording brings with it
constexpr std::size_t promise_unbacked_percent = 20;
constexpr std::size_t clause_words = 3;          // with content: a part of a sentence that must be backed by itself
constexpr std::size_t clause_unbacked_percent = 50;
constexpr std::size_t part_percent = 75;         // of a part's words, shared with a part of a source, so that both are of one matter
constexpr std::size_t opposite_percent = 60;     // shared with the one source that says yes where this says no, or the other way round

bool holds(const Unit& unit, std::uint64_t stem) { return std::binary_search(unit.stems.begin(), unit.stems.end(), stem); }

// "You pay $9", of what costs that: beside an amount such a word adds nothing.
bool prices(std::string_view word) {
  static constexpr std::array<std::string_view, 8> words{"pay", "pays", "cost", "costs", "price", "priced", "charge", "charged"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

// "For a day", of "a day ticket": one of what the source names without a number.
bool is_one_of_what_is_named(const Figure& figure, std::string_view text, const Unit& unit) {
  const std::string_view said = text.substr(figure.begin, figure.end - figure.begin);
  if (figure.kind != Figure::Kind::time || (!said.starts_with("a ") && !said.starts_with("an "))) return false;
  return holds(unit, meaning_of({.text = figure.unit, .stem = stem_of(figure.unit)}));
}

bool may_back(const Unit& unit, const Asked& asked) {
  if (unit.from == Unit::From::said) return false;
  return !asked.account || unit.from != Unit::From::passage;
}

std::vector<std::uint64_t> content_of(const Sentence& sentence) {
  std::vector<std::uint64_t> stems;
  for (const Word& word : sentence.words)
    if (has_content(word) || lists().strong.count(word.text)) stems.push_back(meaning_of(word));
  return stems;
}

// "Even when it is used up": what is granted goes further by it. "You get in even without your phone" is the same without it.
bool extends(const Sentence& sentence, std::size_t word) {
  static constexpr std::array<std::string_view, 5> conditions{"when", "if", "after", "though", "once"};
  return sentence.words[word].text == "even" && word + 1 < sentence.words.size() &&
      std::find(conditions.begin(), conditions.end(), sentence.words[word + 1].text) != conditions.end();
}

// A sentence in its parts, between commas and what joins, and whether each says no.
struct Clause { std::vector<std::uint64_t> content; bool no = false; };
std::vector<Clause> clauses_of(const std::vector<Part>& parts) {
  static constexpr std::array<std::string_view, 8> joins{"and", "but", "so", "which", "while", "because", "since", "or"};
  std::vector<Clause> clauses(1);
  for (const Part& part : parts) {
    const bool of_a_bound = part.text == "or" && &part != &parts.back() && (&part + 1)->text == "more";   // "7 nights or more"
    if ((part.parted || std::find(joins.begin(), joins.end(), part.text) != joins.end()) && !of_a_bound && !clauses.back().content.empty()) clauses.emplace_back();
    if (part.content) clauses.back().content.push_back(part.meaning);
    static constexpr std::array<std::string_view, 4> excepting{"excepted", "excepting", "exempt", "exempted"};   // "holidays excepted" says "not on holidays"
    clauses.back().no |= negates_at(parts, static_cast<std::size_t>(&part - parts.data())) || std::find(excepting.begin(), excepting.end(), part.text) != excepting.end();
  }
  return clauses;
}

// Each part of the sentence is most of a part of some source that says yes or no as it does.
bool parts_agree(const Asked& asked, const std::vector<const Unit*>& near) {
  const std::vector<Clause> mine = clauses_of(parts_of(asked.sentence, asked.text, figures_in(asked.sentence, asked.text)));
  return std::all_of(mine.begin(), mine.end(), [&](const Clause& clause) {
    std::size_t most = 0;
    bool agrees = clause.content.empty() && !clause.no;
    for (const Unit* unit : near)
      for (const Clause& other : clauses_of(unit->parts)) {
        const auto shared = static_cast<std::size_t>(std::count_if(clause.content.begin(), clause.content.end(), [&](std::uint64_t word) {
          return std::find(other.content.begin(), other.content.end(), word) != other.content.end();
        }));
        if (shared < std::max<std::size_t>(most, 1) || 100 * shared < part_percent * clause.content.size()) continue;
        agrees = (shared == most && agrees) || clause.no == other.no;
        most = shared;
      }
    return agrees;
  });
}

std::string spelled(const Word& word, std::string_view text) { return std::string(text.substr(word.begin, word.end - word.begin)); }

}  // namespace

std::vector<Backing::Near> Backing::nearest(const Asked& asked, const std::vector<std::uint64_t>& stems) const {
  std::vector<Near> near;
  for (const Unit& unit : units_) {
    if (!may_back(unit, asked)) continue;
    const auto shared = static_cast<std::size_t>(std::count_if(stems.begin(), stems.end(), [&](std::uint64_t stem) { return holds(unit, stem); }));
    if (shared > 0) near.push_back({&unit, shared});
  }
  std::stable_sort(near.begin(), near.end(), [](const Near& a, const Near& b) { return a.shared > b.shared; });
  return near;
}

bool Backing::known(const Figure& figure, bool said_by_customer) const {
  return std::any_of(units_.begin(), units_.end(), [&](const Unit& unit) {
    return (said_by_customer || unit.from != Unit::From::said) && std::any_of(unit.figures.begin(), unit.figures.end(), [&](const Figure& source) { return says(source, figure); });
  });
}

// By a source that speaks of the same: not by a far one that has the number by chance.
bool Backing::backs_figure(const Figure& figure, const std::vector<Figure>& figures, const std::vector<Near>& near, const Asked& asked) const {
  if (figure.kind == Figure::Kind::id) return known(figure, true);
  const std::size_t best = near.empty() ? 0 : near.front().shared;
  const Held held{asked.sentence, asked.text, figures};
  for (const Near& one : near) {
    const bool tells = std::any_of(one.unit->figures.begin(), one.unit->figures.end(), [&](const Figure& source) { return says(source, figure); });
    const bool record = one.unit->from == Unit::From::fact || one.unit->from == Unit::From::receipt;   // of which one member is told, among many
    if (2 * one.shared >= best && is_one_of_what_is_named(figure, asked.text, *one.unit)) return true;
    if (tells && (record || 2 * one.shared >= best || told_beside_the_same(held, figure, *one.unit))) return true;
  }
  // A sentence of figures alone ("It was $129.") has nothing to look for but them.
  if (best <= 1)
    return std::any_of(units_.begin(), units_.end(), [&](const Unit& unit) {
      return may_back(unit, asked) && std::any_of(unit.figures.begin(), unit.figures.end(), [&](const Figure& source) { return says(source, figure); });
    });
  return false;
}

// A part of the sentence, between commas and conjunctions, most of whose words nothing backs. Empty: none.
std::string Backing::unbacked_clause(const Asked& asked, const std::vector<Near>& near) const {
  std::size_t content = 0, lacking = 0, first = 0;
  std::string lacks;
  const auto& words = asked.sentence.words;
  const auto close = [&]() -> bool {
    const bool bad = content >= clause_words && lacking * 100 > content * clause_unbacked_percent;
    if (!bad) content = lacking = 0, lacks.clear();
    return bad;
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool comma = i > 0 && asked.text.substr(words[i - 1].end, words[i].begin - std::min(words[i].begin, words[i - 1].end)).find_first_of(",:(") != std::string_view::npos;
    const std::string& text = words[i].text;
    if ((comma || text == "and" || text == "but" || text == "which" || text == "while") && i > first) {
      if (close()) return lacks;
      first = i;
    }
    if (!has_content(words[i])) continue;
    ++content;
    const std::uint64_t stem = meaning_of(words[i]);
    if (std::any_of(near.begin(), near.end(), [&](const Near& one) { return holds(*one.unit, stem); })) continue;
    ++lacking;
    if (lacks.empty()) lacks = spelled(words[i], asked.text);
  }
  return close() ? lacks : "";
}

// The source that has most of the sentence says no where this says yes, or the other way round. A sentence of several parts is held against it part by part: "the
// blanket is wool, so don't put it in the dryer" denies one of two things.
bool Backing::says_the_opposite(const Asked& asked, const std::vector<Near>& near, std::size_t stems) const {
  if (near.empty() || near.front().unit->from == Unit::From::fact || near.front().unit->from == Unit::From::receipt) return false;
  if (near.front().shared * 100 < stems * opposite_percent) return false;
  const bool no = says_no(asked.sentence, asked.text);
  std::size_t most = 0;
  const std::vector<std::uint64_t> said = content_of(asked.sentence);
  const auto with_above = [&](const Near& one) {
    return one.shared + static_cast<std::size_t>(std::count_if(said.begin(), said.end(), [&](std::uint64_t stem) {
      return !holds(*one.unit, stem) && std::find(one.unit->above.begin(), one.unit->above.end(), stem) != one.unit->above.end();
    }));
  };
  for (const Near& one : near) most = std::max(most, with_above(one));
  const auto agrees = [&](const Near& one) {
    if (with_above(one) < most) return false;
    return one.unit->negated == no && !by_exception(asked.sentence, asked.text, *one.unit);   // asked above
  };
  for (const Near& one : near) {
    if (with_above(one) < most) continue;
    const auto exception = by_exception(asked.sentence, asked.text, *one.unit);
    if (exception && exception->contradicts) return true;
    if ((exception && exception->agrees) || denies_what_is_past(asked.sentence, asked.text, *one.unit)) return false;
  }
  if (std::any_of(near.begin(), near.end(), agrees)) return false;
  std::vector<const Unit*> units;
  for (const Near& one : near) units.push_back(one.unit);
  return !parts_agree(asked, units);
}

// "The Swan kettle comes in red", of a record in which nothing is red: that something is known of a thing backs nothing else that is said of it. What an article says may
// be said in other words; a record says it in its own. Empty: something behind the verb is known, or nothing is said.
std::string Backing::unknown_of_a_record(const Asked& asked, const std::vector<Near>& near, const std::vector<Figure>& figures) const {
  static constexpr std::array<std::string_view, 9> verbs{"is", "are", "was", "were", "has", "have", "comes", "come", "includes"};
  if (near.empty() || near.front().unit->from != Unit::From::fact) return "";
  const auto& words = asked.sentence.words;
  std::size_t verb = words.size();
  for (std::size_t i = 0; i < words.size(); ++i)
    if (std::find(verbs.begin(), verbs.end(), words[i].text) != verbs.end()) verb = i;
  if (verb == words.size() || std::any_of(figures.begin(), figures.end(), [&](const Figure& figure) { return figure.word > verb; })) return "";
  std::string lacks;
  for (std::size_t i = verb + 1; i < words.size(); ++i) {
    if (!has_content(words[i])) continue;
    const std::uint64_t stem = meaning_of(words[i]);
    if (std::any_of(near.begin(), near.end(), [&](const Near& one) { return holds(*one.unit, stem); })) return "";
    if (lacks.empty()) lacks = spelled(words[i], asked.text);
  }
  return lacks;
}

Support Backing::of(const Asked& asked) const {
  Support support;
  std::vector<std::uint64_t> stems = content_of(asked.sentence);
  stems.insert(stems.end(), asked.also.begin(), asked.also.end());
  std::vector<Near> near = nearest(asked, stems);
  const auto figures = figures_in(asked.sentence, asked.text);
  for (const Figure& figure : figures)
    if (!backs_figure(figure, figures, near, asked) && !(asked.sentence.item && figure.word == 0)) {
      support.lacks = std::string(asked.text.substr(figure.begin, figure.end - figure.begin));
      return support;
    }
  if (near.size() > sources_together) near.resize(sources_together);
  std::size_t content = 0, lacking = 0;
  const bool of_money = std::any_of(figures.begin(), figures.end(), [](const Figure& figure) { return figure.kind == Figure::Kind::money; });
  const auto in_figure = [&](std::size_t i) {
    return std::any_of(figures.begin(), figures.end(), [&](const Figure& figure) { return i >= figure.word && i < figure.word + figure.words; });
  };
  for (std::size_t i = 0; i < asked.sentence.words.size(); ++i) {
    const Word& word = asked.sentence.words[i];
    if (in_figure(i)) continue;   // asked above
    const bool must = lists().strong.count(word.text) || extends(asked.sentence, i) || lists().when.count(word.text) ||
        (asked.account && lists().state.count(word.text)) || (word.capital && i > 0);
    if (!has_content(word) && !must) continue;
    ++content;
    const std::uint64_t stem = meaning_of(word);
    // A name may stand in the sentence before, or in the heading: "We ship to Canada. That takes 6 days."
    const auto goes_on_from = [&](const Near& one) { return word.capital && std::find(one.unit->above.begin(), one.unit->above.end(), stem) != one.unit->above.end(); };
    if (std::any_of(near.begin(), near.end(), [&](const Near& one) { return holds(*one.unit, stem) || goes_on_from(one); })) continue;
    if (of_money && prices(word.text)) {
      --content;
      continue;
    }
    ++lacking;
    if (support.lacks.empty()) support.lacks = spelled(word, asked.text);
    if (must && (has_content(word) || lists().strong.count(word.text) || extends(asked.sentence, i))) return support;
  }
  for (const std::uint64_t stem : asked.also) {
    ++content;
    lacking += std::none_of(near.begin(), near.end(), [&](const Near& one) { return holds(*one.unit, stem); });
  }
  if (content == 0 && figures.empty()) return {.holds = true};
  if (lacking * 100 > content * (asked.promise ? promise_unbacked_percent : unbacked_percent) || (asked.account && near.empty() && figures.empty())) return support;
  if (std::string lacks = unknown_of_a_record(asked, near, figures); !lacks.empty()) {
    support.lacks = std::move(lacks);
    return support;
  }
  if (std::string clause = unbacked_clause(asked, near); !clause.empty()) {
    support.lacks = std::move(clause);
    return support;
  }
  if (says_the_opposite(asked, near, stems.size())) {
    support.contradicts = true;
    return support;
  }
  std::vector<const Unit*> nearest_units, all;
  for (const Near& one : near) nearest_units.push_back(one.unit);
  for (const Unit& unit : units_)
    if (may_back(unit, asked)) all.push_back(&unit);
  if (const auto twist = twist_in({asked.sentence, asked.text, figures}, nearest_units, all)) {
    support.contradicts = twist->contradicts;
    support.lacks = twist->lacks;
    return support;
  }
  support.holds = true;
  support.lacks.clear();
  // Of a sentence with figures, the passages that have one of them: "It costs $64.00" is said by the record of the kettle, and not by an article on it.
  const auto tells = [&](const Unit& unit) {
    return figures.empty() || std::any_of(figures.begin(), figures.end(), [&](const Figure& figure) {
             return std::any_of(unit.figures.begin(), unit.figures.end(), [&](const Figure& source) { return says(source, figure); });
           });
  };
  for (const Near& one : near)
    if (one.unit->from == Unit::From::passage && 2 * one.shared >= near.front().shared && tells(*one.unit)) support.passages.insert(one.unit->index);
  return support;
}

}  // namespace handrail::reply
