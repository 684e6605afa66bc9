#include "engine/policy/left_in_peace.hpp"

namespace handrail {

Decision nothing_needed(const TurnFacts& facts, std::string words) {
  Decision decision;
  decision.rule = "whoever needs nothing is left in peace";
  decision.kind = facts.answered ? DecisionKind::answer : DecisionKind::ask;
  decision.closes = facts.answered;
  if (facts.answered) return decision;
  decision.ask_key = "anything else";
  decision.question = std::move(words);
  return decision;
}

Decision told_first(Decision decision, const std::string& workflow) {
  const bool begins = decision.kind == DecisionKind::act || (decision.kind == DecisionKind::ask && decision.ask_key == "verify");
  if (!begins) return decision;
  decision.kind = decision.review ? DecisionKind::draft : DecisionKind::answer;
  decision.workflow.clear();
  decision.offers = workflow;
  decision.review = false;
  decision.ask_key.clear();
  decision.question.clear();
  return decision;
}

}  // namespace handrail
