// A message that comes while a person owns the conversation, or nobody has claimed it yet.
#pragma once

#include "engine/turn/seams.hpp"

namespace handrail {

// The message (recorded, not yet committed) reaches the person with the transcript. While nobody has claimed it the bot does not answer the matter: it
// acknowledges, at most as often as the queue says, with queue and promise. While a person owns it the bot is silent. Commits.
Result<void> acknowledge_while_waiting(Seams& seams, ConversationLog& log);

}  // namespace handrail
