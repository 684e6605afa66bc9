// What a run left behind, as words.
#pragma once

#include <vector>

#include "engine/domain/decision.hpp"
#include "engine/reply/check_reply.hpp"
#include "engine/turn/run_workflow.hpp"
#include "engine/turn/seams.hpp"
#include "engine/turn/words.hpp"

namespace handrail {

// What may be said (`check_words`) of what was to be said before a handoff: the whole, or those of its parts that may. `findings`: of what may not.
struct Sayable { Words words; std::vector<reply::Finding> findings; };
[[nodiscard]] Sayable what_may_be_said(const LiveBundle& live, const ConversationState& state, Words words);

// A handoff's words behind what was said before it.
[[nodiscard]] Words said_before(const Words& said, Words handoff);

// Hands over when the run said so; what its script said before that goes out too, but for what may not be said (`check_words`).
Words finish_run(Seams& seams, const LiveBundle& live, ConversationLog& log, const RunReport& report, const Decision& decision);

}  // namespace handrail
