// What the outside sees of a conversation, as openapi.yaml publishes it.
#pragma once

#include "engine/journal/state.hpp"
#include "engine/policy/bundle.hpp"
#include "engine/seams/store.hpp"
#include "engine/turn/conversations.hpp"

namespace handrail {

[[nodiscard]] bool may_see(const Principal& who, const ConversationState& state);
// "open", "waiting for customer", "waiting for approval", "handed off", "with a person", "closed"
[[nodiscard]] std::string state_word(const ConversationState& state);
[[nodiscard]] Json reply_view(const event::ReplySent& sent);
[[nodiscard]] Json conversation_view(const ConversationState& state, std::uint64_t seq);
// As things stand in `state`.
[[nodiscard]] TurnAnswer answer_view(const ConversationState& state, const Answered& answered);
// None: this message is not among the last ones (answered_before.hpp has all).
[[nodiscard]] std::optional<TurnAnswer> answer_view(const ConversationState& state, const MessageId& message);
// None: this principal does not see events of that kind.
[[nodiscard]] std::optional<Json> event_view(const Principal& who, const StoredEvent& event);
// How urgent an approval is: 0 for immediate to 3 for low.
[[nodiscard]] int urgency_rank(const Item& approval);
[[nodiscard]] Json approval_view(const Item& item, bool with_facts);
[[nodiscard]] Json handoff_view(const Item& item, bool with_packet);
// After a decision on the approval, and on the handoff as the conversation stands: what has been said since belongs to what a person knows.
[[nodiscard]] Json decided_view(const Item& approval, const ConversationState& state);
[[nodiscard]] Json handoff_in(const Item& handoff, const ConversationState& state, Json said_before, Json said);   // said_before: it was made

}  // namespace handrail
