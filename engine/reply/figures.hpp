// Amounts, shares, lengths of time, dates and numbers that stand in a sentence: what must stand in its source as well, though maybe written in another way
// ("$129", "129.00 USD"; "2 days", "48 hours"; "20 November", "2026-11-20T08:00:00Z").
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/reply/reading.hpp"

namespace handrail::reply {

struct Figure {
  enum class Kind { number, money, percent, time, date, weekday, clock, id };
  Kind kind = Kind::number;
  std::string value;           // canonical: "129", "20", "172800 second", "11-20", "monday", "18:00", "w1001"
  std::string currency;        // of money, where it is said
  std::string unit;            // of a length of time, as it was written: "day"
  bool vague = false;          // "a few days": of no number
  bool either_half = false;    // "half past six", "4 o'clock": before noon or after it
  bool dashed = false;         // a dash alone stands between it and the figure before it: "9:00-18:00"
  unsigned days = 0;           // of weekdays, a bit each from Monday on: "weekdays", "from Monday to Friday"
  std::size_t word = 0, words = 1;   // where it stands in the sentence
  std::size_t begin = 0, end = 0;
};

// `text`: the one that the sentence was read from; it knows what stands behind a number: a % sign.
[[nodiscard]] std::vector<Figure> figures_in(const Sentence& sentence, std::string_view text);

// Whether the source's figure says what the reply's says. A number without a unit is any number.
[[nodiscard]] bool says(const Figure& source, const Figure& figure);

}  // namespace handrail::reply
