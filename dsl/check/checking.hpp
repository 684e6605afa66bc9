// What the checks of all blocks share while one bundle is being checked: the bundle, what is settled so far, and the parts that many
// clauses have in common (conditions, actions, fixed values, references).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/check/check.hpp"
#include "dsl/check/literals.hpp"
#include "dsl/check/report.hpp"
#include "dsl/check/words.hpp"

namespace handrail::dsl {

struct Checking {
  const Tree& tree;
  const Sources& sources;
  Checked& out;
  Report report;
  const Symbols& symbols;
  std::optional<Instant> today = {};   // none: nobody asks which rules are over

  // Where a clause stands: what it may name, and whose words it says.
  struct At {
    Names& names;
    std::optional<std::uint32_t> tool;
  };
  At turn() { return {out.turn, std::nullopt}; }
  At tool(std::uint32_t index) { return {out.tools[index], index}; }

  void condition(const std::optional<Expression>& expression, At at);
  void term_as(const Expression& expression, const Type& expected, std::string_view wanted_by, std::optional<Span> declared, At at);
  void call(const CallNode& call, At at);
  void words(const std::optional<Text>& text, At at, Beside beside = Beside::nothing);
  void action(const ActionNode& action, At at);
  void outcome(const OutcomeNode& outcome, At at);
  void period(const std::optional<ActivePeriod>& active);

  // A fixed value of a kind; `what` names the clause in the message.
  bool duration(const std::optional<Expression>& value, std::string_view what);
  bool money(const std::optional<Expression>& value, std::string_view what, const Type& like);
  bool share(const std::optional<Expression>& value, std::string_view what);          // 0% to 100%
  bool whole_number(const std::optional<Expression>& value, std::string_view what, std::int64_t min);

  // References: reported when there is no such thing.
  std::optional<std::uint32_t> tool_named(const Name& name);
  std::optional<std::uint32_t> queue_named(const Name& name);
  std::optional<std::uint32_t> role_named(const Name& name);
  std::optional<std::uint32_t> workflow_named(const Name& name);
  void urgency_word(const Name& name);
  void askable(const Name& name, std::string_view code, const std::vector<std::string>& also = {});
  std::optional<std::uint32_t> file_named(const Text& name, std::string_view what);
  // "P0218" unless the word is one of these.
  const BudgetBlock* budget_named(const Name& name);   // nullptr: reported
  bool one_of(const Name& word, const std::vector<std::string>& words, std::string_view what);
  // Where a finding about what is not in the bundle at all stands: the start of its first policy file.
  [[nodiscard]] Span start() const;
};

// One function per part of the language, then the lints; each reports everything that it finds.
void check_facts(Checking& checking);        // customer, context, conversation, entities, signals
void check_intents(Checking& checking);
void check_triggers(Checking& checking);
void check_confidence(Checking& checking);
void check_tools(Checking& checking);
void check_budgets(Checking& checking);
void check_desk(Checking& checking);         // roles, queues, routes, workflows, reply rules

void check_wordings(Checking& checking);     // texts in other tones and languages
void check_plan(Checking& checking);         // tables, rollouts, goals, guarantees

void lint_required(Checking& checking);      // clauses that a block cannot be without
void lint_bands(Checking& checking);
void lint_control(Checking& checking);
void lint_handoffs(Checking& checking);
void lint_denials(Checking& checking);
void lint_undecided(Checking& checking);
void lint_unreachable(Checking& checking);
void lint_limitation_words(Checking& checking);
void lint_examples(Checking& checking);
void lint_never_set(Checking& checking);
void lint_promises(Checking& checking);
void lint_unused(Checking& checking);
void lint_holes(Checking& checking);
void lint_text_files(Checking& checking);
void lint_circles(Checking& checking);
void lint_same_situation(Checking& checking);
void lint_retention(Checking& checking);
void lint_roles(Checking& checking);
void lint_packets(Checking& checking);
void lint_opening(Checking& checking);

}  // namespace handrail::dsl
