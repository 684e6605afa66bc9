// The intent by whose queue somebody goes who asks for a person.
#pragma once

#include <string>

#include "engine/journal/state.hpp"
#include "engine/meaning/live_bundle.hpp"

namespace handrail {

// What they surely speak of, and else what was spoken of before; never what their words only resemble.
[[nodiscard]] std::string matter_for_person(const LiveBundle& live, const ConversationState& state);

}  // namespace handrail
