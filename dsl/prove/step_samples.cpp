#include "dsl/prove/prove.hpp"

#ifdef HANDRAIL_PROOF
#include "dsl/formulas/gate_steps.hpp"

namespace handrail::dsl {

std::vector<StepSample> step_samples(const Program& program, std::uint32_t tool, ProofOptions options) {
  std::vector<StepSample> samples;
  try {
    z3::context context;
    Asking asking(context, options);
    GateSteps gate(context, asking, program, tool);
    if (options.today) asking.solver().add(gate.encoding().now() >= gate.encoding().number(options.today->ms));
    for (std::size_t i = 0; i < gate.steps().size(); ++i) {
      const GateStep& step = gate.steps()[i];
      // On known facts where it can be: an unknown one is asked about, and the clause does not come to what it says.
      const z3::expr reached = asking.named(gate.reaches(i));
      if (asking.ask({reached, asking.named(step.surely)}) != Satisfiable::yes && asking.ask({reached, asking.named(step.guard)}) != Satisfiable::yes) continue;
      samples.push_back({gate.sample(asking.model()), *step.rule, step.outcome == GateStep::Outcome::allow, step.outcome == GateStep::Outcome::approve});
    }
  } catch (const z3::exception&) {
    samples.clear();
  }
  return samples;
}

}  // namespace handrail::dsl

#else

namespace handrail::dsl {

std::vector<StepSample> step_samples(const Program&, std::uint32_t, ProofOptions) { return {}; }

}  // namespace handrail::dsl

#endif
