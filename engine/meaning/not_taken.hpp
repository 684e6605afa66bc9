// "Cancel B1 and B2": a workflow takes one of each, and the customer hears which were left.
#pragma once

#include <string>

#include "engine/journal/state.hpp"
#include "engine/meaning/live_bundle.hpp"

namespace handrail {

// Which others (orders, or what else the workflow takes one of) a list in the message names beside the one that the run is about, in words. Empty: none.
[[nodiscard]] std::string others_not_taken(const LiveBundle& live, const ConversationState& state);

}  // namespace handrail
