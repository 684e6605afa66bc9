// What a run left behind, as words.
#pragma once

#include "engine/domain/decision.hpp"
#include "engine/turn/run_workflow.hpp"
#include "engine/turn/seams.hpp"
#include "engine/turn/words.hpp"

namespace handrail {

// Hands over when the run said so; what its script said before that goes out too, but for what may not be said (`check_words`).
Words finish_run(Seams& seams, const LiveBundle& live, ConversationLog& log, const RunReport& report, const Decision& decision);

}  // namespace handrail
