// One customer message, or a burst of them, top to bottom.
#pragma once

#include "engine/domain/message.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

// Stores the messages, which are read as one, and answers them; after it the answer to each is on the record. Fails only when the journal does: then a message
// is either stored, and its turn is carried on at the next start, or was never taken.
Result<void> handle_message(Seams& seams, ConversationLog& log, const std::vector<IncomingMessage>& burst);

// What is under way on the record goes on from wherever it stopped: an open turn, or a run that need not wait any longer.
Result<void> carry_on_turn(Seams& seams, ConversationLog& log);

}  // namespace handrail
