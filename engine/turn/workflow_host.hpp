// The desk that a script finds: each of its steps done once, in the turn that is under way, and recorded. A step that must wait records what it waits for and
// ends the run of the script; it is performed again when the answer is there.
#pragma once

#include <optional>

#include "engine/turn/run_workflow.hpp"

namespace handrail {

struct HostedRun {
  RunResult result;
  RunReport report;               // what the step that ended or suspended the script left to say or do
  std::optional<Error> broken;    // the journal failed: the turn cannot go on
};

// Runs the script of state.run from the top: recorded steps give what they gave, the others are performed.
[[nodiscard]] HostedRun run_on_this_turn(Seams& seams, const LiveBundle& live, ConversationLog& log, const WorkflowScript& script);

}  // namespace handrail
