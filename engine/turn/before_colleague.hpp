// What a customer writes of a call while a colleague looks at it, where it is no correction that could be taken up ("I can come on saturday too", "not to my old address"):
// it is put before that colleague. The approval that was asked for is replaced by one with what was written beside the call, so that nobody approves it who has not
// had that before their eyes.
#pragma once

#include <string>

#include "engine/turn/seams.hpp"

namespace handrail {

// Ahead of how it stands with what waits for a colleague or for time: that the message of the open turn, which speaks of what waits and could not be taken up, changes nothing
// of it; and puts it before the colleague, where one looks. Empty: it does not speak of what waits.
[[nodiscard]] std::string told_of_what_waits(Seams& seams, const LiveBundle& live, ConversationLog& log);

// The same of a message that is taken for a wish of its own, for the workflow `begins`: where that is the one that waits, and no other thing is named by its number, the colleague
// reads it all the same.
void put_before_colleague(Seams& seams, const LiveBundle& live, ConversationLog& log, const std::string& begins);

}  // namespace handrail
