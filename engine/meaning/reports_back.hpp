// "If it is not there, look around and tell me": whoever then writes "I looked everywhere, it is not there" reports what they were asked to report.
#pragma once

#include <string_view>

#include "engine/journal/state.hpp"
#include "engine/meaning/live_bundle.hpp"

namespace handrail {

// Makes the reading that of the matter which was spoken of last, where our last word asked to be told of something and the message, which is surely nothing else, tells of it.
void take_as_report(const LiveBundle& live, const ConversationState& state, event::MessageRead& read);

// Without the signal, and what was matched for it.
void drop_signal(event::MessageRead& read, std::string_view signal);

}  // namespace handrail
