// The end of an episode: one outcome, and who brought it about.
#pragma once

#include "engine/turn/seams.hpp"

namespace handrail {

// Whether the customer was told that they will hear how a colleague decides: the episode does not end before they have.
[[nodiscard]] bool something_is_promised(const ConversationState& state);

// Records the outcome, and clears what would still have waited. Does nothing when the episode has its outcome already.
void close_episode(ConversationLog& log, Outcome outcome);
// What silence means now: refused, abandoned while we waited for the customer, otherwise resolved and assumed.
[[nodiscard]] Outcome outcome_of_silence(const ConversationState& state);
[[nodiscard]] Outcome outcome_of_handoff(const ConversationState& state);
// Whether what we asked last needs no answer: whoever says nothing to "is there anything else?" has what they wanted.
[[nodiscard]] bool may_be_content(const ConversationState& state);
// The customer needs nobody any more: a handoff that nobody has claimed ends, and the episode with it.
void withdraw_handoff(ConversationLog& log);

}  // namespace handrail
