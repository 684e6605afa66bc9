// A decision carried out: what is done, and what is said about it.
#pragma once

#include "engine/domain/decision.hpp"
#include "engine/turn/seams.hpp"
#include "engine/turn/words.hpp"

namespace handrail {

// Does what was decided and returns the words for it, not yet sent. Fails when the journal does.
Result<Words> carry_out(Seams& seams, const LiveBundle& live, ConversationLog& log, const Decision& decision);

// Checks the words, records the reply (or a draft for review, where the decision wants a person to look), ends the turn, sets the silence timer,
// commits. Words that claim what did not happen do not go out: the customer is handed over instead.
Result<void> send(Seams& seams, const LiveBundle& live, ConversationLog& log, const Decision& decision, Words words);

// The first episode after a closed one begins, with the bundle that serves now.
void open_next_episode(Seams& seams, ConversationLog& log);

}  // namespace handrail
