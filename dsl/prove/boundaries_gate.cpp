#include "dsl/prove/boundaries.hpp"

#ifdef HANDRAIL_PROOF
#include "dsl/formulas/gate_steps.hpp"
#include "dsl/formulas/preferring.hpp"

namespace handrail::dsl {

class GateBoundaries::Asked {
 public:
  Asked(const Program& program, std::uint32_t index, ProofOptions options)
      : program_(program), tool_(program.tools[index]), asking_(context_, options.budget), gate_(context_, asking_, program, index), preferring_(asking_) {
    wishes();
  }

  Tried<GateSample> at(const TryPoint& point) {
    Tried<GateSample> tried;
    const auto must = wanted(point);
    if (!must) return tried;
    std::vector<std::vector<z3::expr>> ladders;
    if (point.what == TryPoint::What::decides) ladders.push_back({surely(point)});
    if (point.what == TryPoint::What::leaf) {
      ladders.push_back({matters(point)});
      ladders.push_back(nearness(gate_.encoding(), program_, point.leaf));
    }
    switch (preferring_.find({*must}, ladders)) {
      case Satisfiable::no: tried.kind = Tried<GateSample>::Kind::impossible; return tried;
      case Satisfiable::not_known: return tried;
      case Satisfiable::yes: break;
    }
    const z3::model model = asking_.model();
    tried.kind = Tried<GateSample>::Kind::found;
    tried.sample = gate_.sample(model);
    return tried;
  }

 private:
  z3::expr always() const { return asking_.truth(true); }

  // What everybody expects of a call: facts that are known, on a plain day, with nothing used before.
  void wishes() {
    Encoding& encoding = gate_.encoding();
    preferring_.always(encoding.now() == encoding.number(readable_day.ms));
    for (std::uint32_t i = 0; i < tool_.scope.slots.size(); ++i)
      if (encoding.slot(i).kind == TypeKind::money) preferring_.always(!encoding.slot(i).odd);
    for (std::uint32_t i = 0; i < tool_.scope.slots.size(); ++i) {
      const bool asked_for_whole = tool_.scope.slots[i].type.kind == TypeKind::record && tool_.scope.slots[i].path.size() == 1;
      preferring_.always(encoding.slot(i).known);
      if (const auto nice = readable(encoding, i, readable_day); nice && !asked_for_whole) preferring_.always(*nice);
    }
    for (const auto& met : gate_.met())
      if (met) preferring_.always(*met);
    for (const z3::expr& used : gate_.used()) preferring_.always(used == encoding.number(0));
    for (const GateStep& step : gate_.steps())
      if (step.outcome == GateStep::Outcome::deny && step.clause != GateStep::Clause::otherwise) preferring_.always(!step.guard);
    for (const Encoding::Leaf& leaf : encoding.leaves()) preferring_.always(leaf.tri.yes || leaf.tri.no);
    prefer_different_texts(preferring_, encoding);
  }

  // The step at which the clause's condition is first asked: an allow stands behind the limits that only ask for an approval.
  std::optional<std::size_t> step_of(const Rule& rule) const {
    const auto& steps = gate_.steps();
    const auto found = std::ranges::find_if(steps, [&](const GateStep& step) { return step.rule == &rule; });
    if (found == steps.end()) return std::nullopt;
    auto index = static_cast<std::size_t>(found - steps.begin());
    const bool allows = found->clause == GateStep::Clause::allow || (found->clause == GateStep::Clause::otherwise && found->outcome == GateStep::Outcome::allow);
    while (allows && index > 0 && steps[index - 1].clause == GateStep::Clause::limit && steps[index - 1].outcome == GateStep::Outcome::approve) --index;
    return index;
  }

  // It decides on facts that are known.
  z3::expr surely(const TryPoint& point) {
    Formula any = !always();
    for (std::size_t i = 0; i < gate_.steps().size(); ++i)
      if (gate_.steps()[i].rule == point.rule) any = any || (gate_.reaches(i) && gate_.steps()[i].surely);
    return any;
  }

  std::optional<z3::expr> wanted(const TryPoint& point) {
    const auto& steps = gate_.steps();
    if (point.what == TryPoint::What::decides) {
      Formula any = !always();
      for (std::size_t i = 0; i < steps.size(); ++i)
        if (steps[i].rule == point.rule) any = any || (gate_.reaches(i) && steps[i].guard);
      return any;
    }
    const auto step = step_of(*point.rule);
    if (!step) return std::nullopt;
    const z3::expr reached = gate_.reaches(*step) && gate_.encoding().active(*point.rule);
    if (point.what == TryPoint::What::leaf) return reached && asked(point) && answers(gate_.encoding().condition(point.leaf), point.answer);
    for (std::size_t i = 0; i < tool_.needs.size(); ++i)
      if (&tool_.needs[i].rule == point.rule && gate_.met()[i]) return reached && (point.answer == Truth::yes ? *gate_.met()[i] : !*gate_.met()[i]);
    for (std::size_t i = 0; i < tool_.limits.size(); ++i)
      if (&tool_.limits[i].rule == point.rule) return of_limit(i, *step, point.answer);
    return std::nullopt;
  }

  // A limit that only asks for an approval is asked where the call would be allowed.
  z3::expr of_limit(std::size_t limit, std::size_t step, Truth answer) {
    const z3::expr answered = answers(gate_.above()[limit], answer);
    if (!tool_.limits[limit].above_approve_by) return gate_.reaches(step) && answered;
    Formula let_through = !always();
    const auto& steps = gate_.steps();
    for (std::size_t i = 0; i < steps.size(); ++i)
      if (answer == Truth::yes ? steps[i].rule == &tool_.limits[limit].rule : steps[i].outcome == GateStep::Outcome::allow)
        let_through = let_through || (gate_.reaches(i) && steps[i].guard);
    return let_through && answered;
  }

  // The clause's condition and what lifts it, handed to `use`.
  template <class Use>
  z3::expr of_clause(const TryPoint& point, const Use& use) {
    const auto of = [&](const auto& clauses) -> std::optional<z3::expr> {
      for (const auto& clause : clauses)
        if (&clause.rule == point.rule) return use(clause.when, clause.unless);
      return std::nullopt;
    };
    for (const Need& need : tool_.needs)
      if (&need.rule == point.rule)
        if (const auto* condition = std::get_if<NeededCondition>(&need.what)) return use(condition->when, no_expression);
    if (const auto denies = of(tool_.denies)) return *denies;
    if (const auto approves = of(tool_.approves)) return *approves;
    if (const auto allows = of(tool_.allows)) return *allows;
    return always();
  }

  // With another answer of the leaf the clause would come out otherwise.
  z3::expr matters(const TryPoint& point) {
    return of_clause(point, [&](ExpressionId when, ExpressionId unless) {
      return Settled(program_, point.leaf).matters(when, unless, always(), [&](ExpressionId id) { return gate_.encoding().condition(id); });
    });
  }

  z3::expr asked(const TryPoint& point) {
    return of_clause(point, [&](ExpressionId when, ExpressionId unless) {
      return Settled(program_, point.leaf).asked(when, unless, always(), [&](ExpressionId id) { return gate_.encoding().condition(id); });
    });
  }

  const Program& program_;
  const Tool& tool_;
  z3::context context_;
  Asking asking_;
  GateSteps gate_;
  Preferring preferring_;
};

GateBoundaries::GateBoundaries(const Program& program, std::uint32_t tool, ProofOptions options) {
  try {
    asked_ = std::make_unique<Asked>(program, tool, options);
  } catch (const z3::exception&) {
    asked_.reset();   // the solver gave up in its own way: nothing is found
  }
}

GateBoundaries::~GateBoundaries() = default;

Tried<GateSample> GateBoundaries::at(const TryPoint& point) {
  try {
    return asked_ ? asked_->at(point) : Tried<GateSample>{};
  } catch (const z3::exception&) {
    return {};
  }
}

}  // namespace handrail::dsl

#else

namespace handrail::dsl {

class GateBoundaries::Asked {};
GateBoundaries::GateBoundaries(const Program&, std::uint32_t, ProofOptions) {}
GateBoundaries::~GateBoundaries() = default;
Tried<GateSample> GateBoundaries::at(const TryPoint&) { return {}; }

}  // namespace handrail::dsl

#endif
