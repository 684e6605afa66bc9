// What one tool's gate is searched for, each question by its own file: all ask the same solver about the same steps.
#pragma once

#ifdef HANDRAIL_PROOF
#include "dsl/formulas/gate_steps.hpp"
#include "dsl/prove/prove.hpp"

namespace handrail::dsl {

struct GateQuestion {
  const Program& program;
  std::uint32_t tool;
  z3::context& context;
  Asking& asking;
  GateSteps& gate;
  Proof& proof;                           // what is found is added here
  std::optional<Instant> today = {};      // of the guarantees
};

void never_call(const GateQuestion& question, std::uint32_t guarantee);   // call_guarantees.cpp: a call that it forbids and the gate lets through
void pinched_gaps(const GateQuestion& question);                          // pinched.cpp: nothing decides between two regions that are let through, P0704
void approvals_in_conflict(const GateQuestion& question);                 // conflicts.cpp: who approves depends on the order, P0706
void approvals_beyond_the_role(const GateQuestion& question);             // approvers.cpp: nobody with the role may approve it, P0714
void idle_limits(const GateQuestion& question);                           // idle_limits.cpp: a limit that asks nobody for an approval, P0717
void needs_implied(const GateQuestion& question);                         // redundant.cpp: a need that the earlier ones imply, P0708

// A model whose lists, texts and look-ups can be had, where one is found, and its sample; else the first one, and its sample says what is open. What nothing was found
// for is left out of the next case: it is not shown to be impossible, so nothing is proved by it.
[[nodiscard]] z3::model concrete_call(const GateQuestion& question, const z3::model& first, std::vector<z3::expr> assumed, GateSample& sample);

}  // namespace handrail::dsl
#endif
