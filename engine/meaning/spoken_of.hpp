// What was spoken of in a conversation under the name of an entity, and which of two is meant by "the other one".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/journal/state.hpp"
#include "engine/meaning/live_bundle.hpp"

namespace handrail {

// The values that stand in the last messages of both sides, each once, as they came; the open turn's own message is left out.
[[nodiscard]] std::vector<Json> spoken_of(const LiveBundle& live, const ConversationState& state, const std::string& entity);

// The same by line, the last one first; without lines that have fewer than two.
[[nodiscard]] std::vector<std::vector<Json>> spoken_of_together(const LiveBundle& live, const ConversationState& state, const std::string& entity);

// "And the other one?", where two things of a kind were spoken of and one of them is known not to be meant: it was turned down by this message, is what waits, or was served
// before. The other one, at the place where the text speaks of it. `entities`: what was read off the text.
[[nodiscard]] std::optional<EntityClaim> the_other_of_two(const LiveBundle& live, const ConversationState& state, const std::string& text,
                                                          const std::vector<EntityClaim>& entities);

}  // namespace handrail
