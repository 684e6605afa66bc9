// A decision carried out: what is done, and what is said about it.
#pragma once

#include "engine/domain/decision.hpp"
#include "engine/turn/seams.hpp"
#include "engine/turn/words.hpp"

namespace handrail {

// Does what was decided and returns the words for it, not yet sent. Fails when the journal does.
Result<Words> carry_out(Seams& seams, const LiveBundle& live, ConversationLog& log, const Decision& decision);

}  // namespace handrail
