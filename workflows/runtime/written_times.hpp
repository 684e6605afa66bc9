// A time as a customer reads it: what `desk.date` gives. Worked out from its words alone, so that it is the same whenever a run is replayed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace handrail {

// "day": November 21; "date": November 21, 2026; "weekday": Saturday, November 21; "time": 09:30
[[nodiscard]] const std::vector<std::string>& time_forms();

// Of "2026-11-21T09:30:00Z" or "2026-11-21": the day and the hour that it names, in its own zone. Fails with invalid for anything else, for a form that is none,
// and for the hour of a day.
Result<std::string> written_time(const std::string& time, std::string_view form);

}  // namespace handrail
