// The script of a run that a model carries: it is asked what to do next, each call that it proposes is tried, what came of it goes back to it, and when it
// proposes none, what it says is the reply. Every question, call and reply is a step of the run, so it replays, waits and is handed over as a script does.
#pragma once

#include "engine/seams/workflow_runner.hpp"

namespace handrail {

// Asks the host for the steps "model" (gives {"text","calls":[{"id","tool","arguments"}]}), "try" and "ask" for a call, "reply" for the text, and "hand_off"
// where it comes to no end. `script` names nothing but the run.
class ProposedCalls final : public WorkflowRunner {
 public:
  RunResult run(const WorkflowScript& script, const Json& inputs, const std::vector<RecordedStep>& recorded, WorkflowHost& host) override;
};

// What a model calls to ask the customer: no tool of a policy, though it is offered beside them.
inline constexpr std::string_view ask_customer = "ask_customer";

// What the customer answers to it, where it asks for no fact of the policy, goes by a name that begins so.
inline constexpr std::string_view answer_to_model = "answer to ";

// Whether a proposed call is made at all: one whose arguments are no object is only told so.
[[nodiscard]] bool is_a_call(const Json& proposed);

}  // namespace handrail
