// Whether somebody who waits for a person says that they need none any more: "forget it", "cancel", "never mind, I found it". The handoff ends with it, so that
// nothing else may stand in the message: "cancel my order, please" and "never mind the colour, I want it replaced" are for the person.
#pragma once

#include <string_view>

namespace handrail {

// `matter`: the intent that was handed over; where that is about cancelling, "cancel it" is about the matter. English words only; case does not count.
[[nodiscard]] bool needs_nobody_any_more(std::string_view text, std::string_view matter);

// The same of whoever waits for nothing: "no thanks, I found it myself, bye", "I don't need anything". Nothing else may stand in the message.
[[nodiscard]] bool needs_nothing(std::string_view text);

}  // namespace handrail
