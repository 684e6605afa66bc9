// What was refused is not proposed again: the words that asked for it ("cancel", "$20 of it") are said of that wish and of no later one. What it was done to may be
// spoken of again ("and change its address instead").
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/json.hpp"
#include "engine/turn/seams.hpp"
#include "engine/turn/words.hpp"

namespace handrail {

// `inputs`: of the run that has ended by the customer's no. Every such word is on the record as not said.
void forget_what_was_refused(ConversationLog& log, const Json& inputs);

// "Don't refund it, send me a new one": what is wished beside what is not to be done, and was not understood, is told so and offered to a person; a question beside
// it is answered by itself. Nothing: it neither asks nor wishes anything more.
[[nodiscard]] std::optional<Words> said_beside_a_refusal(const LiveBundle& live, const ConversationState& state, std::string_view offer);

}  // namespace handrail
