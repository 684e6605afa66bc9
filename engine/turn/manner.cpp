#include "engine/turn/manner.hpp"

#include "engine/policy/decide.hpp"
#include "engine/policy/queue_holes.hpp"
#include "engine/turn/hand_off.hpp"

namespace handrail {

dsl::Manner manner_of(const LiveBundle& live, const ConversationState& state) {
  if (live.program().wordings.empty()) return {};
  return manner_for(live.program(), facts_on_record(live, state, state.last_at));
}

std::string worded(const LiveBundle& live, const ConversationState& state, std::string_view text) {
  return live.program().wordings.empty() ? std::string(text) : live.program().worded(text, manner_of(live, state));
}

dsl::Roots in_manner(const LiveBundle& live, const ConversationState& state) {
  const TurnFacts facts = facts_on_record(live, state, state.last_at);
  return with_queue_holes(dsl::with_manner(roots_of(live.program(), facts), manner_for(live.program(), facts)));
}

std::string title_for(const LiveBundle& live, const ConversationState& state, const dsl::Queue& queue) { return worded(live, state, title_of(queue)); }

}  // namespace handrail
