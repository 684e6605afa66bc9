// What a message decides that wishes for nothing: whoever needs nothing is left in peace, and whoever only asks about a matter is told, before anything of it begins.
#pragma once

#include <string>

#include "engine/domain/decision.hpp"

namespace handrail {

// "Never mind, I found it myself": nobody is handed over who needs nothing. `words`: what they hear.
[[nodiscard]] Decision nothing_needed(const TurnFacts& facts, std::string words);

// "What happens if I cancel?": what would be begun, or waits for the sign-in, is told about and offered (Decision::offers).
[[nodiscard]] Decision told_first(Decision decision, const std::string& workflow);

// "Hi", "I want": says nothing yet, and is asked what it is about: in the words of the policy's own question where it has one (`by_rules`), which is not used up by that, then in
// ours (`words`), and at the third time a person is offered. Nobody is handed over for a greeting.
[[nodiscard]] Decision nothing_said_yet(const TurnFacts& facts, Decision by_rules, std::string words);

// "Please do not cancel W1003": whoever says what is not to be done wishes for nothing yet.
[[nodiscard]] Decision what_is_declined_begins_nothing();

}  // namespace handrail
