// Guarantees about calls: `never TOOL when …` over every step of the tool's gate.
#ifdef HANDRAIL_PROOF
#include "dsl/formulas/areas.hpp"
#include "dsl/prove/empty_guarantees.hpp"
#include "dsl/prove/gate_findings.hpp"

namespace handrail::dsl {

namespace {

// In words, the situation in which the call is let through. Whatever else it needs is taken as given: its needs are met, and no limit is reached.
std::string region(const GateQuestion& question, const z3::model& model, const z3::expr& situation) {
  Axes axes(question.context, question.asking, question.program);
  axes.read(question.gate.encoding());
  std::vector<z3::expr> fixed;
  for (const GateStep& step : question.gate.steps()) {
    axes.read_dates(question.gate.encoding(), *step.rule);
    if (step.clause == GateStep::Clause::needs || step.clause == GateStep::Clause::limit) fixed.push_back(question.asking.named(!step.guard));
  }
  const auto area = Areas(question.asking, axes).around(model, fixed, question.asking.named(!situation));
  return area ? area->words : "";
}

// A model whose lists and texts can be had, where one is found; else the one that is there, and its sample says what is open. What no list and no text was
// found for is left out of the next case: it is not shown to be impossible, so nothing is proved by it.
z3::model concrete(const GateQuestion& question, const z3::model& first, std::vector<z3::expr> assumed, GateSample& sample) {
  z3::model model = first;
  std::vector<ExpressionId> open = sample.open;
  for (std::size_t tried = 1; tried < limits::sample_models; ++tried) {
    assumed.push_back(question.asking.named(!question.gate.encoding().answered_so(model, open)));
    if (question.asking.ask(assumed) != Satisfiable::yes) return first;
    model = question.asking.model();
    GateSample next = question.gate.sample(model);
    open = next.open;
    if (!open.empty()) continue;
    sample = std::move(next);
    return model;
  }
  return first;
}

// Whether the question whether this step lets the call through leaves the guarantee standing.
bool stands(const GateQuestion& question, const GateStep& step, std::vector<z3::expr> assumed, const z3::expr_vector& before, GuaranteeAnswer& answer) {
  Asking& asking = question.asking;
  assumed.push_back(asking.named(step.guard));
  switch (asking.ask(assumed)) {
    case Satisfiable::no: return true;
    case Satisfiable::not_known: answer.kind = GuaranteeAnswer::Kind::not_proven; return true;
    case Satisfiable::yes: break;
  }
  z3::model model = asking.model();
  // One in which everything is known is easier to understand.
  const std::vector<z3::expr> as_it_comes = assumed;
  assumed.push_back(asking.named(everything_known(question.gate.encoding())));
  if (asking.ask(assumed) == Satisfiable::yes) model = asking.model();
  else assumed = as_it_comes;
  // So is one in which a text that no rule names is none of those that some rule names.
  const Encoding& encoding = question.gate.encoding();
  for (std::uint32_t i = 0; i < encoding.scope().slots.size(); ++i) {
    if (encoding.scope().slots[i].type.kind != TypeKind::text) continue;
    assumed.push_back(asking.named(encoding.slot(i).value >= encoding.number(Encoding::unnamed_text)));
    if (asking.ask(assumed) == Satisfiable::yes) model = asking.model();
    else assumed.pop_back();
  }
  answer.kind = GuaranteeAnswer::Kind::broken;
  answer.lets_it_happen = *step.rule;
  answer.approves = step.outcome == GateStep::Outcome::approve;
  answer.sample = question.gate.sample(model);
  if (!answer.sample.open.empty()) model = concrete(question, model, std::move(assumed), answer.sample);
  answer.region = region(question, model, z3::mk_and(before) && step.guard);
  return false;
}

}  // namespace

void never_call(const GateQuestion& question, std::uint32_t index) {
  const Guarantee& guarantee = question.program.guarantees[index];
  Asking& asking = question.asking;
  Encoding& encoding = question.gate.encoding();
  GuaranteeAnswer answer;
  answer.guarantee = index;
  answer.kind = GuaranteeAnswer::Kind::proved;
  if (auto parts = contradiction(question.program, asking, guarantee.when, [&](ExpressionId part) { return encoding.condition(part).yes; })) {
    answer.kind = GuaranteeAnswer::Kind::of_nothing;
    answer.contradicting = std::move(*parts);
    question.proof.guarantees.push_back(std::move(answer));
    return;
  }
  z3::expr_vector situation(question.context);
  situation.push_back(guarantee.when == no_expression ? encoding.truth(true) : encoding.condition(guarantee.when).yes);
  std::vector<z3::expr> assumed{asking.named(situation[0])};
  for (const GateStep& step : question.gate.steps()) {
    const bool approved = step.outcome == GateStep::Outcome::approve && guarantee.without_approval && (!guarantee.role || step.role == guarantee.role);
    if (step.outcome != GateStep::Outcome::deny && !approved && !stands(question, step, assumed, situation, answer)) break;
    assumed.push_back(!asking.named(step.guard));
    situation.push_back(!step.guard);
  }
  question.proof.guarantees.push_back(std::move(answer));
}

}  // namespace handrail::dsl
#endif
