#include "engine/reply/told_days.hpp"

#include <algorithm>
#include <array>

namespace handrail::reply {
namespace {

constexpr std::size_t granted_percent = 60;   // of the words of what is denied of a day, in the source that grants it

bool holds(const Unit& unit, std::uint64_t stem) { return std::binary_search(unit.stems.begin(), unit.stems.end(), stem); }
bool closes(std::string_view word) { return word == "closed" || word == "shut" || word == "close" || word == "closes"; }

}  // namespace

unsigned days_of(const std::vector<Figure>& figures) {
  unsigned days = 0;
  for (const Figure& figure : figures) days |= figure.days;
  return days;
}
bool no_on_that_day(const Asked& asked) {
  return says_no(asked.sentence, asked.text) || std::any_of(asked.sentence.words.begin(), asked.sentence.words.end(), [](const Word& word) { return closes(word.text); });
}
// "Not valid at weekends", "closed on Sundays", of what names other days.
bool on_other_days(const Asked& asked, const Unit& unit) {
  const unsigned mine = days_of(figures_in(asked.sentence, asked.text)), theirs = days_of(unit.figures);
  return mine != 0 && theirs != 0 && (mine & theirs) == 0 && no_on_that_day(asked);
}
bool tells_closed(const Unit& unit) { return unit.negated || std::any_of(unit.parts.begin(), unit.parts.end(), [](const Part& part) { return closes(part.text); }); }
// "Closed on Fridays", of what is open from Thursday to Saturday, and of which nothing says that it is closed on one of those days.
bool denies_a_day_that_is_granted(const Asked& asked, const std::vector<const Unit*>& near) {
  const auto figures = figures_in(asked.sentence, asked.text);
  const unsigned mine = days_of(figures);
  const bool of_days = std::all_of(figures.begin(), figures.end(), [](const Figure& figure) { return figure.kind == Figure::Kind::weekday; });
  if (mine == 0 || !of_days || !no_on_that_day(asked)) return false;   // "not on Friday before 6 pm"
  std::vector<std::uint64_t> words;
  for (std::size_t i = 0; i < asked.sentence.words.size(); ++i) {
    const bool day = std::any_of(figures.begin(), figures.end(), [&](const Figure& figure) { return i >= figure.word && i < figure.word + figure.words; });
    if (!day && has_content(asked.sentence.words[i])) words.push_back(meaning_of(asked.sentence.words[i]));
  }
  bool granted = false;
  for (const Unit* unit : near) {
    if ((days_of(unit->figures) & mine) == 0) continue;
    const bool no = unit->negated || std::any_of(unit->parts.begin(), unit->parts.end(), [](const Part& part) {
      return closes(part.text) || part.text == "except" || part.text == "excepted" || part.text == "excluding" || part.text == "only" || part.text == "not" || part.text == "but";
    });
    if (no) return false;
    const auto shared = std::count_if(words.begin(), words.end(), [&](std::uint64_t word) {
      const auto& turned = opposites_of(word);
      return holds(*unit, word) || std::find(unit->above.begin(), unit->above.end(), word) != unit->above.end() ||
          std::any_of(turned.begin(), turned.end(), [&](std::uint64_t other) { return holds(*unit, other); });
    });
    granted |= !unit->parts.empty() && !words.empty() && 100 * static_cast<std::size_t>(shared) >= granted_percent * words.size();
  }
  return granted;
}

// "In April", of what is so from March to May; a month alone or a day.
bool spans_the_date(const Unit& unit, const Figure& date) {
  for (std::size_t i = 0; i + 1 < unit.figures.size(); ++i) {
    const Figure &first = unit.figures[i], &last = unit.figures[i + 1];
    const std::size_t joint = first.word + first.words;
    const bool joined = last.dashed || (last.word == joint + 1 && joint < unit.parts.size() && (unit.parts[joint].text == "to" || unit.parts[joint].text == "until"));
    if (first.kind != Figure::Kind::date || last.kind != Figure::Kind::date || !joined) continue;
    const std::string from = first.value.substr(0, date.value.size()), to = last.value.size() == 2 ? last.value + "-31" : last.value;
    const bool behind = date.value >= from, before = date.value <= to.substr(0, date.value.size());
    if (from <= to ? behind && before : behind || before) return true;   // "from October to March"
  }
  return false;
}

// "Until June", "from June to August": an end that is told, and not a day of the span. "Starting in July" as well.
bool told_as_an_end(const Sentence& sentence, const Figure& date) {
  static constexpr std::array<std::string_view, 18> ends{"from", "until", "till", "to", "since", "by", "between", "through", "before", "after", "starting", "beginning", "ending",
                                                         "up",     "starts", "begins", "ends", "opens"};
  static constexpr std::array<std::string_view, 9> between{"the", "of", "in", "on", "end", "beginning", "start", "early", "late"};
  static constexpr std::array<std::string_view, 7> behind{"to", "until", "till", "through", "onwards", "on", "at"};
  const auto is = [](const auto& list, const Word& word) { return std::find(list.begin(), list.end(), word.text) != list.end(); };
  std::size_t i = date.word;
  while (i > 0 && is(between, sentence.words[i - 1]) && !is(ends, sentence.words[i - 1])) --i;
  const std::size_t next = date.word + date.words;
  return date.dashed || (i > 0 && is(ends, sentence.words[i - 1])) || (next < sentence.words.size() && is(behind, sentence.words[next]));
}

}  // namespace handrail::reply
