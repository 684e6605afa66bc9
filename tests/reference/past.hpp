// A conversation's past, as the reference names it and as the compiled program does, and what both decided, in one line each.
#pragma once

#include <map>
#include <string>

#include "dsl/program/program.hpp"
#include "engine/policy/decide.hpp"
#include "tests/reference/message_facts.hpp"
#include "tests/reference/reference.hpp"
#include "tests/reference/tree_parts.hpp"

namespace handrail::reference {

// Questions in an author's own words, by the clause that asks: "at random.policy:40" to the compiled program.
class Questions {
 public:
  Questions(const dsl::Sources& sources, const dsl::Tree& tree) {
    const auto add = [&](dsl::Span clause) { names_.emplace("at " + sources.where(clause), asked_at(clause)); };
    for (const auto* trigger : blocks<dsl::TriggerBlock>(tree)) {
      add(trigger->span);
      for (const auto& clause : trigger->if_unknown) add(clause.span);
    }
    for (const auto* row : rows<dsl::ConfidenceBlock>(tree)) add(row->span);
    for (const auto* row : rows<dsl::TableBlock>(tree)) add(row->span);
  }
  std::string to_compiled(const std::string& name) const {
    for (const auto& [compiled, reference] : names_)
      if (reference == name) return compiled;
    return name;
  }
  std::string to_reference(const std::string& name) const { return names_.contains(name) ? names_.at(name) : name; }

 private:
  std::map<std::string, std::string> names_;
};

inline TurnFacts turn_of(const Facts& facts, const Questions& questions) {
  TurnFacts turn = turn_of(facts);
  const Past& past = facts.past;
  for (const char* signal : {"says_yes", "says_no", "thanks"})
    if (facts.names.contains(signal) && facts.names.at(signal) == Value(true)) turn.signals.emplace_back(signal);
  for (const std::string& name : past.asked) turn.asked.push_back(questions.to_compiled(name));
  turn.triggers_won = past.triggers;
  if (past.offered) turn.offered_by = turn.offered_at = "an offer";
  if (past.workflow_waits) turn.workflow = "paying";
  std::tie(turn.answered, turn.bare, turn.declines, turn.only_asks, turn.crossed, turn.says_signed_in) =
      std::tie(past.answered, past.merely, past.declines, past.only_asks, past.crossed, past.says_signed_in);
  return turn;
}

// What a turn's facts say, by the reference's names.
inline Facts known_of(const dsl::Program& program, const TurnFacts& turn, const Questions& questions) {
  Facts facts;
  facts.now = turn.now;
  for (const auto& [name, value] : roots_of(program, turn)) {
    facts.names[name] = value;
    if (name == "running")
      for (const ValueField& signal : value.as<ValueRecord>()->fields) facts.names[signal.name + " running"] = signal.value;
  }
  for (const dsl::Meter& meter : program.meters) {
    const std::string& tool = program.tools[meter.tool].name;
    const std::string what = meter.amount ? "sum " + tool + "." + program.tools[meter.tool].parameters[*meter.amount].name : "count " + tool;
    const auto used = turn.used.find(meter.id);
    const Value counted = used == turn.used.end() || meter.amount ? Value() : Value(*used->second.integer());
    facts.names[what + (meter.per_customer ? " per customer" : " per conversation") + (meter.window ? " in " + std::to_string(meter.window->ms) : "")] = counted;
  }
  facts.of_intent = {turn.reviewed, turn.accurate};
  facts.of_all = {turn.reviewed_all, turn.accurate_all};
  Past& past = facts.past;
  for (const std::string& name : turn.asked) past.asked.push_back(questions.to_reference(name));
  past.triggers = turn.triggers_won;
  past.offered = !turn.offered_by.empty();
  past.workflow_waits = !turn.workflow.empty();
  std::tie(past.answered, past.merely, past.declines, past.only_asks, past.crossed, past.says_signed_in) =
      std::tie(turn.answered, turn.bare, turn.declines, turn.only_asks, turn.crossed, turn.says_signed_in);
  return facts;
}

inline std::string in_words(const Decision& made) {
  std::string text = made.kind + (made.queue.empty() ? "" : " to " + made.queue) + (made.asks.empty() ? "" : " asking " + made.asks) + (made.closes ? ", and that is it" : "") +
                     (made.offers ? ", offering" : "") + (made.by_wish ? ", as they wish" : "") + (made.by_trigger.empty() ? "" : " by " + made.by_trigger);
  for (const auto& [name, undecided] : made.triggers) text += ", " + name + (undecided ? " undecided" : " fires");
  return text;
}
inline Decision decision_of(const dsl::Program& program, const handrail::Decision& made, const Questions& questions) {
  Decision said{made.kind == DecisionKind::ask && made.ask_key == "verify" ? "verify" : std::string(word_of(made.kind)) + (made.review ? ", reviewed" : ""), made.queue};
  for (const FiredTrigger& fired : made.triggers) said.triggers.emplace_back(fired.name, fired.undecided);
  const auto place = [&](const auto& one) { return std::ranges::find(program.triggers, one.first, &dsl::Trigger::name) - program.triggers.begin(); };
  if (!said.triggers.empty() && !said.triggers[0].second && said.triggers[0].first == made.rule) said.by_trigger = made.rule;
  std::ranges::sort(said.triggers, {}, place);   // the winner stands first, in the reference they stand as in the text
  said.asks = questions.to_reference(made.ask_key);
  said.closes = made.closes;
  said.offers = !made.offers.empty();
  said.by_wish = made.by_wish;
  return said;
}

}  // namespace handrail::reference
