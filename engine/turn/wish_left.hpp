// A wish that waits behind the run, and that a message leaves: "forget W1003", "never mind the room".
#pragma once

#include "engine/turn/in_run.hpp"

namespace handrail {

// Of several wishes, the one that the message names; where it names none of them, or more than one, the latest. Null: it leaves none that waits.
// `leaves`: the message leaves something, whatever it is.
[[nodiscard]] const HeldUp* left_of_held_up(const InRun& in, bool leaves);

}  // namespace handrail
