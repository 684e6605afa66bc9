// What `desk.facts()` gives a script: the customer, the context and the claims as the policy declares them, the intent, and what the customer has said.
#pragma once

#include "engine/turn/seams.hpp"

namespace handrail {

[[nodiscard]] Json script_facts(const LiveBundle& live, const ConversationState& state);

}  // namespace handrail
