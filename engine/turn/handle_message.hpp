// One customer message, top to bottom.
#pragma once

#include "engine/domain/message.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

// Stores the message and answers it; after it the message's answer is on the record. A message seen before changes nothing. Fails only when the
// journal does: then the message is either stored, and its turn is carried on at the next start, or was never taken.
Result<void> handle_message(Seams& seams, ConversationLog& log, const IncomingMessage& message);

// What is under way on the record goes on from wherever it stopped: an open turn, or a run that need not wait any longer.
Result<void> carry_on_turn(Seams& seams, ConversationLog& log);

}  // namespace handrail
