// The calls of one tool that nothing written there decides: its needs are met, nothing is denied, no limit is reached, and neither an `approve` nor an `allow`
// holds. What gaps are looked for in.
#pragma once

#ifdef HANDRAIL_PROOF
#include "dsl/formulas/areas.hpp"
#include "dsl/formulas/gate_steps.hpp"

namespace handrail::dsl {

class OpenCalls {
 public:
  OpenCalls(const Program& program, z3::context& context, Asking& asking, GateSteps& gate);

  Axes& axes() { return axes_; }
  [[nodiscard]] const std::vector<z3::expr>& met() const { return met_; }   // needs, denials and limits leave the call alone
  [[nodiscard]] std::vector<z3::expr> known() const;                        // and every fact that is asked about is known
  [[nodiscard]] const z3::expr& undecided() const { return *inside_; }
  [[nodiscard]] const z3::expr& decided() const { return *outside_; }
  [[nodiscard]] const z3::expr& open() const { return *open_; }             // undecided, and something is not known
  [[nodiscard]] std::vector<ReadRule> letting_through() const;
  [[nodiscard]] std::vector<bool> given() const { return given_; }          // by axis: what is met speaks of it; of a gate of many rules none

 private:
  void read_given();

  const Program& program_;
  GateSteps& gate_;
  Axes axes_;
  std::vector<z3::expr> met_;
  std::vector<bool> given_;
  std::optional<z3::expr> inside_, outside_, known_, open_;
};

// A sample of these years reads better than one of 1970: a name to assume.
[[nodiscard]] z3::expr of_these_years(Asking& asking, const Encoding& encoding);

}  // namespace handrail::dsl
#endif
