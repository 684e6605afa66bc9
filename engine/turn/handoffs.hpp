// What a person does with a handoff: claims it, answers, hands back, resolves.
#pragma once

#include "engine/turn/conversations.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

// Fails with conflict when it is not open any more or somebody else has claimed it, with invalid when an answer has no words.
Result<void> act_on_handoff(Seams& seams, ConversationLog& log, const Principal& who, const HandoffId& handoff, const HandoffRequest& request);

// The promise has passed and nobody claimed it: the queue's declared consequence, told to the customer.
Result<void> handoff_overdue(Seams& seams, ConversationLog& log);

}  // namespace handrail
