// What a message says: read once, and kept on the record. What the policy makes of it is decide_turn.hpp's.
#pragma once

#include "engine/turn/seams.hpp"

namespace handrail {

// Reads the open turn's message, in the light of the customer's last three, and puts everything that is read on the record; nothing when it was read before
// a crash.
void read_message(const LiveBundle& live, ConversationLog& log);

// What a reading heard beside the wish: its signals, each once with the places that have it, how urgent it is, and the language.
void keep_what_was_heard(const Reading& reading, event::MessageRead& read);

}  // namespace handrail
