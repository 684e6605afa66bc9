#include "engine/policy/left_in_peace.hpp"

#include <algorithm>

#include "dsl/check/builtins.hpp"

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

Decision nothing_said_yet(const TurnFacts& facts, Decision by_rules, std::string words) {
  if (by_rules.kind == DecisionKind::offer_person) return by_rules;
  const auto asked = std::ranges::count(facts.asked, dsl::says_nothing_yet);
  Decision decision;
  decision.rule = "what says nothing yet begins nothing";
  decision.because = "the message greets, or has only begun to say what it is about";
  decision.kind = asked >= 2 ? DecisionKind::offer_person : DecisionKind::ask;
  if (decision.kind == DecisionKind::offer_person) return decision;
  decision.ask_key = std::string(dsl::says_nothing_yet);
  const bool has_question = by_rules.kind == DecisionKind::ask && by_rules.ask_key != "verify";
  if (asked == 1) decision.question = std::move(words);
  else if (has_question) decision.question = std::move(by_rules.question);
  return decision;
}

Decision what_is_declined_begins_nothing() {
  Decision decision;
  decision.kind = DecisionKind::ask;
  decision.rule = "what is not to be done begins nothing";
  decision.because = "the customer says that it is not to be done";
  decision.ask_key = "declined";
  decision.question = "All right, I do nothing of that kind, and nothing has been changed. What can I do for you instead?";
  return decision;
}

}  // namespace handrail
