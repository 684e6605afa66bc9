// A workflow's part of a turn: its script runs until it ends or must wait; each step is performed once and recorded.
#pragma once

#include <optional>

#include "engine/turn/hand_off.hpp"
#include "engine/turn/seams.hpp"
#include "engine/turn/taken_off.hpp"
#include "engine/turn/words.hpp"

namespace handrail {

// What a run left to say or do. The run itself is on the record.
struct RunReport {
  enum class How {
    said, waits_for_approval, hand_off,
    without_model,          // a model was to carry the run, and failed before anything was said or done; `because`
  } how = How::said;
  Words words;
  std::optional<LessOfIt> less;   // the customer left something out of the sum of the call that was about to be made: the run begins again with what is left
  HandOff handoff;          // how = hand_off
  std::string rule, at;     // the clause that decided last, when one did
  std::string because;
};

// Starts the workflow with what is known of its inputs. `review`: a person checks what it says, and what it would do without the customer's yes or an approval
// waits. Fails when the journal does.
Result<void> start_run(Seams& seams, const LiveBundle& live, ConversationLog& log, const std::string& workflow, const std::optional<UnderReview>& review);
// Runs the script from the top: recorded steps return what they returned. A script that fails, or that cannot be replayed, is parked: the run ends on the
// record, seams.notices hears of it with its steps so far, and the report hands the customer over.
Result<RunReport> carry_on_run(Seams& seams, const LiveBundle& live, ConversationLog& log);

// Ends the run under way without its script: "cancelled", "corrected". Its timers go with it.
void end_run(ConversationLog& log, const std::string& how, const std::string& why);
// The run begins again because a fact that it used has another value now (state.claims). The steps before the first that may depend on it are kept; words
// that were said are not said again. Asserts a run whose workflow the bundle has; nothing may have been written by it (has_written).
void restart_run(Seams& seams, const LiveBundle& live, ConversationLog& log, const std::string& fact, const std::string& why);
// Whether the run under way has written anything, or may have.
[[nodiscard]] bool has_written(const ConversationState& state);
// "process refund (rf_1)": what the run under way has done, or empty.
[[nodiscard]] std::string done_by_run(const ConversationState& state);
[[nodiscard]] std::string done_by_run(const ConversationState& state, const RunId& run);
// Where something that the customer was asked, or a colleague, is not done in the end: "nothing has been changed.", or what was done before and stays done.
[[nodiscard]] std::string what_stays(const ConversationState& state);

}  // namespace handrail
