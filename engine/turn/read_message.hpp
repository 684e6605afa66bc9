// What a message says: read once, and kept on the record. What the policy makes of it is decide_turn.hpp's.
#pragma once

#include "engine/turn/seams.hpp"

namespace handrail {

// Reads the open turn's message, in the light of the customer's last three, and puts everything that is read on the record; nothing when it was read before
// a crash.
void read_message(const LiveBundle& live, ConversationLog& log);

}  // namespace handrail
