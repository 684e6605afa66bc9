// The steps of a run as people read them: in a handoff's packet, and in what the operator is told when a script fails. What a step gave is told by its
// shape ("a list of 3", "id, status, total"): that shows where a script went wrong, and no customer's data stands in a log for it.
#pragma once

#include <string>

#include "engine/base/json.hpp"
#include "engine/journal/state.hpp"
#include "engine/seams/workflow_runner.hpp"

namespace handrail {

// How a run ended that did not end by itself. `file` is that of its script, or empty where the bundle has none.
struct RunTrouble {
  std::string how;       // "failed", "diverged"
  std::string message;   // "refund.lua:12: …"
  std::string file;
};

// {"name","run","script","how"?,"why"?,"steps":[{"step","name","with"?,"gave"?,"refused"?}],"waits_for"?}
[[nodiscard]] Json run_so_far(const Run& run, const RunTrouble* trouble = nullptr);

// The same for a log, a line each.
[[nodiscard]] std::string run_so_far_text(const ConversationId& conversation, const Run& run, const RunTrouble& trouble);

}  // namespace handrail
