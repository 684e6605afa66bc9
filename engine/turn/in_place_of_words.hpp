// At a question for any words, what the customer says in place of an answer: that another thing is meant than the run is about, or that they need a moment.
#pragma once

#include <optional>
#include <string_view>

#include "engine/turn/customer_answers.hpp"
#include "engine/turn/in_run.hpp"
#include "engine/turn/words.hpp"

namespace handrail {

// What a reply "asks" that wants to know whether another thing is meant. A yes, or the name of a thing, says so.
inline constexpr std::string_view asks_whether_another = "whether another is meant";

// A correction (the thing is asked for anew), `whether_another`, or `moment`. Nothing: the message may be the answer.
[[nodiscard]] std::optional<CustomersAnswer> in_place_of_words(const InRun& in);

// What is said to the last two: the question stands at the end.
[[nodiscard]] Words asked_whether_another(const ConversationState& state, const CustomersAnswer& answer);
[[nodiscard]] Words gives_a_moment(const ConversationState& state);

}  // namespace handrail
