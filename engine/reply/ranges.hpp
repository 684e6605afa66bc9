// The span that a text sets for a figure, "children under 6", "from March to May", "two at most", "we close at 18:00", and on which side of it another figure lies.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/reply/figures.hpp"
#include "engine/reply/parts.hpp"

namespace handrail::reply {

// What a figure is measured on. Ages are months and a plain number of years; an hour may be told without its half of the day.
enum class Scale { count, seconds, months, minutes, days_of_year, weekdays, money, percent };

struct Measure {
  Scale scale = Scale::count;
  std::int64_t value = 0;       // thousandths, of amounts and numbers
  std::string currency;
  bool whole_month = false;     // "April": any of its days
  enum class Half { none, open, morning, afternoon };
  Half half = Half::none;       // of an hour: "at four" leaves it open; of a number, were it one
};
[[nodiscard]] std::optional<Measure> measure_of(const Figure& figure, std::string_view spelled);
// The same, whether it is told as an age, as a number or as a length of time: "four-year-old", of "he is 4".
[[nodiscard]] bool same_measure(const Measure& one, const Measure& other);

struct Range {
  std::optional<Measure> low, high;
  bool low_counts = true, high_counts = true;   // "up to 6" has 6 in it, "under 6" has not
  std::size_t word = 0;                         // where it stands
  std::size_t clause = 0;
};
// `text`: the one that the figures were found in; may be empty, of a source whose text is not at hand.
[[nodiscard]] std::vector<Range> ranges_in(const std::vector<Part>& parts, const std::vector<Figure>& figures, std::string_view text);

enum class Place { apart, inside, below, above };   // apart: of another kind, nothing can be said
[[nodiscard]] Place place_in(const Range& range, Measure mine);

}  // namespace handrail::reply
