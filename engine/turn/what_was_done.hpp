// What is said of what was done already: asked about, told of, or taken back too late.
#pragma once

#include <optional>
#include <string_view>

#include "engine/domain/decision.hpp"
#include "engine/journal/state.hpp"
#include "engine/meaning/live_bundle.hpp"
#include "engine/turn/words.hpp"

namespace handrail {

// "Cancel that", or "no, don't cancel it", right after it was done, asks for nothing that is missing: it is said what stands, and a person is offered with these words.
[[nodiscard]] std::optional<Words> done_already(const LiveBundle& live, const ConversationState& state, const Decision& decision, std::string_view offer);

// "Cancel the refund", right behind our word that it is done, would be read as the wish for one: nothing begins, and the same is said.
[[nodiscard]] std::optional<Words> taken_back_too_late(const LiveBundle& live, const ConversationState& state, const Decision& decision, std::string_view offer);

// "Did you refund W1001?", where a receipt of this conversation says so: what it was told with, once more.
[[nodiscard]] std::optional<Words> told_by_receipt(const LiveBundle& live, const ConversationState& state);

}  // namespace handrail
