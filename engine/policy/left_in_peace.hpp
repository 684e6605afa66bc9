// What a message decides that wishes for nothing: whoever needs nothing is left in peace, and whoever only asks about a matter is told, before anything of it begins.
#pragma once

#include <string>

#include "engine/domain/decision.hpp"

namespace handrail {

// "Never mind, I found it myself": nobody is handed over who needs nothing. `words`: what they hear.
[[nodiscard]] Decision nothing_needed(const TurnFacts& facts, std::string words);

// "What happens if I cancel?": what would be begun, or waits for the sign-in, is told about and offered (Decision::offers).
[[nodiscard]] Decision told_first(Decision decision, const std::string& workflow);

}  // namespace handrail
