// What is said ahead of a question that comes a second time: what was not understood, so that nobody wonders why it comes again.
#pragma once

#include <string>
#include <vector>

#include "engine/turn/seams.hpp"
#include "engine/turn/words.hpp"

namespace handrail {

// `fact`: what the run asks for.
[[nodiscard]] std::string before_asking_again(const LiveBundle& live, const ConversationState& state, const std::string& fact);

// The call that waits for a yes.
[[nodiscard]] std::string before_asking_again(const LiveBundle& live, const ConversationState& state, const Json& call_arguments);

// Ahead of the first question for the yes to a call about a whole amount, where the message speaks of a part of it that the workflow has not taken up. Empty: it does not.
[[nodiscard]] std::string part_named(const LiveBundle& live, const ConversationState& state, const Json& call_arguments);

// The call that waits: whether the customer spoke of a part, an amount or a condition before it that it has not, or was told that something could not be taken up.
[[nodiscard]] bool differs_from_what_was_said(const ConversationState& state);

// "You wrote of W1001 and W1002. ", ahead of the first question for which of them is meant. Empty: the message does not name several.
[[nodiscard]] std::string several_named(const ConversationState& state, const std::string& fact);
// Those: of one alone nothing is left open.
[[nodiscard]] std::vector<std::string> values_named(const ConversationState& state, const std::string& fact);

// "Yes", and it came before what it would be a yes to: the open question once more, or whether there is anything else.
[[nodiscard]] Words asked_again_as_crossed(const ConversationState& state);

}  // namespace handrail
