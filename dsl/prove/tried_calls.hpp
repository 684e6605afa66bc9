// Calls that are simply tried: for a clause of a gate the facts are put as its condition asks, and the conditions of all that stands before it are evaluated. Where
// none of them decides and the clause does, it is not hidden, and nobody has to ask the solver, which takes longer the more rules there are.
#pragma once

#ifdef HANDRAIL_PROOF
#include "dsl/program/bind.hpp"
#include "dsl/prove/gate_findings.hpp"

namespace handrail::dsl {

class TriedCalls {
 public:
  // Begins with one call that no need, denial or limit stops, where there is one.
  explicit TriedCalls(const GateQuestion& question);
  // Begins with this call.
  TriedCalls(const GateQuestion& question, GateSample begin);
  // Some call that was tried is decided by this clause, on known facts. False says nothing.
  [[nodiscard]] bool decided_by(const GateStep& step) const;
  // The call that it begins with, and of one fact another value: the one that this condition compares it with, from which on it holds. There are as many as the
  // condition has bounds of it, two at most.
  [[nodiscard]] std::vector<GateSample> with_fact_of(ExpressionId condition, std::uint32_t slot) const;
  // The approval or the permission that decides a call like the one it begins with; null: something else does, or it is not certain.
  [[nodiscard]] const Rule* lets_through(const GateSample& call) const;

 private:
  void put(ExpressionId condition, bool last_wins, Frame& call) const;
  [[nodiscard]] const Rule* decides(const Frame& call) const;
  [[nodiscard]] Truth holds(ExpressionId when, ExpressionId unless, const Frame& call) const;
  [[nodiscard]] bool one_of_each(const Frame& call) const;
  [[nodiscard]] bool active(const Rule& rule) const;
  [[nodiscard]] bool over(const Limit& limit, std::size_t index, const Frame& call) const;

  const Program& program_;
  const Tool& tool_;
  std::optional<GateSample> begin_;
};

}  // namespace handrail::dsl
#endif
