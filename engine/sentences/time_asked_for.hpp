// Whether a question asks for a day that is over or for one to come: "when did you buy it?", "which day would you like to come?". By its tense, and by what the day is called
// ("purchase date"). English and German; case does not count.
#pragma once

#include <string_view>

namespace handrail {

enum class TimeAskedFor { any, past, to_come };

// `question`: its text, or the name of what is asked for ("purchase_date").
[[nodiscard]] TimeAskedFor time_asked_for(std::string_view question);

}  // namespace handrail
