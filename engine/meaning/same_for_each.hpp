// "Refund W1001 and W1002, both broken": a workflow takes one of each, and the same wish goes on for each of the others after it.
#pragma once

#include <string>

#include "engine/journal/state.hpp"
#include "engine/meaning/live_bundle.hpp"

namespace handrail {

// Adds the wishes for the others to `read.further`: those of what is taken up first, behind it, and those of each further wish behind that one. What is said of the first beside
// its number is said of each; what is named for the others is taken out of `reading`. While a question for the thing waits, the first is the answer.
// Where nobody knows which of them is meant ("only one of them"), none is taken, and which it is is left open.
void wish_it_for_each(const LiveBundle& live, const ConversationState& state, const std::string& text, bool was_asked, Reading& reading, event::MessageRead& read);

}  // namespace handrail
