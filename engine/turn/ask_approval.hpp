// An approval from the customer's side: the person who is asked sees the call and every fact behind it, the customer hears when to expect an answer, and
// hears the end of it, whatever it is. How a person decides stands in approvals.hpp.
#pragma once

#include <optional>
#include <string>

#include "engine/journal/state.hpp"
#include "engine/turn/call_tool.hpp"
#include "engine/turn/hand_off.hpp"

namespace handrail {

// What the customer hears, and where they go.
struct AfterApproval {
  std::optional<HandOff> handoff;   // to a person; none: `text` alone
  std::string text, asked;          // words and the question in them, where nobody takes over
};

// Records the request that the verdict wants and its timer; returns the words for the customer. They name a time: the author's own, else ours. Empty
// for a call that means nothing to them.
std::string ask_for_approval(Seams& seams, const LiveBundle& live, ConversationLog& log, const Called& called);

// Refused, or nobody decided in time: the consequence that the clause declares, else a person. The reason of a refusal is for the colleague only.
// `stays`: what_stays of the run (run_workflow.hpp).
[[nodiscard]] AfterApproval after_turn_down(const LiveBundle& live, const Called& called, const Run::Turned& turned, const std::string& stays);

// Ends the approvals of the run that is spoken with whose calls were not sent: they will not be any more. Their approvers read why, or that another role
// turned the call down.
void void_granted(ConversationLog& log, const std::string& why);

// Why an approval that was given does not hold any more, in words for colleagues: which facts are not what the approver saw, that it
// was given too long ago, else what forbids the call now.
[[nodiscard]] std::string what_changed(const event::ApprovalRequested& asked, const dsl::Program& program, const GateCall& now, const Verdict& verdict);

// For the customer, before whatever else is said: what was approved was not carried out.
inline constexpr std::string_view voided_words = "Something about this changed while it waited for a colleague, so it was not carried out as it stood.";
// The same, where the facts behind it could not be read again.
inline constexpr std::string_view not_looked_up_words = "What this rests on could not be looked up again after a colleague had decided, so it was not carried out.";
// Before the customer is asked for a yes to what an approver made of the call, or waits for the next one.
inline constexpr std::string_view edited_words = "A colleague has looked at this and changed it.";

}  // namespace handrail
