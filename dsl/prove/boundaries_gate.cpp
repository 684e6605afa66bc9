#include "dsl/prove/boundaries.hpp"

#ifdef HANDRAIL_PROOF
#include "dsl/formulas/gate_steps.hpp"
#include "dsl/formulas/preferring.hpp"

namespace handrail::dsl {

class GateBoundaries::Asked {
 public:
  Asked(const Program& program, std::uint32_t index, ProofOptions options, std::size_t entries_from)
      : program_(program), tool_(program.tools[index]), asking_(context_, options.budget), gate_(context_, asking_, program, index), preferring_(asking_) {
    for (std::size_t i = entries_from; i < tool_.scope.slots.size(); ++i)
      if (const Term& field = gate_.encoding().slot(static_cast<std::uint32_t>(i)); tool_.scope.slots[i].type.optional) preferring_.always(field.known || field.absent);
      else asking_.solver().add(!field.absent);
    wishes();
    for (std::size_t i = entries_from; i < tool_.scope.slots.size(); ++i)   // no others beside the one entry, where it does without
      for (const z3::expr& empty : gate_.encoding().nothing_in(static_cast<std::uint32_t>(i))) preferring_.always(empty);
  }

  Tried<GateSample> at(const TryPoint& point) {
    Tried<GateSample> tried;
    const auto must = wanted(point);
    if (!must) return tried;
    std::vector<std::vector<z3::expr>> ladders;
    if (point.what == TryPoint::What::decides) ladders.push_back({surely(point)});
    if (point.what == TryPoint::What::leaf && point.answer == Truth::unknown) ladders.push_back(lists_unknown(gate_.encoding(), program_, point.leaf));
    if (point.what == TryPoint::What::leaf) {
      ladders.push_back({matters(point)});
      ladders.push_back(nearness(gate_.encoding(), program_, point.leaf));
    }
    if (const auto limit = limit_of(*point.rule); limit && point.what == TryPoint::What::whole) ladders.push_back(near_limit(*limit, point));
    switch (preferring_.find({*must}, ladders, nearby_.of(point.rule, point.leaf, point.step))) {
      case Satisfiable::no: tried.kind = Tried<GateSample>::Kind::impossible; return tried;
      case Satisfiable::not_known: return tried;
      case Satisfiable::yes: break;
    }
    const z3::model& model = preferring_.model();
    if (point.what != TryPoint::What::decides) nearby_.keep(point.rule, point.leaf, point.step, said_by(model));
    tried.kind = Tried<GateSample>::Kind::found;
    tried.sample = gate_.sample_with_approvals(model);
    tried.alone = point.what != TryPoint::What::leaf || true_in(model, matters(point));
    return tried;
  }

 private:
  z3::expr always() const { return asking_.truth(true); }

  std::vector<z3::expr> said_by(const z3::model& model) {
    std::vector<z3::expr> all = facts_in(gate_.encoding(), model);
    for (const z3::expr& answered : of_lists_in(gate_.encoding(), program_, model)) all.push_back(answered);
    for (const z3::expr& used : gate_.used()) all.push_back(used == gate_.encoding().number(integer_in(model, used)));
    for (const auto& [parameter, unread] : gate_.unread()) {
      all.push_back(true_in(model, unread.given) ? unread.given : !unread.given);
      all.push_back(unread.amount == gate_.encoding().number(integer_in(model, unread.amount)));
    }
    for (const auto& met : gate_.met())
      if (met) all.push_back(true_in(model, *met) ? *met : !*met);
    return all;
  }

  std::optional<std::size_t> limit_of(const Rule& rule) const {
    const auto found = std::ranges::find_if(tool_.limits, [&](const Limit& limit) { return &limit.rule == &rule; });
    return found == tool_.limits.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - tool_.limits.begin()));
  }

  static std::int64_t most(const Limit& limit) { return limit.ceiling.as<Money>() ? limit.ceiling.as<Money>()->minor : *limit.ceiling.as<std::int64_t>(); }

  // At the limit, or one over; with nothing left, the least that may be asked for.
  std::vector<z3::expr> near_limit(std::size_t limit, const TryPoint& point) {
    const z3::expr& with_this = gate_.with_this()[limit];
    const z3::expr ceiling = gate_.encoding().number(most(tool_.limits[limit]));   // added to in the solver, which knows no largest number
    if (point.answer == Truth::no) return {with_this == ceiling};
    return {with_this == ceiling + 1, with_this == ceiling + 100, with_this <= ceiling + 10'000};
  }

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
    for (const auto& [role, approved] : gate_.approved()) preferring_.always(!approved);
    for (const z3::expr& used : gate_.used()) preferring_.always(used == encoding.number(0));
    for (const auto& [parameter, unread] : gate_.unread()) preferring_.always(unread.given);
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

  // Where the rule decides, be it after an approval that it, or another before it, has asked for.
  template <class Step>
  z3::expr decides(const Step& of_rule) const {
    Formula any = !always();
    const auto& steps = gate_.with_approvals();
    for (std::size_t i = 0; i < steps.size(); ++i)
      if (const auto where = of_rule(steps[i])) any = any || (gate_.reaches_with_approvals(i) && *where);
    return any && gate_.in_turn();
  }

  // It decides on facts that are known.
  z3::expr surely(const TryPoint& point) {
    return decides([&](const GateStep& step) { return step.rule == point.rule ? std::optional(step.surely) : std::nullopt; });
  }

  std::optional<z3::expr> wanted(const TryPoint& point) {
    if (point.what == TryPoint::What::decides)
      return decides([&](const GateStep& step) { return step.rule == point.rule ? std::optional(step.guard) : std::nullopt; });
    if (const auto limit = limit_of(*point.rule)) {
      const z3::expr answered = of_limit(*limit, point.answer);
      if (point.step == 0) return answered;
      const z3::expr ceiling = gate_.encoding().number(most(tool_.limits[*limit]));
      return answered && (point.answer == Truth::yes ? gate_.used()[*limit] == ceiling : gate_.with_this()[*limit] == ceiling);
    }
    const auto step = step_of(*point.rule);
    if (!step) return std::nullopt;
    const z3::expr reached = gate_.reaches(*step) && gate_.encoding().active(*point.rule);
    if (point.what == TryPoint::What::leaf) return reached && asked(point) && answers(gate_.encoding().condition(point.leaf), point.answer);
    for (std::size_t i = 0; i < tool_.needs.size(); ++i)
      if (&tool_.needs[i].rule == point.rule && gate_.met()[i]) return reached && (point.answer == Truth::yes ? *gate_.met()[i] : !*gate_.met()[i]);
    return std::nullopt;
  }

  // A limit that only asks for an approval is asked where the call would be let through, by itself or because somebody approved it.
  z3::expr of_limit(std::size_t limit, Truth answer) {
    const Rule& rule = tool_.limits[limit].rule;
    const z3::expr answered = gate_.encoding().active(rule) && answers(gate_.above()[limit], answer);
    const auto step = step_of(rule);
    if (!tool_.limits[limit].above_approve_by) return step ? gate_.reaches(*step) && answered : !always();
    const z3::expr let_through = decides([&](const GateStep& one) {
      const bool this_one = answer == Truth::yes ? one.rule == &rule : one.outcome == GateStep::Outcome::allow;
      return this_one ? std::optional(one.guard) : std::nullopt;
    });
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
  Nearby nearby_;
};

GateBoundaries::GateBoundaries(const Program& program, std::uint32_t tool, ProofOptions options, std::size_t entries_from) {
  try {
    asked_ = std::make_unique<Asked>(program, tool, options, entries_from);
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
GateBoundaries::GateBoundaries(const Program&, std::uint32_t, ProofOptions, std::size_t) {}
GateBoundaries::~GateBoundaries() = default;
Tried<GateSample> GateBoundaries::at(const TryPoint&) { return {}; }

}  // namespace handrail::dsl

#endif
