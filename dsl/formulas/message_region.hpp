// A conversation that the solver found, made plain: first the one with the least going on, then the fewest statements that make it what it is.
#pragma once

#ifdef HANDRAIL_PROOF
#include <set>

#include "dsl/formulas/message_decision.hpp"

namespace handrail::dsl {

struct MessageRegion {
  std::string words;                      // "intent is complaint and confidence is at least 70%"; empty where no few statements decide it
  std::vector<std::uint32_t> slots;       // those that it speaks of
};

class PlainConversation {
 public:
  PlainConversation(Asking& asking, MessageDecision& decision, const Program& program) : asking_(asking), decision_(decision), program_(program) {}

  // A model of `situation` in which nobody was asked, offered or answered anything, nothing waits and no signal fires, as far as it can be had so; none
  // where the budget does not suffice. Call it only where the situation is one.
  std::optional<z3::model> plainest(const z3::expr& situation);
  // What is not so in the model (triggers that do not fire, questions that were not asked, a workflow that does not wait) is taken as given, but for triggers that
  // ask for a fact of which the region speaks: why these do not fire is said.
  MessageRegion region(const z3::model& model, const z3::expr& situation);

 private:
  std::vector<MessageFacts::Statement> statements();
  [[nodiscard]] bool concerns(const Trigger& trigger, const std::set<std::uint32_t>& slots) const;

  Asking& asking_;
  MessageDecision& decision_;
  const Program& program_;
};

}  // namespace handrail::dsl
#endif
