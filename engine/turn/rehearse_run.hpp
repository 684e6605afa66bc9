// What would become of a run under way if its script were replaced: its recorded steps are replayed against the script of another bundle, and nothing is
// performed, recorded or asked. `handrail publish --dry-run` asks it of every run that waits.
#pragma once

#include <cstdint>
#include <string>

#include "engine/journal/state.hpp"
#include "engine/policy/bundle.hpp"
#include "engine/seams/workflow_runner.hpp"

namespace handrail {

struct RehearsedRun {
  enum class How {
    safe,      // replays, and goes on at the step it waits at now
    finishes,  // replays, and then ends without waiting any more: what it waits for would be asked of nobody
    diverges,  // asks for another step than a recorded one, or waits for something else: a person would take over
    fails,     // the script stops with an error of its own: a person would take over
    gone,      // the bundle has no such workflow, or no script for it
  };
  How how = How::safe;
  std::int64_t step = 0;    // where it differs or fails, counted from 1; safe: the step that it waits at
  std::string message;      // one line for the operator; empty where safe
  std::string awaits;       // where the message speaks of what the run waits for: its kind, in no customer's words ("confirmation process_refund")
};
[[nodiscard]] std::string_view word_of(RehearsedRun::How how);   // "safe", "finishes", "diverges", "fails", "gone"

// Pure but for the runner's sandbox. Of all runs of the conversation that are open, the first that is not safe; one without a run is safe.
[[nodiscard]] RehearsedRun rehearse_run(WorkflowRunner& runner, const Bundle& bundle, const ConversationState& state);

}  // namespace handrail
