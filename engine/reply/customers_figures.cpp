#include "engine/reply/customers_figures.hpp"

#include <algorithm>
#include <array>

#include "engine/base/one_of.hpp"

namespace handrail::reply {

std::optional<Measure> measured_by_the_customer(const Checking& checking, const Figure& figure, std::string_view text) {
  auto mine = measure_of(figure, text.substr(figure.begin, figure.end - figure.begin));
  if (!mine) return std::nullopt;
  const bool hour = mine->half == Measure::Half::open || mine->scale == Scale::count;
  if (!hour) return mine;
  for (const std::string& message : checking.evidence.customer_said)
    for (const Sentence& sentence : read_text(message).sentences) {
      const auto figures = figures_in(sentence, message);
      const bool here = std::any_of(figures.begin(), figures.end(), [&](const Figure& one) {
        const auto theirs = measure_of(one, std::string_view(message).substr(one.begin, one.end - one.begin));
        return theirs && same_measure(*theirs, *mine);
      });
      const auto tells = [&](auto words) {
        return std::any_of(sentence.words.begin(), sentence.words.end(), [&](const Word& one) { return std::find(words.begin(), words.end(), one.text) != words.end(); });
      };
      if (!here) continue;
      const bool late = tells(std::array<std::string_view, 5>{"afternoon", "evening", "tonight", "night", "pm"});
      const bool early = tells(std::array<std::string_view, 2>{"morning", "am"});
      if (late == early) continue;
      constexpr std::int64_t noon = 12 * 60;
      mine->half = late ? Measure::Half::afternoon : Measure::Half::morning;
      if (mine->scale == Scale::minutes) mine = Measure{.scale = Scale::minutes, .value = mine->value % noon + (late ? noon : 0), .currency = {}};
      return mine;
    }
  return mine;
}

bool written_by_the_customer(const Checking& checking, const Figure& figure) {
  const auto mine = measure_of(figure, std::string_view(checking.draft.text).substr(figure.begin, figure.end - figure.begin));
  return mine && std::any_of(checking.units().begin(), checking.units().end(), [&](const Unit& unit) {
    return unit.from == Unit::From::said && std::any_of(unit.figures.begin(), unit.figures.end(), [&](const Figure& one) {
      const auto theirs = measure_of(one, "");
      return theirs && same_measure(*theirs, *mine);
    });
  });
}

// Speaks of the thing, and not only of so much of it: "at most two dogs", "€3 a night".
static bool counts(const Unit& unit, std::uint64_t thing) {
  for (std::size_t i = 0; i < unit.parts.size(); ++i)
    if (unit.parts[i].meaning == thing && (i == 0 || !one_of<4>({"a", "an", "per", "every"}, unit.parts[i - 1].text))) return true;
  return false;
}

bool beyond_a_bound(const Checking& checking, const Sentence& sentence, const Figure& figure) {
  const auto mine = measure_of(figure, std::string_view(checking.draft.text).substr(figure.begin, figure.end - figure.begin));
  if (!mine || mine->scale != Scale::count) return false;
  const Word* counted = nullptr;   // "three dogs"
  for (const Word& word : sentence.words)
    if (word.begin >= figure.end && word.begin <= figure.end + 2 && has_content(word)) counted = &word;
  return std::any_of(checking.units().begin(), checking.units().end(), [&](const Unit& unit) {
    if (counted && !counts(unit, meaning_of(*counted))) return false;
    const bool of_the_same = !unit.parts.empty() && !unit.heading && std::any_of(sentence.words.begin(), sentence.words.end(), [&](const Word& word) {
      return has_content(word) && std::binary_search(unit.stems.begin(), unit.stems.end(), meaning_of(word));
    });
    if (!of_the_same) return false;
    const auto ranges = ranges_in(unit.parts, unit.figures, "");
    return std::any_of(ranges.begin(), ranges.end(), [&](const Range& range) { return place_in(range, *mine) == Place::above; });
  });
}

}  // namespace handrail::reply
