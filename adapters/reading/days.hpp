// Days of the calendar in running text, in English and German.
#pragma once

#include <string_view>
#include <vector>

#include "adapters/reading/entities.hpp"

namespace handrail::reading {

// Each day that is named as the one, in the order of the text. What is a bound or a part of a span ("after Friday", "from Monday to Wednesday", "3-5 May") names
// none. In full it is the text "2026-12-19". Else it says what was said, for whoever knows the day of the message (engine/policy/said_days.hpp):
//   {"month":12,"day":19}  {"day":19}  {"day":19,"in_months":1}  {"in_days":14}  {"weekday":5,"of":"coming"} (Monday is 1; also "following", "this", "next", "last", "either")
//   {"weekday":5,"in_weeks":1}  {"any_of":["2026-04-03","2026-03-04"]} where the order is in doubt.
//   {"short_year":["2026-12-19"]} of a year in two figures: the century is that of the message's day, or the one before it.
//   {"weekend":true,"of":"coming"} (also "next", "last"): its two days.
// With "since":true it is told to be the day since when something lasts, and is the one for nobody but who asked for that.
// A day with its weekday has both: {"month":11,"day":27,"weekday":5}, {"on":"2026-11-27","weekday":5}. What is told as over has "of":"last" ("I bought it on 3 October"),
// what may be over or to come "of":"either" ("I booked it on Friday").
// `language` (ISO 639-1, empty where nobody knows): "morgen" is a day in German alone.
[[nodiscard]] std::vector<Found> find_days(std::string_view text, std::string_view language = {});
// Those that are written with their year.
[[nodiscard]] std::vector<Found> dates_in_full(std::string_view text);

}  // namespace handrail::reading
