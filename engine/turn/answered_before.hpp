// What a message was answered long ago, out of the conversation's record: a state keeps the last answers only.
#pragma once

#include <optional>

#include "engine/journal/state.hpp"
#include "engine/seams/store.hpp"

namespace handrail {

// With what has followed since. None: there was no such message.
Result<std::optional<Answered>> answered_before(Store& store, const ConversationId& conversation, const MessageId& message);

}  // namespace handrail
