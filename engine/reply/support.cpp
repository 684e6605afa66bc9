#include "engine/reply/support.hpp"

#include <algorithm>
#include <array>

#include "engine/reply/exceptions.hpp"
#include "engine/reply/german.hpp"
#include "engine/reply/lists.hpp"
#include "engine/reply/told_days.hpp"
#include "engine/reply/twist_ground.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t sources_together = 4;      // sentences that one sentence may be made of
constexpr std::size_t unbacked_percent = 36;     // of the words with content: what rewording brings with it
constexpr std::size_t promise_unbacked_percent = 20;
constexpr std::size_t german_unbacked_percent = 30;   // of a sentence of which less is understood
constexpr std::size_t clause_words = 3;          // with content: a part of a sentence that must be backed by itself
constexpr std::size_t clause_unbacked_percent = 50;
constexpr std::size_t part_percent = 75;         // of a part's words, shared with a part of a source, so that both are of one matter
constexpr std::size_t opposite_percent = 60;     // shared with the one source that says yes where this says no, or the other way round

bool holds(const Unit& unit, std::uint64_t stem) { return std::binary_search(unit.stems.begin(), unit.stems.end(), stem); }

// "You pay $9", of what costs that: beside an amount such a word adds nothing.
bool prices(std::string_view word) {
  static constexpr std::array<std::string_view, 12> words{"pay", "pays", "cost", "costs", "price", "priced", "charge", "charged", "save", "discount", "cheaper", "amounts"};
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
struct ClausePart { std::vector<std::uint64_t> content; bool no = false; std::uint64_t denied_verb = 0; };
// "Debit cards and cash are not accepted": several things in front of one verb are no clauses. How many words they are; 0: it begins otherwise.
std::size_t joined_subjects(const std::vector<Part>& parts) {
  constexpr std::size_t thing_words = 3;
  const auto verb = [](const Part& part) { return one_of<12>({"is", "are", "was", "were", "can", "may", "must", "will", "has", "have", "do", "cannot"}, part.text); };
  const auto joint = std::find_if(parts.begin(), parts.end(), [](const Part& part) { return part.text == "and" || part.text == "or"; });
  if (joint == parts.end() || static_cast<std::size_t>(joint - parts.begin()) > thing_words) return 0;
  const auto first_verb = std::find_if(parts.begin(), parts.end(), verb);
  if (first_verb <= joint + 1 || static_cast<std::size_t>(std::min(first_verb, parts.end()) - joint) > thing_words + 1 || first_verb == parts.end()) return 0;
  return std::any_of(parts.begin(), first_verb, [](const Part& part) { return part.parted; }) ? 0 : static_cast<std::size_t>(first_verb - parts.begin());
}
std::vector<ClausePart> clause_parts(const std::vector<Part>& parts) {
  const std::size_t subjects = joined_subjects(parts);
  static constexpr std::array<std::string_view, 8> joins{"and", "but", "so", "which", "while", "because", "since", "or"};
  std::vector<ClausePart> clauses(1);
  for (const Part& part : parts) {
    const bool of_a_bound = part.text == "or" && &part != &parts.back() && (&part + 1)->text == "more";   // "7 nights or more"
    const bool one_of_several = part.text == "or" && !part.parted && clauses.back().no;   // "we don't open motors or batteries"
    if (static_cast<std::size_t>(&part - parts.data()) >= subjects && (part.parted || std::find(joins.begin(), joins.end(), part.text) != joins.end()) &&
        !of_a_bound && !one_of_several &&
        !clauses.back().content.empty()) clauses.emplace_back();
    if (part.content && !prices(part.text)) clauses.back().content.push_back(part.meaning);   // "pay by card", of "we accept cards"
    static constexpr std::array<std::string_view, 16> says_little{"is", "are", "was", "were", "be", "been", "can", "may", "must", "will", "has", "have", "do", "does", "did", "to"};
    if (clauses.back().no && clauses.back().denied_verb == 0 && std::find(says_little.begin(), says_little.end(), part.text) == says_little.end())
      clauses.back().denied_verb = part.meaning;   // "nobody can use it": of a word that says little by itself
    static constexpr std::array<std::string_view, 4> excepting{"excepted", "excepting", "exempt", "exempted"};   // "holidays excepted" says "not on holidays"
    clauses.back().no |= negates_at(parts, static_cast<std::size_t>(&part - parts.data())) || std::find(excepting.begin(), excepting.end(), part.text) != excepting.end();
  }
  return clauses;
}

// Each part of the sentence is most of a part of some source that says yes or no as it does.
bool parts_agree(const Asked& asked, const std::vector<const Unit*>& near) {
  const std::vector<ClausePart> mine = clause_parts(parts_of(asked.sentence, asked.text, figures_in(asked.sentence, asked.text)));
  const bool denies_one = std::any_of(mine.begin(), mine.end(), [](const ClausePart& clause) { return clause.no; });
  return std::all_of(mine.begin(), mine.end(), [&](const ClausePart& clause) {
    std::size_t most = 0;
    const bool of_something_else = clause.content.empty() && clause.denied_verb != 0 &&
        std::none_of(near.begin(), near.end(), [&](const Unit* unit) { return has_part(unit->parts, clause.denied_verb); });
    bool agrees = clause.no ? of_something_else : clause.content.empty() || denies_one;   // what is denied is asked of the clause that denies it
    for (const Unit* unit : near)
      for (const ClausePart& other : clause_parts(unit->parts)) {
        const auto said = [](const std::vector<std::uint64_t>& words, std::uint64_t word) { return std::find(words.begin(), words.end(), word) != words.end(); };
        const auto own = std::count_if(clause.content.begin(), clause.content.end(), [&](std::uint64_t word) { return said(other.content, word); });
        const auto only_above = [&](std::uint64_t word) { return !has_part(unit->parts, word) && said(unit->above, word); };
        const auto above = std::count_if(clause.content.begin(), clause.content.end(), only_above);
        const auto shared = static_cast<std::size_t>(own + (above <= own ? above : 0));   // by card, below "Paying"
        if (shared < std::max<std::size_t>(most, 1) || 100 * shared < part_percent * clause.content.size()) continue;
        agrees = (shared == most && agrees) || clause.no == other.no;
        most = shared;
      }
    return agrees;
  });
}

// "Closes at 2 pm", of a span that ends then: which end is meant is asked where figures are.
bool tells_an_end(std::string_view word) {
  static constexpr std::array<std::string_view, 14> words{"open",   "opens",    "close", "closes", "closed", "closing", "end", "ends",
                                                           "finish", "finishes", "start", "starts", "begin",  "begins"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

// "Your stay costs …", and not "we return … to you".
bool tells_their_price(const Sentence& sentence) {
  static constexpr std::array<std::string_view, 5> costs{"cost", "costs", "total", "totals", "price"};
  const auto one_of = [](const auto& list, const Word& word) { return std::find(list.begin(), list.end(), word.text) != list.end(); };
  return sentence.words.front().text == "your" && std::any_of(sentence.words.begin(), sentence.words.end(), [&](const Word& word) { return one_of(costs, word); });
}

// "Lessons cannot be paid in cash", of "cash is taken only for the fee": what is denied is something else than what the source leaves.
bool beside_the_only(const std::vector<Part>& own, const Unit& unit) {
  const auto only = std::find_if(unit.parts.begin(), unit.parts.end(), [](const Part& part) { return part.text == "only"; });
  if (only == unit.parts.end()) return false;
  return std::any_of(own.begin(), own.end(), [&](const Part& part) { return part.content && !has_part(unit.parts, part.meaning); });
}

// "PX100517 needs a signature", of "parcels that need a signature can't be redirected": what is denied is something else.
bool only_says_which(const std::vector<Part>& own, const Unit& unit) {
  const auto inside = [&](std::uint64_t meaning) {
    for (std::size_t i = unit.which.begin; i < unit.which.end; ++i)
      if (unit.parts[i].meaning == meaning) return true;
    return false;
  };
  return unit.which.end > 0 && std::all_of(own.begin(), own.end(), [&](const Part& part) { return !part.content || !has_part(unit.parts, part.meaning) || inside(part.meaning); });
}

// "Before 10 in the morning", of 10:00.
bool part_of_day(std::string_view word) { return word == "morning" || word == "afternoon" || word == "evening"; }
bool lies_within(std::string_view part, const Figure& clock) {
  constexpr int noon = 12, evening = 17;
  const int hour = std::stoi(clock.value);
  return part == "morning" ? hour < noon : part == "afternoon" ? hour >= noon && hour <= evening + 1 : hour >= evening;
}

std::string spelled(const Word& word, std::string_view text) { return std::string(text.substr(written_begin(word), written_end(word) - written_begin(word))); }

}  // namespace

std::vector<Backing::Near> Backing::nearest(const Asked& asked, const std::vector<std::uint64_t>& stems) const {
  std::vector<Near> near;
  for (const Unit& unit : units_) {
    if (!may_back(unit, asked)) continue;
    const auto has_it = [&](std::uint64_t stem) {
      const auto turned = opposites_of(stem);
      return holds(unit, stem) || (!turned.empty() && unit.from != Unit::From::fact && std::any_of(turned.begin(), turned.end(), [&](std::uint64_t other) {
          return holds(unit, other); }));
    };
    const auto shared = static_cast<std::size_t>(std::count_if(stems.begin(), stems.end(), has_it));
    if (shared > 0) near.push_back({&unit, shared});
  }
  std::stable_sort(near.begin(), near.end(), [](const Near& a, const Near& b) { return a.shared > b.shared; });
  return near;
}

// Of those that share as much, the ones that say its figures.
void Backing::keep_nearest(std::vector<Near>& near, const std::vector<Figure>& figures) const {
  if (near.size() <= sources_together) return;
  const auto weight = [&](const Near& one) {
    return one.shared + static_cast<std::size_t>(std::count_if(figures.begin(), figures.end(), [&](const Figure& figure) {
      return std::any_of(one.unit->figures.begin(), one.unit->figures.end(), [&](const Figure& source) { return says(source, figure); });
    }));
  };
  std::stable_sort(near.begin() + 1, near.end(), [&](const Near& a, const Near& b) { return weight(a) > weight(b); });
  near.resize(sources_together);
  std::stable_sort(near.begin(), near.end(), [](const Near& a, const Near& b) { return a.shared > b.shared; });
}

bool Backing::known(const Figure& figure, bool said_by_customer) const {
  return std::any_of(units_.begin(), units_.end(), [&](const Unit& unit) {
    return (said_by_customer || unit.from != Unit::From::said) && std::any_of(unit.figures.begin(), unit.figures.end(), [&](const Figure& source) { return says(source, figure); });
  });
}

// By a source that speaks of the same: not by a far one that has the number by chance.
bool Backing::backs_figure(const Figure& figure, const std::vector<Figure>& figures, const std::vector<Near>& near, const Asked& asked) const {
  if (figure.kind == Figure::Kind::id) return known(figure, true);
  const auto own_record = [&](const Unit& unit) {   // "your stay costs 210 EUR", of a total
    const bool read = unit.from == Unit::From::fact || unit.from == Unit::From::receipt;
    return read && std::any_of(unit.figures.begin(), unit.figures.end(), [&](const Figure& source) { return says(source, figure); });
  };
  if (figure.kind == Figure::Kind::money && tells_their_price(asked.sentence) && std::any_of(units_.begin(), units_.end(), own_record)) return true;
  if (figure.kind == Figure::Kind::weekday && no_on_that_day(asked)) {
    bool named = false, there = false;
    for (const Near& one : near) {
      named |= !tells_closed(*one.unit) && days_of(one.unit->figures) != 0;
      there |= (days_of(one.unit->figures) & figure.days) != 0;
    }
    if (named && !there) return true;
  }
  const std::size_t best = near.empty() ? 0 : near.front().shared;
  std::vector<std::uint64_t> matter;   // what the date is told of
  for (std::size_t i = 0; i < asked.sentence.words.size(); ++i) {
    const bool of_a_figure = std::any_of(figures.begin(), figures.end(), [&](const Figure& one) { return i >= one.word && i < one.word + one.words; });
    if (!of_a_figure && has_content(asked.sentence.words[i])) matter.push_back(meaning_of(asked.sentence.words[i]));
  }
  const auto of_matter = [&](const Near& one) { return std::count_if(matter.begin(), matter.end(), [&](std::uint64_t word) { return holds(*one.unit, word); }); };
  std::ptrdiff_t most = 0;
  for (const Near& one : near) most = std::max(most, of_matter(one));
  const auto spans_it = [&](const Near& one) { return of_matter(one) == most && spans_the_date(*one.unit, figure); };
  // "Kayaks are rented in April", of a month in which canoes are: where kayaks are rented from May on.
  const auto dates_it = [&](const Near& one, bool say_so) {
    return of_matter(one) == most && std::count_if(one.unit->figures.begin(), one.unit->figures.end(), [&](const Figure& source) {
      return source.kind == Figure::Kind::date && (!say_so || says(source, figure));
    }) >= (say_so ? 1 : 2);
  };
  const auto any_near = [&](auto is) { return std::any_of(near.begin(), near.end(), is); };
  if (figure.kind == Figure::Kind::date && any_near([&](const Near& one) { return dates_it(one, false); }) &&
      !any_near([&](const Near& one) { return dates_it(one, true) || spans_it(one); })) return false;
  if (figure.kind == Figure::Kind::date && !told_as_an_end(asked.sentence, figure) && std::any_of(near.begin(), near.end(), spans_it)) return true;
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

// "Campfire", of fires; a compound is one of what its last part names.
bool Backing::compounded(const Word& word, const std::vector<Near>& near) {
  constexpr std::size_t part_min = 4, front_min = 3;
  if (word.german) return german_compound(word, near);
  for (std::size_t cut = front_min; cut + part_min <= word.text.size(); ++cut) {
    const std::string last = word.text.substr(cut);
    const std::uint64_t meaning = meaning_of({.text = last, .stem = stem_of(last)});
    if (std::any_of(near.begin(), near.end(), [&](const Near& one) { return holds(*one.unit, meaning); }) && has_content({.text = last})) return true;
  }
  return false;
}

// "Kunststofffassung", of "Fassungen aus Kunststoff": one sentence has both of its parts. "Verkauf" is no kind of "Kauf".
bool Backing::german_compound(const Word& word, const std::vector<Near>& near) {
  constexpr std::size_t part_min = 4;
  const auto meaning = [](const std::string& part) { return meaning_of(german_word(part)); };
  for (std::size_t cut = part_min; cut + part_min <= word.text.size(); ++cut) {
    if ((static_cast<unsigned char>(word.text[cut]) & 0xC0) == 0x80) continue;   // within a letter
    const std::uint64_t first = meaning(word.text.substr(0, cut)), last = meaning(word.text.substr(cut));
    if (std::any_of(near.begin(), near.end(), [&](const Near& one) { return holds(*one.unit, first) && holds(*one.unit, last); })) return true;
  }
  return false;
}

// "Without interest": the source leaves out what stands in front of "-free".
bool Backing::left_out(const Word& word, const std::vector<Near>& near) {
  return std::any_of(near.begin(), near.end(), [&](const Near& one) {
    return std::any_of(one.unit->parts.begin(), one.unit->parts.end(), [&](const Part& part) { return part.meaning == meaning_of(word) && part.denied; });
  });
}

// "The new date is …", of a moment; "today", of what is done on the same day.
bool Backing::says_when(const Word& word, const std::vector<Figure>& figures, const std::vector<Near>& near) {
  const auto of_a_day = [](const Figure& figure) { return figure.kind == Figure::Kind::date || figure.kind == Figure::Kind::clock || figure.kind == Figure::Kind::weekday; };
  if (word.text == "date" || word.text == "time" || word.text == "day" || word.text == "hours") return std::any_of(figures.begin(), figures.end(), of_a_day);
  if (part_of_day(word.text)) {
    return std::any_of(near.begin(), near.end(), [&](const Near& one) {
      return std::any_of(one.unit->figures.begin(), one.unit->figures.end(), [&](const Figure& source) {
        const bool told = std::any_of(figures.begin(), figures.end(), [&](const Figure& figure) { return says(source, figure); });
        return told && source.kind == Figure::Kind::clock && lies_within(word.text, source);
      });
    });
  }
  const std::string_view length = word.text == "today" ? "0 second" : word.text == "tomorrow" ? "86400 second" : "";
  if (length.empty()) return false;
  return std::any_of(near.begin(), near.end(), [&](const Near& one) {
    return std::any_of(one.unit->figures.begin(), one.unit->figures.end(), [&](const Figure& figure) { return figure.value == length && figure.words > 1; });
  });
}

// "If you fail", of "who does not pass": the opposite of the word stands in a source that says no where this says yes, or the other way round.
bool Backing::turned_by_a_no(const Word& word, const Asked& asked, const std::vector<Near>& near) const {
  const std::uint64_t meaning = meaning_of(word);
  const auto no = [](const std::vector<Part>& parts) {
    for (std::size_t i = 0; i < parts.size(); ++i)
      if (negates_at(parts, i)) return true;
    return false;
  };
  const bool denied = no(parts_of(asked.sentence, asked.text, figures_in(asked.sentence, asked.text)));
  return std::any_of(near.begin(), near.end(), [&](const Near& one) {
    return no(one.unit->parts) != denied && std::any_of(one.unit->parts.begin(), one.unit->parts.end(), [&](const Part& part) { return are_opposites(meaning, part.meaning); });
  });
}

// A part of the sentence, between commas and conjunctions, most of whose words nothing backs. Empty: none.
std::string Backing::unbacked_clause(const Asked& asked, const std::vector<Near>& near) const {
  std::size_t content = 0, lacking = 0, first = 0;
  std::string lacks;
  const auto& words = asked.sentence.words;
  const std::vector<Figure> figures = figures_in(asked.sentence, asked.text);
  const auto of_a_figure = [&](std::size_t i) {
    return std::any_of(figures.begin(), figures.end(), [&](const Figure& figure) { return i >= figure.word && i < figure.word + figure.words; });
  };
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
    if (!has_content(words[i]) || of_a_figure(i)) continue;
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
  std::vector<const Unit*> nearest_units;
  for (const Near& one : near) nearest_units.push_back(one.unit);
  if (denies_a_day_that_is_granted(asked, nearest_units)) return true;
  if (near.front().shared * 100 < stems * opposite_percent) return false;
  const bool no = says_no(asked.sentence, asked.text);
  const std::vector<Part> own = parts_of(asked.sentence, asked.text, figures_in(asked.sentence, asked.text));
  std::size_t most = 0;
  const std::vector<std::uint64_t> said = content_of(asked.sentence);
  const auto with_above = [&](const Near& one) {
    return one.shared + static_cast<std::size_t>(std::count_if(said.begin(), said.end(), [&](std::uint64_t stem) {
      return !holds(*one.unit, stem) && std::find(one.unit->above.begin(), one.unit->above.end(), stem) != one.unit->above.end();
    }));
  };
  for (const Near& one : near) most = std::max(most, with_above(one));

  const auto agrees = [&](const Near& one) {
    if (with_above(one) < most || (one.shared < most && near.front().shared == most)) return false;   // one that has the words itself is nearer than one that goes on from it
    return one.unit->negated == no && !by_exception(asked.sentence, asked.text, *one.unit);   // asked above
  };
  for (const Near& one : near) {
    if (with_above(one) < most) continue;
    const auto exception = by_exception(asked.sentence, asked.text, *one.unit);
    if (exception && exception->contradicts) return true;
    if ((exception && exception->agrees) || denies_what_is_past(asked.sentence, asked.text, *one.unit)) return false;
    if (one.unit->negated && !no && only_says_which(own, *one.unit)) return false;
    if (one.unit->negated != no && (by_its_opposite(own, *one.unit) || on_other_days(asked, *one.unit) || (no && beside_the_only(own, *one.unit)))) return false;
  }
  if (std::any_of(near.begin(), near.end(), agrees)) return false;
  std::vector<const Unit*> units;   // a part may be said by one that is far from the whole
  for (const Unit& unit : units_)
    if (may_back(unit, asked)) units.push_back(&unit);
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
  keep_nearest(near, figures);
  std::size_t content = 0, lacking = 0;
  const bool of_money = std::any_of(figures.begin(), figures.end(), [](const Figure& figure) { return figure.kind == Figure::Kind::money ||
      figure.kind == Figure::Kind::percent; });
  const bool of_hours = std::any_of(figures.begin(), figures.end(), [](const Figure& figure) { return figure.kind == Figure::Kind::clock; });
  const auto in_figure = [&](std::size_t i) {
    return std::any_of(figures.begin(), figures.end(), [&](const Figure& figure) { return i >= figure.word && i < figure.word + figure.words; });
  };
  for (std::size_t i = 0; i < asked.sentence.words.size(); ++i) {
    const Word& word = asked.sentence.words[i];
    if (in_figure(i)) continue;   // asked above
    const bool without_it = word.text == "free" && word.hyphened;   // "interest-free" says "without interest"
    if (without_it && i > 0 && left_out(asked.sentence.words[i - 1], near)) continue;
    const bool must = lists().strong.count(word.text) || extends(asked.sentence, i) || lists().when.count(word.text) ||
        (asked.account && lists().state.count(word.text)) || (word.capital && i > 0);
    if (!has_content(word) && !must) continue;
    ++content;
    const std::uint64_t stem = meaning_of(word);
    // A name may stand in the sentence before, or in the heading: "We ship to Canada. That takes 6 days."
    const auto goes_on_from = [&](const Near& one) { return word.capital && std::find(one.unit->above.begin(), one.unit->above.end(), stem) != one.unit->above.end(); };
    if (std::any_of(near.begin(), near.end(), [&](const Near& one) { return holds(*one.unit, stem) || goes_on_from(one); })) continue;
    if (word.german && german_compound(word, near)) continue;   // every noun has a capital
    if (!must && (turned_by_a_no(word, asked, near) || compounded(word, near))) continue;
    if (says_when(word, figures, near)) continue;
    if ((of_money && prices(word.text)) || (of_hours && tells_an_end(word.text))) {
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
  const bool german = std::any_of(asked.sentence.words.begin(), asked.sentence.words.end(), [](const Word& word) { return word.german; });
  const std::size_t unbacked = asked.promise ? promise_unbacked_percent : german ? german_unbacked_percent : unbacked_percent;
  if (lacking * 100 > content * unbacked || (asked.account && near.empty() && figures.empty())) return support;
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
