// One call before the gate: its facts bound once, its clauses asked one by one. judge() stops at the first that decides, explain() asks them all;
// what a clause means stands here and nowhere else.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/program/bind.hpp"
#include "dsl/program/left_out.hpp"
#include "dsl/program/evaluate.hpp"
#include "engine/policy/amounts.hpp"
#include "engine/policy/gate.hpp"
#include "engine/policy/recorded_answers.hpp"

namespace handrail {

class Judgement {
 public:
  Judgement(const dsl::Program& program, const BundleHash& bundle, const dsl::Tool& tool, const GateCall& call, JudgeOptions options);
  Judgement(const Judgement&) = delete;   // its frame asks its own answers
  Judgement& operator=(const Judgement&) = delete;

  Verdict decide();
  // What stands in the way of every call that differs in its arguments alone (`any_arguments`); none: nothing certainly does.
  std::optional<Verdict> in_the_way();
  Truth holds(dsl::ExpressionId when, dsl::ExpressionId unless, dsl::Trace* trace = nullptr) const;
  std::optional<Verdict> arguments();
  // The values that a limit counts per, joined by ","; none while one is not known.
  std::optional<std::string> key_of(const dsl::Limit& limit) const;
  // What earlier calls used of the limit; none where an entry cannot be what it should be.
  std::optional<std::int64_t> used_so_far(const dsl::Limit& limit, const std::string& key) const;
  std::vector<BudgetUse> budget() const;
  // The look-ups inside of the tool's conditions, whichever clause decides.
  std::vector<NeededLookup> look_ups() const;
  // Whether the clause's `from … until …` holds now.
  bool active(const dsl::Rule& rule) const;
  // Whether a need is met, whatever is assumed. `trace`, where there is one, gets the leaves that were asked.
  Truth satisfied(const dsl::Need::Condition& condition, dsl::Trace* trace = nullptr) const;
  Truth satisfied(const dsl::Need::LookedUp& looked_up, dsl::Trace* trace = nullptr) const;
  Truth satisfied(const dsl::Need::CustomersYes& yes, dsl::Trace* trace = nullptr) const;
  // Whether it is taken as given, whatever it comes to.
  bool assumed(const dsl::Need::LookedUp& looked_up) const;
  bool assumed(const dsl::Need::CustomersYes& yes) const;
  // How a limit stands with this call included.
  struct Standing { Truth over = Truth::no; std::vector<std::string> unknown; };
  Standing standing(const dsl::Limit& limit) const;
  // The limits above which somebody must approve, each with what was used of it without this call (none: nobody knows) and whether the call is above it.
  struct Asking { const dsl::Limit* limit = nullptr; std::optional<std::int64_t> used; bool asks = false; };
  std::vector<Asking> limits_to_ask_above() const;
  // Each limit that holds now: what was used of it without this call (none: nobody knows), by which calls, and when enough of that has left the window for this
  // call to fit.
  struct Use { Instant at; std::int64_t amount = 0; std::string conversation; };
  struct Told { const dsl::Limit* limit = nullptr; std::optional<std::int64_t> used; std::vector<Use> uses; std::optional<Instant> fits_at; };
  std::vector<Told> limits_told() const;
  // Whether the limit is counted for everybody, or for everybody of a kind, so that other customers' calls use it too: per nothing, or per words of a list.
  bool shared(const dsl::Limit& limit) const;
  // Whether it waits for the customer's yes or for a person because a person checks what the run was begun on.
  Truth held_for_review() const;
  // What the call takes of the limit: its amount in minor units (none is given: nothing), or one.
  std::int64_t takes(const dsl::Limit& limit) const;
  bool takes_nothing(const dsl::Limit& limit) const { return limit.amount && argument(*limit.amount).absent() && dsl::may_leave_out(tool_, limit); }
  // By name, without the time and with what was looked up inside of conditions.
  FactsBehind facts() const;
  // Whether somebody with these roles may approve the call for that role.
  Result<void> may_approve(const std::vector<std::string>& roles, const std::string& role) const;
  [[nodiscard]] const dsl::Frame& frame() const { return frame_; }
  [[nodiscard]] const dsl::Roots& roots() const { return roots_; }

 private:
  Verdict verdict(VerdictKind kind, ClauseKind clause, const dsl::Rule& rule) const;
  void remedy(Verdict& verdict, Remedy made) const;
  void remedies_from(Verdict& verdict, const dsl::Consequence& consequence) const;
  // What would find out a fact that nobody knows.
  void remedy_for_unknown(Verdict& verdict, const dsl::Slot& slot) const;
  void remedies_for_look_ups(Verdict& verdict, dsl::ExpressionId condition) const;
  std::string question_for(const std::string& name) const;
  void remedies_for_unknown(Verdict& verdict, dsl::ExpressionId condition) const;
  // Of what is allowed in a run whose reading a person checks: the customer's yes or a person comes first (judgement_review.cpp).
  Verdict once_meant(Verdict allowed) const;
  // A "no" that names no way on: the tool's own last word, and in the end a person.
  Verdict with_way_on(Verdict made) const;
  // As people read it.
  std::string said(const dsl::Template& words) const;
  bool reads_verification(dsl::ExpressionId condition) const;
  // "/arguments/items/0/price" -> "items", when the tool has such a parameter.
  std::string parameter_at(const std::string& pointer) const;
  std::optional<Verdict> choices() const;
  // When what the `let` names was last looked up, with an answer; none: it was not.
  std::optional<Instant> looked_up_at(const dsl::Let& let) const;
  // Of an example: whether what nobody knows in the condition is taken as given (taken_as_given.cpp).
  bool assumed(dsl::ExpressionId condition) const;
  bool assumed(const dsl::Limit& limit) const;
  bool unknown_as_said(dsl::ExpressionId condition) const;
  bool said_unknown(const dsl::Slot& slot) const;
  bool was_made(const std::string& root) const;
  std::optional<Verdict> unmet_need();
  std::optional<Verdict> certain_denial();
  std::optional<Verdict> used_up() const;
  std::optional<Verdict> needs();
  std::optional<Verdict> need(const dsl::Need& need, const dsl::Need::Condition& condition);
  std::optional<Verdict> need(const dsl::Need& need, const dsl::Need::LookedUp& looked_up);
  std::optional<Verdict> need(const dsl::Need& need, const dsl::Need::CustomersYes&);
  std::optional<Verdict> denies();
  std::optional<std::int64_t> amount_used(const dsl::Limit& limit, const UsedBudget& used) const;
  std::optional<Verdict> limits();
  // When enough of what was used has left the limit's window for this call to fit; none where that never comes.
  std::optional<Instant> free_again(const dsl::Limit& limit) const;
  std::string facts_hash() const;
  // The amounts that a role's own limit is about.
  std::vector<NamedAmount> amounts_to_approve(std::uint32_t role) const;
  // One that somebody with the role gave to exactly this, not the customer to themselves, and not longer ago than the clause allows.
  bool approved(const std::string& role, const std::string& facts, std::optional<Duration> within) const;
  Verdict approval(const dsl::Rule& rule, ClauseKind clause, std::uint32_t role, std::optional<Duration> within);
  std::optional<Verdict> approves();
  void note_unknown(Verdict& made, dsl::ExpressionId when, dsl::ExpressionId unless) const;
  std::optional<Verdict> allows();
  // An allow, unless a limit says that above it somebody must approve, or a person checks what the run was begun on.
  Verdict allowed(ClauseKind clause, const dsl::Rule& rule);
  // What a clause lets through, by itself or by an approval that was given, as far as the limits do: each one that the call is above wants its own role's
  // approval as well.
  Verdict above_limits(Verdict made);
  std::vector<const dsl::Limit*> limits_to_approve_above() const;
  Verdict otherwise();
  const Value& argument(std::uint32_t parameter) const { return roots_[parameter].second; }

  const dsl::Program& program_;
  const BundleHash& bundle_;
  const dsl::Tool& tool_;
  const GateCall& call_;
  JudgeOptions options_;
  std::vector<JsonIssue> issues_;
  dsl::Roots roots_;
  RecordedAnswers answers_;
  dsl::Frame frame_;
};

}  // namespace handrail
