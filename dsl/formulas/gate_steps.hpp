// The gate of one tool as a row of steps: the first whose guard holds decides. The order and what an unknown fact means are those of
// engine/policy/gate.cpp. `steps` say what a call comes to of which nobody has approved anything; `with_approvals` what it comes to once some of those who are
// asked have: approvals are asked for one after the other, and the last one lets the call through.
#pragma once

#ifdef HANDRAIL_PROOF
#include "dsl/formulas/asking.hpp"
#include "dsl/formulas/counters.hpp"
#include "dsl/formulas/encoding.hpp"
#include "dsl/formulas/gate_sample.hpp"

namespace handrail::dsl {

// A limited amount that no condition reads, as the call has it.
struct UnreadAmount { z3::expr amount, given; };   // given: it is not left out

struct GateStep {
  enum class Outcome : std::uint8_t { deny, approve, allow };
  enum class Clause : std::uint8_t { needs, deny, limit, approve, allow, otherwise };
  Outcome outcome = Outcome::deny;
  Clause clause = Clause::needs;
  const Rule* rule = nullptr;
  std::optional<std::uint32_t> role;      // approve
  z3::expr guard;                         // it decides, when it is reached: with an unknown fact too, where that blocks or holds
  z3::expr surely;                        // it decides on known facts
  ExpressionId when = no_expression, unless = no_expression;   // of a denial, an approval, a permission: it decides at most where this holds, or is open
};

class GateSteps {
 public:
  // With a `shared` vocabulary the gates of two programs, over one context, speak of the same call.
  GateSteps(z3::context& context, Asking& asking, const Program& program, std::uint32_t tool, Vocabulary* shared = nullptr);
  [[nodiscard]] const std::vector<GateStep>& steps() const { return steps_; }
  Encoding& encoding() { return encoding_; }
  [[nodiscard]] const Encoding& encoding() const { return encoding_; }
  [[nodiscard]] z3::expr reaches(std::size_t step) const;   // no earlier step decides
  [[nodiscard]] const std::vector<GateStep>& with_approvals() const { return with_approvals_; }
  [[nodiscard]] z3::expr reaches_with_approvals(std::size_t step) const;
  [[nodiscard]] const std::map<std::uint32_t, z3::expr>& approved() const { return approved_; }   // per role that may be asked: it has approved the call
  [[nodiscard]] const z3::expr& in_turn() const { return *in_turn_; }   // who has approved was asked for it, when everybody before had approved
  [[nodiscard]] z3::expr may_approve(std::uint32_t role);   // by the role's own limit
  [[nodiscard]] GateSample sample(const z3::model& model) const;                  // which nobody has approved
  [[nodiscard]] GateSample sample_with_approvals(const z3::model& model) const;   // of a model in which approvals are given in turn
  // What stands beside the facts, per need (none for a condition) and per limit: it is met; the call is above it.
  [[nodiscard]] const std::vector<std::optional<z3::expr>>& met() const { return met_; }
  [[nodiscard]] const std::vector<Tri>& above() const { return above_; }
  [[nodiscard]] const std::map<std::uint32_t, UnreadAmount>& unread() const { return unread_; }   // by parameter
  [[nodiscard]] std::vector<Counter> counters() const;      // what conditions and limits have counted before this call
  [[nodiscard]] const std::vector<z3::expr>& used() const { return used_; }   // per limit: before this call
  [[nodiscard]] const std::vector<z3::expr>& with_this() const { return with_this_; }   // per limit: what was used, with this call

 private:
  void tie_meters();
  void tie_look_ups();
  void one_of();
  void moves_some();
  z3::expr met(const Need::LookedUp& need);
  void needs();
  void limits_and_denies();
  void approves_and_allows();
  void approvals();                                         // gate_approvals.cpp
  z3::expr counts(std::uint32_t role);
  void asked_in_turn();
  [[nodiscard]] z3::expr above_role(const Term& amount, const Type& type, const Money& most) const;
  [[nodiscard]] Currency currency_of(const Type& type) const { return type.currency.code().empty() ? program_.currency : type.currency; }
  void allowed(GateStep::Clause clause, const Rule& rule, const z3::expr& guard);
  void step(GateStep::Outcome outcome, GateStep::Clause clause, const Rule& rule, const z3::expr& guard, const z3::expr& surely, std::optional<std::uint32_t> role = {});
  void asks(ExpressionId when, ExpressionId unless);   // the last step
  Tri over(const Limit& limit, std::size_t index);
  [[nodiscard]] bool has_slot(const std::vector<std::string>& path) const;
  z3::expr customer_known();
  const UnreadAmount& unread_amount(std::uint32_t parameter);

  z3::context& context_;
  z3::solver& solver_;
  const Program& program_;
  std::uint32_t tool_index_;
  std::string prefix_;
  const Tool& tool_;
  Encoding encoding_;
  std::vector<GateStep> steps_, with_approvals_;
  std::map<std::uint32_t, z3::expr> approved_, may_;
  std::vector<std::pair<std::uint32_t, z3::expr>> asked_;   // roles in the order in which they are asked, and when
  std::optional<z3::expr> in_turn_;
  std::vector<std::optional<z3::expr>> met_;     // per need
  std::vector<z3::expr> used_;                   // per limit
  std::vector<z3::expr> with_this_;              // per limit
  std::vector<Tri> above_;                       // per limit
  std::optional<z3::expr> somebody_;             // there is a customer whose calls are counted
  std::map<std::uint32_t, UnreadAmount> unread_; // by parameter
  std::map<std::uint32_t, z3::expr> ages_;       // of look-ups that have to be fresh, by let
};

}  // namespace handrail::dsl
#endif
