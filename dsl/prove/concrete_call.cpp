// A call that can be made: the solver follows no tests of lists, texts and look-ups, and may take them to answer what no list and no text does together.
#ifdef HANDRAIL_PROOF
#include "dsl/prove/gate_findings.hpp"

namespace handrail::dsl {

z3::model concrete_call(const GateQuestion& question, const z3::model& first, std::vector<z3::expr> assumed, GateSample& sample) {
  z3::model model = first;
  std::vector<ExpressionId> open = sample.open;
  for (std::size_t tried = 1; tried < limits::sample_models; ++tried) {
    assumed.push_back(question.asking.named(!question.gate.encoding().answered_so(model, open)));
    if (question.asking.ask(assumed) != Satisfiable::yes) return first;
    model = question.asking.model();
    GateSample next = question.gate.sample_with_approvals(model);
    open = next.open;
    if (!open.empty()) continue;
    sample = std::move(next);
    return model;
  }
  return first;
}

}  // namespace handrail::dsl
#endif
