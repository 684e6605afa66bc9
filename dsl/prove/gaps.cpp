#include "dsl/prove/gaps.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/formulas/areas.hpp"
#include "dsl/formulas/boxes.hpp"
#include "dsl/formulas/message_facts.hpp"
#include "dsl/prove/gate_findings.hpp"
#include "dsl/prove/telling.hpp"

namespace handrail::dsl {

namespace {

constexpr std::size_t few_rules = 64;        // that let calls through, of which one is not read off its text
constexpr std::size_t pairs_of_rules = 1'000;   // between which something may lie

// A sample of these years reads better than one of 1970.
z3::expr recent(Asking& asking, const Encoding& encoding) { return asking.named(encoding.now() >= encoding.number(1'767'225'600'000)); }   // 2026

void simplest_first(std::vector<std::pair<std::size_t, Gap>> found, Gaps& all) {
  std::ranges::stable_sort(found, {}, &std::pair<std::size_t, Gap>::first);
  for (auto& [size, gap] : found) all.gaps.push_back(std::move(gap));
}

// The gate of one tool: what nothing that is written there decides.
class GateGaps {
 public:
  GateGaps(const Program& program, std::uint32_t tool, z3::context& context, Asking& asking, GateSteps& gate)
      : program_(program), tool_(tool), context_(context), asking_(asking), gate_(gate), axes_(context, asking, program), areas_(asking, axes_) {
    axes_.read(gate_.encoding());
    z3::expr_vector open_to_all(context);
    open_to_all.push_back(asking_.truth(true));
    for (const GateStep& step : gate_.steps()) {
      axes_.read_dates(gate_.encoding(), *step.rule);
      const bool given = step.clause == GateStep::Clause::needs || step.clause == GateStep::Clause::deny || step.clause == GateStep::Clause::limit;
      if (given) met_.push_back(asking_.named(!step.guard));
      else if (step.clause != GateStep::Clause::otherwise) open_to_all.push_back(!step.guard);
    }
    const z3::expr known = everything_known(gate_.encoding()), undecided = z3::mk_and(open_to_all);
    inside_ = asking_.named(undecided);
    outside_ = asking_.named(!undecided);
    known_ = asking_.named(known);
    open_ = asking_.named(undecided && !known);
    areas_.prefer(recent(asking_, gate_.encoding()));
  }

  Gaps gaps() {
    Gaps all;
    all.whole = cover(known(), *inside_, false, all);
    all.whole = cover(met_, *open_, true, all) && all.whole;
    return all;
  }

  void pinched(Proof& proof) {
    const GateStep& last = gate_.steps().back();
    if (last.outcome != GateStep::Outcome::deny) return;
    const auto zone = between_rules();
    if (!zone) return;
    permits_ = asking_.named(let_through());
    areas_.cover(known(), asking_.named(*inside_ && *zone), *outside_, limits::proof_regions, [&](const Area& area, const z3::model& model) { between(area, model, last, proof); });
  }

 private:
  // Where a fact lies between what one rule lets through and what another does, and all else is as both have it: read off their texts, so that rules which ask
  // for different values of a fact need no solver. None: nowhere. A rule that its text says too little of may lie on either side of anything.
  std::optional<z3::expr> between_rules() {
    Boxes boxes(gate_.encoding());
    std::vector<Box> through;
    bool all_read = true;
    for (const GateStep& step : gate_.steps()) {
      if (step.clause != GateStep::Clause::approve && step.clause != GateStep::Clause::allow) continue;
      through.push_back(boxes.of(Rule(), step.when, step.unless));
      all_read = all_read && through.back().exact;
    }
    if (!all_read && through.size() <= few_rules) return asking_.truth(true);
    z3::expr_vector zones(context_);
    for (const Box& below : through)
      for (const Box& above : through)
        if (const auto zone = between(below, above, through)) {
          zones.push_back(*zone);
          if (zones.size() > pairs_of_rules) return asking_.truth(true);
        }
    return zones.empty() ? std::nullopt : std::optional(z3::mk_or(zones));
  }

  // All that lies between the two is let through by one other rule.
  static bool bridged(const Box& below, const Box& above, const Box::Side& low, const Box::Side& high, const std::vector<Box>& through) {
    const auto around = [&](const Box::Side& side) {
      if (side.slot == low.slot) return side.among.empty() && side.least <= low.most + 1 && side.most >= high.least - 1;
      const auto leaves = [&](const Box::Side& given) { return given.slot == side.slot && covers(side, given); };
      return std::ranges::any_of(below.sides, leaves) || std::ranges::any_of(above.sides, leaves);
    };
    return std::ranges::any_of(through, [&](const Box& one) { return one.exact && std::ranges::all_of(one.sides, around); });
  }

  std::optional<z3::expr> between(const Box& below, const Box& above, const std::vector<Box>& through) {
    std::optional<std::uint32_t> slot;
    const Box::Side *last = nullptr, *next = nullptr;
    for (const Box::Side& low : below.sides)
      for (const Box::Side& high : above.sides) {
        if (low.slot != high.slot || meet(low, high)) continue;
        // They ask for different words or keys, or of another fact too, or nothing is between them.
        const auto key = [](const Box::Side& side) { return side.least == side.most || !side.among.empty(); };
        if (slot || !ordered(low.slot) || (key(low) && key(high)) || low.most >= high.least - 1) return std::nullopt;
        slot = low.slot;
        last = &low;
        next = &high;
      }
    if (!slot || bridged(below, above, *last, *next, through)) return std::nullopt;
    z3::expr_vector all(context_);
    for (const Box* box : {&below, &above})
      for (const Box::Side& side : box->sides) {
        if (side.slot != *slot) all.push_back(holds(side));
        else all.push_back(box == &below ? gate_.encoding().slot(*slot).value > gate_.encoding().number(side.most)
                                         : gate_.encoding().slot(*slot).value < gate_.encoding().number(side.least));
      }
    return z3::mk_and(all);
  }

  bool ordered(std::uint32_t slot) const {
    const TypeKind kind = gate_.encoding().scope().slots[slot].type.kind;
    return kind != TypeKind::text && kind != TypeKind::enumeration && kind != TypeKind::yes_no;
  }

  z3::expr holds(const Box::Side& side) {
    const Term& fact = gate_.encoding().slot(side.slot);
    const auto number = [&](std::int64_t value) { return gate_.encoding().number(value); };
    Formula value = fact.value >= number(side.least) && fact.value <= number(side.most);
    if (!side.among.empty()) {
      z3::expr_vector any(context_);
      for (const std::int64_t one : side.among) any.push_back(fact.value == number(one));
      value = value && z3::mk_or(any);
    }
    return (fact.known && value) || (fact.absent && asking_.truth(side.absent));
  }

  std::vector<z3::expr> known() const {
    std::vector<z3::expr> fixed = met_;
    fixed.push_back(*known_);
    return fixed;
  }

  bool cover(const std::vector<z3::expr>& fixed, const z3::expr& inside, bool unknown, Gaps& all) {
    std::vector<std::pair<std::size_t, Gap>> found;
    const bool whole = areas_.cover(fixed, inside, *outside_, limits::proof_regions, [&](const Area& area, const z3::model& model) {
      found.emplace_back(area.literals.size(), Gap{area.words, axes_.slots(area.literals), gate_.sample(model), unknown});
    });
    simplest_first(std::move(found), all);
    return whole;
  }

  // The call is allowed, or somebody is asked.
  z3::expr let_through() const {
    Formula through = asking_.truth(false);
    for (std::size_t i = gate_.steps().size(); i-- > 0;) {
      const GateStep& step = gate_.steps()[i];
      through = z3::ite(step.guard, asking_.truth(step.outcome != GateStep::Outcome::deny), through);
    }
    return through;
  }

  // The area has two bounds on one fact, and just beyond either, all else as it is, the call is let through.
  void between(const Area& area, const z3::model& model, const GateStep& last, Proof& proof) {
    for (const Literal& lower : area.literals) {
      if (lower.kind != Literal::Kind::lower || !axes_.amounts(lower)) continue;
      for (const Literal& upper : area.literals) {
        if (upper.kind != Literal::Kind::upper || upper.axis != lower.axis) continue;
        if (const auto sides = neighbours(area, lower, upper)) tell(area, gate_.sample(model), last, *sides, proof);
      }
    }
  }

  // Beyond either bound, everything else the same on both sides.
  std::optional<std::vector<CallClaim>> neighbours(const Area& area, const Literal& lower, const Literal& upper) {
    for (const bool below_first : {true, false}) {
      const Literal &first = below_first ? lower : upper, &second = below_first ? upper : lower;
      std::vector<z3::expr> same = known();
      for (const Literal& literal : area.literals)
        if (literal.axis != first.axis) same.push_back(axes_.named(literal));
      const auto here = let_through_at(same, first);
      if (!here) return std::nullopt;
      const std::vector<std::uint32_t> moved = axes_.slots({first});
      for (const Literal& literal : axes_.holding(here->second, true)) {
        const std::vector<std::uint32_t> spoken = axes_.slots({literal});
        if (std::ranges::none_of(spoken, [&](std::uint32_t slot) { return std::ranges::find(moved, slot) != moved.end(); })) same.push_back(axes_.named(literal));
      }
      if (const auto there = let_through_at(same, second))
        return below_first ? std::vector{here->first, there->first} : std::vector{there->first, here->first};
    }
    return std::nullopt;
  }

  std::optional<std::pair<CallClaim, z3::model>> let_through_at(std::vector<z3::expr> assumed, const Literal& bound) {
    assumed.push_back(asking_.named(axes_.beyond(bound)));
    assumed.push_back(*permits_);
    if (asking_.ask(assumed) != Satisfiable::yes) return std::nullopt;
    const z3::model model = asking_.model();
    for (const GateStep& step : gate_.steps()) {
      const bool approves = step.outcome == GateStep::Outcome::approve;
      if (true_in(model, step.guard)) return std::pair{CallClaim{gate_.sample(model), *step.rule, approves ? CallClaim::Says::approve : CallClaim::Says::allow, {}}, model};
    }
    return std::nullopt;
  }

  void tell(const Area& area, GateSample sample, const GateStep& last, const std::vector<CallClaim>& sides, Proof& proof) {
    const Tool& tool = program_.tools[tool_];
    SampledFinding made;
    made.found = warning("P0704", "no rule of `" + tool.name + "` decides when `" + area.words + "`, and what lies on either side is let through", last.rule->span,
                         tool.otherwise ? "so this denies it" : "so it is denied", "let the two rules meet, or write a `deny` for what is between them");
    const auto says = [](const CallClaim& claim) { return claim.says == CallClaim::Says::approve ? std::string("approves") : std::string("allows"); };
    made.found.labels.push_back({sides[0].decides.span, says(sides[0]) + " what is below"});
    made.found.labels.push_back({sides[1].decides.span, says(sides[1]) + " what is above"});
    made.calls = sides;
    made.calls.push_back({std::move(sample), *last.rule, CallClaim::Says::deny, {}});
    proof.sampled.push_back(std::move(made));
  }

  const Program& program_;
  std::uint32_t tool_;
  z3::context& context_;
  Asking& asking_;
  GateSteps& gate_;
  Axes axes_;
  Areas areas_;
  std::vector<z3::expr> met_;             // the needs are met, nothing is denied, and no limit is reached
  std::optional<z3::expr> inside_, outside_, known_, open_, permits_;
};

// Rows of which the first that matches decides: what is left to the last one.
template <class Rows>
Gaps gaps_of_rows(const Program& program, const Rows& rows, ProofOptions options) {
  z3::context context;
  Asking asking(context, options);
  MessageFacts facts(context, asking, program, "turn");
  Encoding& turn = facts.encoding();
  Formula taken = asking.truth(false), left = asking.truth(true);
  for (const auto& row : rows) {
    if (row.when == no_expression) continue;
    const Tri tri = facts.condition(row.when);
    const z3::expr active = turn.active(row.rule);
    taken = taken || (active && tri.yes);
    left = left && (!active || tri.no);                      // what is open on the way is not told as left over
  }
  Axes axes(context, asking, program);
  axes.read(turn);
  for (const auto& row : rows) axes.read_dates(turn, row.rule);
  Areas areas(asking, axes);
  areas.prefer(recent(asking, turn));
  Formula known = everything_known(turn);
  for (std::uint32_t i = 0; i < turn.scope().slots.size(); ++i)
    if (turn.scope().slots[i].always_set && !turn.scope().slots[i].type.optional) known = known && turn.slot(i).known;
  Gaps all;
  std::vector<std::pair<std::size_t, Gap>> found;
  all.whole = areas.cover({asking.named(known)}, asking.named(left), asking.named(taken), limits::proof_regions, [&](const Area& area, const z3::model& model) {
    GateSample sample;
    sample.slots = turn.values(model);
    sample.now = Instant{integer_in(model, turn.now())};
    found.emplace_back(area.literals.size(), Gap{area.words, axes.slots(area.literals), std::move(sample), false});
  });
  simplest_first(std::move(found), all);
  return all;
}

// The solver may give up in its own way (out of memory): nothing is claimed then.
template <class Work>
Gaps guarded(const Work& work) {
  try {
    return work();
  } catch (const z3::exception&) {
    return {{}, false};
  }
}

}  // namespace

Gaps gaps_of(const Program& program, std::uint32_t tool, ProofOptions options) {
  return guarded([&] {
    z3::context context;
    Asking asking(context, options);
    GateSteps gate(context, asking, program, tool);
    return GateGaps(program, tool, context, asking, gate).gaps();
  });
}

Gaps gaps_of_table(const Program& program, std::uint32_t table, ProofOptions options) {
  return guarded([&] { return gaps_of_rows(program, program.tables[table].rows, options); });
}

Gaps gaps_of_route(const Program& program, ProofOptions options) {
  return guarded([&] { return gaps_of_rows(program, program.routes, options); });
}

void pinched_gaps(const GateQuestion& question) {
  const Tool& tool = question.program.tools[question.tool];
  if (tool.approves.empty() && tool.allows.empty()) return;
  const Asking::Aside aside(question.asking);
  GateGaps(question.program, question.tool, question.context, question.asking, question.gate).pinched(question.proof);
}

}  // namespace handrail::dsl

#else

namespace handrail::dsl {

Gaps gaps_of(const Program&, std::uint32_t, ProofOptions) { return {{}, false}; }
Gaps gaps_of_table(const Program&, std::uint32_t, ProofOptions) { return {{}, false}; }
Gaps gaps_of_route(const Program&, ProofOptions) { return {{}, false}; }

}  // namespace handrail::dsl

#endif
