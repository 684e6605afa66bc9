// Our own mistakes, in the one place of the turn where they are caught: the customer is handed to a person, and the mistake is on the record.
#pragma once

#include <functional>

#include "engine/turn/seams.hpp"

namespace handrail {

// Runs `body`; a Bug that leaves it undoes what was recorded since the last commit and hands the conversation over.
Result<void> or_hand_over(Seams& seams, ConversationLog& log, const std::function<Result<void>()>& body);

// Where nobody is left to hand over to, or handing over met the mistake: it ends as an error (corrupt), and nothing else ends with it.
Result<void> without_bugs(const std::function<Result<void>()>& body);

}  // namespace handrail
