// An answer without a model: the passage that answers, quoted and cited. Nothing relevant is said so, never the nearest thing.
#pragma once

#include <optional>

#include "engine/turn/seams.hpp"
#include "engine/turn/words.hpp"

namespace handrail {

// None: the knowledge base has nothing on it. Fails when it cannot be asked.
Result<std::optional<Words>> answer_from_knowledge(const LiveBundle& live, const ConversationState& state, const std::string& text, const std::string& intent);

}  // namespace handrail
