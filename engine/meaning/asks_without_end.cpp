#include "engine/meaning/asks_without_end.hpp"

#include "engine/base/limits.hpp"

namespace handrail {

bool asks_without_end(const ConversationState& state) {
  const bool asks = state.run && (state.run->waits_for == "answer" || state.run->waits_for == "confirmation") && state.run->asked;
  return asks && state.recent.size() == limits::working_memory_messages && state.recent.front().event > state.run->asked->event;
}

}  // namespace handrail
