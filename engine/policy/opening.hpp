// When a queue is open, and by when somebody will have answered. Time zones come from the system's database.
#pragma once

#include <string>

#include "dsl/program/program.hpp"
#include "engine/base/result.hpp"

namespace handrail {

// The moment by which the queue promises an answer to what reaches it `now`: counted in open hours when the queue says so. Hours in a
// zone that the system does not know are read as universal time; the check refuses such a zone (P0318).
[[nodiscard]] Instant promised_at(const dsl::Queue& queue, Instant now);
[[nodiscard]] bool open_at(const dsl::Queue& queue, Instant now);
// "within 2 hours", "today by 16:30 (Europe/Berlin)", "by Monday 23 November, 11:00 (Europe/Berlin)": as a customer reads it. Asked later,
// what is left of it: "within 50 minutes".
[[nodiscard]] std::string promise_words(const dsl::Queue& queue, Instant promised, Instant now);
// The same in another tone or language, as far as the bundle words it: "innerhalb von 2 Stunden", "heute bis 16:30 (Europe/Berlin)".
[[nodiscard]] std::string promise_words(const dsl::Program& program, const dsl::Manner& manner, const dsl::Queue& queue, Instant promised, Instant now);
// "2 hours", "2 Stunden": a span of time in another tone or language, as far as the bundle words it.
[[nodiscard]] std::string span_words(const dsl::Program& program, const dsl::Manner& manner, Duration span);

// "20 December 2026, 14:00 (Europe/Berlin)", in the desk's zone: that of the first queue with opening hours, else universal time. A time that is a date, which
// is midnight of universal time, is the date alone.
[[nodiscard]] std::string time_words(const dsl::Program& program, Instant at);
// The same with its day of the week in front: "Sunday, 20 December 2026, 14:00 (Europe/Berlin)".
[[nodiscard]] std::string weekday_and_time_words(const dsl::Program& program, Instant at);

// The hour of the week in the queue's own time zone (universal time where it has none): 0 is Monday from 00:00 to 01:00, 167 Sunday's last.
[[nodiscard]] std::size_t hour_of_week(const dsl::Queue& queue, Instant now);

}  // namespace handrail
