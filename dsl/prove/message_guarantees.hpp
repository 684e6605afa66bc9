// What a policy guarantees about messages: that something is never sent, drafted or done, that a case is always handed off, that whoever asks for a
// person, and whoever comes with an intent, reaches a person or a dated callback. Asked of every decision that any conversation could lead to; a broken
// claim is the solver's until the real evaluator has confirmed it (engine/proof).
#pragma once

#include <vector>

#include "dsl/formulas/message_sample.hpp"
#include "dsl/prove/prove.hpp"

namespace handrail::dsl {

struct MessageAnswer {
  // What is decided is forbidden; it is no hand-off; one to another queue; one to a queue that never answers; a refusal. A workflow that starts stops in such
  // a queue, by the routes; a call of a tool ends in one. No signal `wants_person` is there to be heard.
  enum class Why : std::uint8_t { forbidden, not_handed_off, other_queue, nobody_there, refused, stops, tool_ends, nobody_hears };

  GuaranteeAnswer::Kind kind = GuaranteeAnswer::Kind::not_proven;
  std::uint32_t guarantee = 0;            // into Program::guarantees
  // Broken:
  Why why = Why::forbidden;
  std::string region;                     // "angry and confidence is at least 70%": only what is needed; may be empty
  std::vector<std::uint32_t> slots;       // those of the turn's scope that the region speaks of
  MessageSample sample;
  MessageClause decides;
  bool at_once = false;                   // decided before a model is asked
  std::optional<std::uint32_t> queue;     // nobody_there, stops, tool_ends: where it ends
  // A clause of a tool with a way out, and the situation in which the gate comes to it: `denied` by it, waiting for an approval that nobody gives, or called
  // and failing.
  struct ToolEnd {
    enum class How : std::uint8_t { denied, not_approved, fails };
    std::uint32_t tool = 0, queue = 0;
    How how = How::denied;
    const Rule* clause = nullptr;
    std::optional<StepSample> gate;       // none: no such situation was found
  };
  std::optional<ToolEnd> tool;            // not proven: the clause to which no call was found to come
  std::vector<ExpressionId> contradicting;   // of_nothing: as in GuaranteeAnswer
};

struct MessageProof {
  std::vector<MessageAnswer> guarantees;  // those about messages, in the order in which they stand
  std::size_t undecided = 0;              // questions that the budget did not suffice for
  bool too_many_triggers = false;         // nothing was asked: so many are not put together in one formula
};

// The same program and budget give the same proof.
[[nodiscard]] MessageProof prove_messages(const Program& program, ProofOptions options = {});

// Whether a conversation that lands in the queue reaches a person or a dated callback: it opens again after any day and promises an answer, or it passes
// on to one that does.
[[nodiscard]] bool answers(const Program& program, std::uint32_t queue);

}  // namespace handrail::dsl
