// What the lowering of all blocks shares: expressions become nodes, clauses become rules, texts become templates, names become indices.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/check/check.hpp"
#include "dsl/check/literals.hpp"
#include "dsl/program/program.hpp"

namespace handrail::dsl {

struct Lowering {
  const Checked& checked;
  const Symbols& symbols;
  const Sources& sources;
  Program& program;

  // --- expressions ---
  ExpressionId node(const Resolved& resolved);
  ExpressionId expression(const Expression& expression);                  // one that was checked
  ExpressionId condition(const std::optional<Expression>& expression);    // no_expression for none
  ExpressionId all_of(const std::vector<ExpressionId>& conditions, Span span);   // no_expression for none
  ExpressionId slot_node(std::uint32_t slot, Span span);
  std::vector<std::pair<std::string, ExpressionId>> call(const CallNode& call);   // the arguments by parameter

  void meters(const Names& names);   // what the conditions of a scope ask about earlier calls

  // --- words and actions ---
  Template words(const std::optional<Text>& text) const;
  Action action(const ActionNode& node) const;
  Consequence consequence(const OutcomeNode& node) const;
  Rule clause(Span span, const std::optional<ActivePeriod>& active = std::nullopt) const;   // the whole clause, on one line
  Rule block(Span span, const std::optional<ActivePeriod>& active = std::nullopt) const;    // the line that opens the block
  std::string on_one_line(Span span) const;

  // --- references, all of which exist ---
  std::uint32_t tool(const Name& name) const;
  std::uint32_t queue(const Name& name) const;
  std::uint32_t role(const Name& name) const;
  std::vector<std::uint32_t> tools(const std::vector<Name>& names) const;

 private:
  ExpressionId add(Node node);
  std::uint32_t pattern(const std::string& text);
};

void lower_facts(Lowering& lowering);      // customer, context, conversation, entities, signals
void lower_intents(Lowering& lowering);    // intents, triggers, bands
void lower_tools(Lowering& lowering);
void lower_desk(Lowering& lowering);       // roles, queues, routes, workflows, reply rules
void lower_wordings(Lowering& lowering);
void lower_plan(Lowering& lowering);       // tables, rollouts, goals, guarantees; after all that they name

// The value of a clause that takes a fixed one.
template <class T>
[[nodiscard]] std::optional<T> fixed(const std::optional<Expression>& expression) {
  const T* value = expression ? literal_as<T>(*expression) : nullptr;
  return value == nullptr ? std::nullopt : std::optional<T>(*value);
}
[[nodiscard]] std::vector<std::string> texts_of(const std::vector<Text>& texts);
[[nodiscard]] std::vector<std::string> texts_of(const std::vector<Name>& names);
[[nodiscard]] Urgency urgency_of(const std::optional<Name>& word, Urgency otherwise);

}  // namespace handrail::dsl
