// P0704: what no rule of a tool decides lies between two amounts, and on either side of it, all else the same, calls are let through. Which two rules may leave
// something between them is read off their texts; the solver is asked for a call that lies there, and for its two neighbours.
#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/prove/gate_findings.hpp"
#include "dsl/prove/open_calls.hpp"
#include "dsl/prove/telling.hpp"
#include "dsl/prove/tried_calls.hpp"

namespace handrail::dsl {

namespace {

using Kind = Literal::Kind;

// One way in which a rule lets calls through.
struct Through { std::size_t rule; Way way; };

// What lies between two of them: beyond the one's upper bound and below the other's lower one, all else as both have it.
struct Zone {
  Literal above, below;                   // the bounds, as statements about what is between them
  Way others;
  std::size_t low, high;                  // the rules on either side
};

bool says(const Way& way, const Literal& literal) {
  return std::ranges::any_of(way, [&](const Literal& one) { return implies(one, literal); });
}

bool bound(const Literal& literal) { return literal.kind == Kind::lower || literal.kind == Kind::upper; }

class Pinched {
 public:
  explicit Pinched(const GateQuestion& question)
      : question_(question), asking_(question.asking), gate_(question.gate), calls_(question.program, question.context, asking_, gate_), areas_(asking_, calls_.axes()),
        rules_(calls_.axes(), gate_.encoding(), calls_.letting_through(), true), these_years_(of_these_years(asking_, gate_.encoding())) {
    areas_.read_off(rules_, calls_.given());
    for (std::size_t rule = 0; rule < rules_.rules().size(); ++rule)
      if (const auto ways = rules_.ways(rule))
        for (const Way& way : *ways) through_.push_back({rule, way});
  }

  void find() {
    const GateStep& last = gate_.steps().back();
    if (last.outcome != GateStep::Outcome::deny) return;
    for (std::uint32_t axis = 0; axis < calls_.axes().size(); ++axis)
      if (calls_.axes().numeric(axis)) along(axis, last);
  }

 private:
  // For each way that ends somewhere, those that begin above it, the nearest first: one that has all else as the first does hides the farther ones.
  void along(std::uint32_t axis, const GateStep& last) {
    std::vector<std::size_t> begin;
    for (std::size_t i = 0; i < through_.size(); ++i)
      if (on(through_[i].way, axis, Kind::lower)) begin.push_back(i);
    std::ranges::stable_sort(begin, {}, [&](std::size_t i) { return on(through_[i].way, axis, Kind::lower)->index; });
    for (std::size_t low = 0; low < through_.size(); ++low) {
      const Literal* ends = on(through_[low].way, axis, Kind::upper);
      if (ends == nullptr) continue;
      const auto from = std::ranges::lower_bound(begin, ends->index, {}, [&](std::size_t i) { return on(through_[i].way, axis, Kind::lower)->index; });
      for (auto at = from; at != begin.end(); ++at) {
        if (told_ == (through_.size() > many ? few_told : limits::proof_regions) || in_vain_ == (through_.size() > many ? few_told : in_vain_max)) return;
        const auto zone = between(axis, low, *at);
        if (!zone) continue;
        look_at(*zone, last);
        if (std::ranges::all_of(rest(through_[*at].way, axis), [&](const Literal& one) { return says(through_[low].way, one); })) break;
      }
    }
  }

  static const Literal* on(const Way& way, std::uint32_t axis, Kind kind) {
    const auto found = std::ranges::find_if(way, [&](const Literal& one) { return one.axis == axis && one.kind == kind; });
    return found == way.end() ? nullptr : &*found;
  }

  static Way rest(const Way& way, std::uint32_t axis) {
    Way others;
    std::ranges::copy_if(way, std::back_inserter(others), [&](const Literal& one) { return one.axis != axis; });
    return others;
  }

  std::optional<Zone> between(std::uint32_t axis, std::size_t low, std::size_t high) const {
    const Way &below = through_[low].way, &above = through_[high].way;
    for (const Literal& one : below)
      for (const Literal& other : above)
        if (one.axis != axis && apart(one, other)) return std::nullopt;
    Zone zone{*on(below, axis, Kind::upper), *on(above, axis, Kind::lower), rest(below, axis), through_[low].rule, through_[high].rule};
    std::swap(zone.above.kind, zone.below.kind);
    if (apart(zone.above, zone.below)) return std::nullopt;
    for (const Literal& one : rest(above, axis)) {
      if (says(zone.others, one)) continue;
      std::erase_if(zone.others, [&](const Literal& there) { return implies(one, there); });
      zone.others.push_back(one);
    }
    return zone;
  }

  // Something of it was told, or one other way lets through all that crosses it somewhere.
  bool settled(const Zone& zone) const {
    const auto within = [&](const Literal& one) { return one == zone.above || one == zone.below || says(zone.others, one); };
    if (std::ranges::any_of(areas_told_, [&](const Way& told) { return std::ranges::all_of(told, within); })) return true;
    return std::ranges::any_of(through_, [&](const Through& one) {
      return std::ranges::all_of(one.way, [&](const Literal& literal) {
        return literal.axis == zone.above.axis ? bound(literal) && !apart(literal, zone.above) && !apart(literal, zone.below) : says(zone.others, literal);
      });
    });
  }

  void look_at(const Zone& zone, const GateStep& last) {
    if (settled(zone)) return;
    std::vector<Literal> literals{zone.above, zone.below};
    literals.insert(literals.end(), zone.others.begin(), zone.others.end());
    rules_.make(literals);
    const std::size_t crossing = rules_.in().size();
    if (crossing > crossing_max) return;
    std::vector<z3::expr> assumed = calls_.known();
    assumed.push_back(calls_.undecided());
    for (const Literal& one : literals) assumed.push_back(calls_.axes().named(one));
    ++in_vain_;
    assumed.push_back(these_years_);
    if (asking_.ask(assumed) != Satisfiable::yes) {
      assumed.pop_back();
      if (asking_.ask(assumed) != Satisfiable::yes) return;
    }
    const z3::model model = asking_.model();
    if (crossing > 0) add_what_else_holds(model, literals);
    const auto area = areas_.among(literals, 2, calls_.known());
    if (!area) return;
    GateSample between = gate_.sample(model);
    auto sides = tried_neighbours(zone, between);
    if (!sides) sides = neighbours(zone, *area, literals);
    if (!sides) return;
    areas_told_.push_back(area->literals);
    ++told_;
    in_vain_ = 0;
    tell(*area, std::move(between), last, *sides);
  }

  // Where some rule has a part of the zone, what else is so of this call: the same statements, closer.
  void add_what_else_holds(const z3::model& model, std::vector<Literal>& literals) {
    for (const Literal& one : calls_.axes().holding(model, true)) {
      if (one.axis == literals.front().axis) continue;
      const auto there = std::ranges::find_if(literals, [&](const Literal& other) { return other == one || (bound(one) && other.axis == one.axis && other.kind == one.kind); });
      if (there == literals.end()) literals.push_back(one);
      else *there = one;
    }
  }

  // The call that lies between, moved to where either rule's own text begins or ends: what the gate says of it is evaluated, and the solver is not asked.
  std::optional<std::vector<CallClaim>> tried_neighbours(const Zone& zone, const GateSample& between) {
    const std::vector<std::uint32_t> moved = calls_.axes().slots({zone.above});
    if (moved.size() != 1) return std::nullopt;
    const TriedCalls tried(question_, between);
    const auto beyond = [&](std::size_t rule, bool below) -> std::optional<CallClaim> {
      const auto here = number_in(between.slots[moved.front()]);
      for (GateSample& call : tried.with_fact_of(rules_.rules()[rule].when, moved.front())) {
        const auto there = number_in(call.slots[moved.front()]);
        if (!here || !there || (below ? *there >= *here : *there <= *here)) continue;
        const Rule* decides = tried.lets_through(call);
        if (decides == nullptr) continue;
        const bool approves = std::ranges::any_of(question_.program.tools[question_.tool].approves, [&](const Approve& one) { return &one.rule == decides; });
        return CallClaim{std::move(call), *decides, approves ? CallClaim::Says::approve : CallClaim::Says::allow, {}};
      }
      return std::nullopt;
    };
    auto low = beyond(zone.low, true);
    auto high = low ? beyond(zone.high, false) : std::nullopt;
    return high ? std::optional(std::vector{std::move(*low), std::move(*high)}) : std::nullopt;
  }

  static std::optional<std::int64_t> number_in(const Value& value) {
    if (const auto* money = value.as<Money>()) return money->minor;
    if (const auto* whole = value.as<std::int64_t>()) return *whole;
    if (const auto* decimal = value.as<Decimal>()) return decimal->millionths;
    if (const auto* time = value.as<Instant>()) return time->ms;
    if (const auto* duration = value.as<Duration>()) return duration->ms;
    return std::nullopt;
  }

  // Just beyond either bound, everything else the same on both sides.
  std::optional<std::vector<CallClaim>> neighbours(const Zone& zone, const Area& area, const std::vector<Literal>& literals) {
    for (const std::vector<Literal>& all_else : {area.literals, literals})
      for (const bool below_first : {true, false}) {
        const Literal &first = below_first ? zone.above : zone.below, &second = below_first ? zone.below : zone.above;
        std::vector<z3::expr> same = calls_.known();
        for (const Literal& one : all_else)
          if (one.axis != first.axis) same.push_back(calls_.axes().named(one));
        const auto here = let_through_at(same, first, below_first ? zone.low : zone.high);
        if (!here) continue;
        const std::vector<std::uint32_t> moved = calls_.axes().slots({first});
        for (const Literal& one : calls_.axes().holding(here->second, true)) {
          const std::vector<std::uint32_t> spoken = calls_.axes().slots({one});
          if (std::ranges::none_of(spoken, [&](std::uint32_t slot) { return std::ranges::find(moved, slot) != moved.end(); })) same.push_back(calls_.axes().named(one));
        }
        if (const auto there = let_through_at(same, second, below_first ? zone.high : zone.low))
          return below_first ? std::vector{here->first, there->first} : std::vector{there->first, here->first};
      }
    return std::nullopt;
  }

  std::optional<std::pair<CallClaim, z3::model>> let_through_at(std::vector<z3::expr> assumed, const Literal& at, std::size_t rule) {
    assumed.push_back(asking_.named(calls_.axes().beyond(at)));
    assumed.push_back(asking_.named(rules_.rules()[rule].guard));
    if (asking_.ask(assumed) != Satisfiable::yes) return std::nullopt;
    const z3::model model = asking_.model();
    for (const GateStep& step : gate_.steps()) {
      const bool approves = step.outcome == GateStep::Outcome::approve;
      if (step.outcome != GateStep::Outcome::deny && true_in(model, step.guard))
        return std::pair{CallClaim{gate_.sample(model), *step.rule, approves ? CallClaim::Says::approve : CallClaim::Says::allow, {}}, model};
    }
    return std::nullopt;
  }

  void tell(const Area& area, GateSample sample, const GateStep& last, const std::vector<CallClaim>& sides) {
    const Tool& tool = question_.program.tools[question_.tool];
    SampledFinding made;
    made.found = warning("P0704", "no rule of `" + tool.name + "` decides when `" + area.words + "`, and what lies on either side is let through", last.rule->span,
                         tool.otherwise ? "so this denies it" : "so it is denied", "let the two rules meet, or write a `deny` for what is between them");
    const auto says = [](const CallClaim& claim) { return claim.says == CallClaim::Says::approve ? std::string("approves") : std::string("allows"); };
    made.found.labels.push_back({sides[0].decides.span, says(sides[0]) + " what is below"});
    made.found.labels.push_back({sides[1].decides.span, says(sides[1]) + " what is above"});
    made.calls = sides;
    made.calls.push_back({std::move(sample), *last.rule, CallClaim::Says::deny, {}});
    question_.proof.sampled.push_back(std::move(made));
  }

  static constexpr std::size_t in_vain_max = 32;       // zones one after the other about which the solver is asked and nothing is told
  static constexpr std::size_t many = 2'000, few_told = 8;   // of so many ways each question takes long: the other gaps are told when these are mended
  static constexpr std::size_t crossing_max = 16;       // rules that have a part of one zone: what is left between so many has no words that anybody reads

  const GateQuestion& question_;
  Asking& asking_;
  GateSteps& gate_;
  OpenCalls calls_;
  Areas areas_;
  RuledOut rules_;
  z3::expr these_years_;
  std::vector<Through> through_;
  std::vector<Way> areas_told_;
  std::size_t told_ = 0, in_vain_ = 0;
};

}  // namespace

void pinched_gaps(const GateQuestion& question) {
  const Tool& tool = question.program.tools[question.tool];
  if (tool.approves.empty() && tool.allows.empty()) return;
  const Asking::Aside aside(question.asking);
  Pinched(question).find();
}

}  // namespace handrail::dsl
#endif
