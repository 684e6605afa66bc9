// Days and dates that a sentence tells, held against the days and spans that a source names: open from Monday to Friday, closed on Sundays, rented from May to September.
#pragma once

#include <vector>

#include "engine/reply/support.hpp"

namespace handrail::reply {

// The weekdays among the figures, a bit each.
[[nodiscard]] unsigned days_of(const std::vector<Figure>& figures);
// "Not valid at weekends", "closed on Sundays".
[[nodiscard]] bool no_on_that_day(const Asked& asked);
// A no of days, of a source that names others.
[[nodiscard]] bool on_other_days(const Asked& asked, const Unit& unit);
// Whether the source says no, or that something is closed.
[[nodiscard]] bool tells_closed(const Unit& unit);
// "Closed on Fridays", of what is open from Thursday to Saturday, and of which nothing says that it is closed on one of those days.
[[nodiscard]] bool denies_a_day_that_is_granted(const Asked& asked, const std::vector<const Unit*>& near);
// "In April", of what is so from March to May; a month alone or a day.
[[nodiscard]] bool spans_the_date(const Unit& unit, const Figure& date);
// "Until June", "from June to August": an end that is told, and not a day of the span. "Starting in July" as well.
[[nodiscard]] bool told_as_an_end(const Sentence& sentence, const Figure& date);

}  // namespace handrail::reply
