// What the words beside a day say of it, in English and German: that it is not the one, that it is another week's, that it is over.
#pragma once

#include <optional>
#include <string_view>

#include "adapters/reading/phrases.hpp"

namespace handrail::reading {

// "Not on Friday", "any day but Friday", "Friday doesn't work": the day is told to be ruled out.
[[nodiscard]] bool is_ruled_out(std::string_view text, Span day);

// "A week on Friday", "the first Friday of December": another than the weekday alone, and not one that is read exactly.
[[nodiscard]] bool is_counted_on(std::string_view text, Span weekday);

// "Friday next week", "letzte Woche am Freitag": how many weeks from the message's own, and the span with its words.
struct OfAWeek { int weeks = 0; Span span; };
[[nodiscard]] std::optional<OfAWeek> week_beside(std::string_view text, Span weekday);

// "Purchase date: 3 October", "Kaufdatum war der 3. Oktober", "my invoice of 3 October": the day of a paper, or of what was done once.
[[nodiscard]] bool is_dated(std::string_view text, Span day);

// "I bought it on Friday" tells of a day that is over; of "I booked a table on Friday" nobody knows.
enum class Told { of_no_past, perhaps, of_the_past };
[[nodiscard]] Told told_of(std::string_view text, Span day);

}  // namespace handrail::reading
