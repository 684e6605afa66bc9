// The gate of one tool as a row of steps: the first whose guard holds decides. The order and what an unknown fact means are those of
// engine/policy/gate.cpp.
#pragma once

#ifdef HANDRAIL_PROOF
#include "dsl/prove/asking.hpp"
#include "dsl/prove/encoding.hpp"
#include "dsl/prove/prove.hpp"

namespace handrail::dsl {

struct GateStep {
  enum class Outcome : std::uint8_t { deny, approve, allow };
  enum class Clause : std::uint8_t { needs, deny, limit, approve, allow, otherwise };
  Outcome outcome = Outcome::deny;
  Clause clause = Clause::needs;
  const Rule* rule = nullptr;
  std::optional<std::uint32_t> role;      // approve
  z3::expr guard;                         // it decides, when it is reached: with an unknown fact too, where that blocks or holds
  z3::expr surely;                        // it decides on known facts
};

class GateSteps {
 public:
  GateSteps(z3::context& context, Asking& asking, const Program& program, std::uint32_t tool);
  [[nodiscard]] const std::vector<GateStep>& steps() const { return steps_; }
  Encoding& encoding() { return encoding_; }
  [[nodiscard]] z3::expr reaches(std::size_t step) const;   // no earlier step decides
  [[nodiscard]] GateSample sample(const z3::model& model) const;

 private:
  void needs();
  void limits_and_denies();
  void approves_and_allows();
  void allowed(GateStep::Clause clause, const Rule& rule, const z3::expr& guard);
  void step(GateStep::Outcome outcome, GateStep::Clause clause, const Rule& rule, const z3::expr& guard, const z3::expr& surely, std::optional<std::uint32_t> role = {});
  Tri over(const Limit& limit, std::size_t index);

  z3::context& context_;
  z3::solver& solver_;
  const Program& program_;
  std::uint32_t tool_index_;
  const Tool& tool_;
  Encoding encoding_;
  std::vector<GateStep> steps_;
  std::vector<std::optional<z3::expr>> fresh_;   // per need
  std::vector<z3::expr> used_;                   // per limit
};

}  // namespace handrail::dsl
#endif
