#include "engine/turn/answered_before.hpp"

#include <algorithm>

#include "engine/journal/each_event.hpp"

namespace handrail {

Result<std::optional<Answered>> answered_before(Store& store, const ConversationId& conversation, const MessageId& message) {
  ConversationState state;
  std::optional<Answered> answer;
  HANDRAIL_TRY_VOID(for_each_event(store, conversation, 0, [&](const StoredEvent& stored) -> Result<bool> {
    HANDRAIL_TRY(const Event event, decode_event(stored.kind, stored.body));
    fold(state, stored.at, event);
    const auto found = std::ranges::find(state.answered, message, &Answered::message);
    if (found != state.answered.end()) answer = *found;
    return found != state.answered.end() || !answer;   // what was dropped does not change any more
  }));
  return answer;
}

}  // namespace handrail
