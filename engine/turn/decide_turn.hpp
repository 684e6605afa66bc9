// From what was read to a decision: what the policy makes of the open turn's message. It goes on the record.
#pragma once

#include <string_view>

#include "engine/domain/decision.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

// An unsafe request is decided by the reading alone: no tool is asked for it.
[[nodiscard]] bool class_needs_facts(const LiveBundle& live, const ConversationState& state);

// Immediate triggers that need nothing but signals, the context, the customer and counts of earlier calls; kind `none` when none fires.
Decision decide_on_signals(Seams& seams, const LiveBundle& live, ConversationLog& log);
// What would be decided about the message if no run waited for it.
Decision decided_by_itself(Seams& seams, const LiveBundle& live, const ConversationState& state);
// With everything that is known. A decision made before a crash is the decision.
Decision decide_in_full(Seams& seams, const LiveBundle& live, ConversationLog& log);

// Under these names the store counts the drafts that people reviewed, and those that went out unchanged, per intent and over all (rollout).
inline constexpr std::string_view reviewed_replies = "reviewed replies", accurate_replies = "accurate replies";

}  // namespace handrail
