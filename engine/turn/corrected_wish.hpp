// What is said of a wish that waits until the customer has signed in: "no, I meant W1002", "actually cancel W1003 instead". It stands in the place of that wish.
#pragma once

#include "engine/turn/seams.hpp"

namespace handrail {

// Makes the reading that of the corrected wish: its intent, what it said and this does not, and the act `corrects_wish`. Unchanged, where no wish waits for the sign-in, and
// where the message does not say that it puts something in its place.
// The same where nothing waits and nothing was moved, and the message puts another thing in the place of the one that was spoken of last: "no wait, W1006".
void take_as_corrected_wish(const LiveBundle& live, const ConversationState& state, event::MessageRead& read);

}  // namespace handrail
