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
  // Some call that was tried is decided by this clause, on known facts. False says nothing.
  [[nodiscard]] bool decided_by(const GateStep& step) const;

 private:
  void put(ExpressionId condition, bool last_wins, Frame& call) const;
  [[nodiscard]] bool decides(const GateStep& step, const Frame& call) const;
  [[nodiscard]] Truth holds(ExpressionId when, ExpressionId unless, const Frame& call) const;
  [[nodiscard]] bool active(const Rule& rule) const;
  [[nodiscard]] bool over(const Limit& limit, std::size_t index, const Frame& call) const;

  const Program& program_;
  const Tool& tool_;
  std::optional<GateSample> begin_;
};

}  // namespace handrail::dsl
#endif
