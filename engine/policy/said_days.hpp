// Days of the calendar as a message says them: "the 19th", "next Friday", "in two weeks". Which day that is depends on the day of the message, in the desk's time zone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/base/json.hpp"

namespace handrail {

// "2026-12-19": the day that it is for the desk, whose time zone is that of its first queue with opening hours, else universal time.
[[nodiscard]] std::string day_at(const dsl::Program& program, Instant at);

// The days that may be meant by what was said on the day `today`, the likeliest first: one, or several where it is in doubt ("next Friday" on a Monday is this week's to some
// and the next one's to others; a Friday the 27th that is no Friday). A day without a year is the next one, today included. Nothing: there is no such day.
// `said` is as adapters/reading/days.hpp writes it.
[[nodiscard]] std::vector<std::string> days_meant(const Json& said, std::string_view today);

// Of the text "2026-11-27", as a claim has it: "Friday, 27 November 2026". Anything else is as it is.
[[nodiscard]] std::string day_in_words(const dsl::Program& program, const std::string& value);

}  // namespace handrail
