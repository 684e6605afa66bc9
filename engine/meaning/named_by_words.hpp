// Things that are spoken of by what they are called: "where's my backpack?", then "and the lamp?". What was spoken of before is not meant, where the message calls another
// thing by its name; which order that is in is looked for, and asked where it is in none.
#pragma once

#include <string>

#include "engine/journal/state.hpp"
#include "engine/meaning/live_bundle.hpp"

namespace handrail {

// Whether the message calls something that is none of what the desk has looked up of this thing ("W1006"): by a name that is known of another one, or, in a message that goes
// on with what was said ("and the piano?") or calls an order so ("the piano order"), by any.
[[nodiscard]] bool calls_another_thing(const LiveBundle& live, const ConversationState& state, const event::MessageRead& read, const std::string& text, const std::string& entity,
                                       const Json& value);

}  // namespace handrail
