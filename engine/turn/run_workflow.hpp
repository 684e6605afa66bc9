// A workflow's part of a turn: its script runs until it ends or must wait; each step is performed once and recorded.
#pragma once

#include <optional>

#include "engine/turn/hand_off.hpp"
#include "engine/turn/seams.hpp"
#include "engine/turn/words.hpp"

namespace handrail {

// What a run left to say or do. The run itself is on the record.
struct RunReport {
  enum class How { said, waits_for_approval, hand_off } how = How::said;
  Words words;
  HandOff handoff;          // how = hand_off
  std::string rule, at;     // the clause that decided last, when one did
  std::string because;
};

// Starts the workflow with what is known of its inputs. Fails when the journal does.
Result<void> start_run(Seams& seams, const LiveBundle& live, ConversationLog& log, const std::string& workflow, bool review);
// Runs the script from the top: recorded steps return what they returned.
Result<RunReport> carry_on_run(Seams& seams, const LiveBundle& live, ConversationLog& log);
// Gives a waiting run the customer's message, as far as it answers what was asked; records what it means (a fact, a yes, a no).
// False: it is no answer.
bool deliver_answer(const LiveBundle& live, ConversationLog& log, const event::MessageRead& reading, const std::string& text);
// Whether the words take back what was asked for ("cancel that", "I want to keep it").
[[nodiscard]] bool takes_back(const std::string& text, const std::string& tool);
[[nodiscard]] bool answers(const LiveBundle& live, const ConversationState& state, const event::MessageRead& reading);

}  // namespace handrail
