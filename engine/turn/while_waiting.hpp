// A message that comes while a person owns the conversation, or nobody has claimed it yet.
#pragma once

#include "engine/turn/seams.hpp"

namespace handrail {

// The message (recorded, not yet committed) reaches the person with the transcript. While a person owns the conversation the bot is silent. While nobody
// has claimed it the bot does not answer the matter: it refuses what is unsafe, closes when the customer says that it is done, and otherwise
// acknowledges with queue and promise, at most as often as the queue says. Commits.
Result<void> acknowledge_while_waiting(Seams& seams, ConversationLog& log);

}  // namespace handrail
