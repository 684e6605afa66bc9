// Whether a live conversation may go on by another version of the bundle: at a safe point, and with a run that replays against the new script.
#pragma once

#include <string>

#include "engine/journal/state.hpp"
#include "engine/policy/bundle.hpp"
#include "engine/turn/rehearse_run.hpp"

namespace handrail {

struct Standing {
  enum class Kind {
    over,      // no episode is open: the next one begins with the version that serves
    there,     // it keeps this version already
    safe,
    busy,      // it would be safe, and something is under way that the old version began: later
    diverges,  // it would go wrong, and keeps its version to the end of its episode
  };
  Kind kind = Kind::over;
  std::string workflow;     // of the run that waits, if there is one
  std::int64_t step = 0;    // diverges: where, counted from 1; 0 where it is not about a step
  std::string why;          // busy, diverges: one line
  std::string awaits;       // diverges at the step that it waits at: the kind of what it waits for, in no customer's words ("confirmation process_refund")
};
[[nodiscard]] std::string_view word_of(Standing::Kind kind);

// Pure but for the runner's sandbox.
[[nodiscard]] Standing standing_of(WorkflowRunner& runner, const Bundle& bundle, const ConversationState& state);

}  // namespace handrail
