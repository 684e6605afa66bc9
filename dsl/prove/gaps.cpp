#include "dsl/prove/gaps.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/formulas/acted_out.hpp"
#include "dsl/formulas/message_facts.hpp"
#include "dsl/prove/open_calls.hpp"

namespace handrail::dsl {

namespace {

void simplest_first(std::vector<std::pair<std::size_t, Gap>> found, Gaps& all) {
  std::ranges::stable_sort(found, {}, &std::pair<std::size_t, Gap>::first);
  for (auto& [size, gap] : found) all.gaps.push_back(std::move(gap));
}

// The gate of one tool: what nothing that is written there decides.
class GateGaps {
 public:
  GateGaps(const Program& program, z3::context& context, Asking& asking, GateSteps& gate) : asking_(asking), gate_(gate), calls_(program, context, asking, gate) {}

  Gaps gaps() {
    Gaps all;
    all.whole = cover(calls_.known(), calls_.undecided(), false, all);
    all.whole = cover(calls_.met(), calls_.open(), true, all) && all.whole;
    return all;
  }

 private:
  bool cover(const std::vector<z3::expr>& fixed, const z3::expr& inside, bool unknown, Gaps& all) {
    RuledOut rules(calls_.axes(), gate_.encoding(), calls_.letting_through(), !unknown);
    areas_.read_off(rules, calls_.given());
    areas_.prefer(of_these_years(asking_, gate_.encoding()));
    std::vector<std::pair<std::size_t, Gap>> found;
    const bool whole = areas_.cover(fixed, inside, calls_.decided(), limits::proof_regions, [&](const Area& area, const z3::model& model) {
      found.emplace_back(area.literals.size(), Gap{area.words, calls_.axes().slots(area.literals), gate_.sample(model), unknown});
    });
    simplest_first(std::move(found), all);
    return whole;
  }

  Asking& asking_;
  GateSteps& gate_;
  OpenCalls calls_;
  Areas areas_{asking_, calls_.axes()};
};

// A row that cannot be decided is passed by, unless it is one of a table and leads to a person.
bool matches_undecided(const Route&) { return false; }
bool matches_undecided(const Table::Row& row) { return row.then.action.kind == ActionKind::hand_off || row.then.action.kind == ActionKind::offer_person; }

// Whether what an intent says of itself comes before the last row: its own queue takes what no row of the route does.
enum class BeforeTheLast : std::uint8_t { nothing, queue_of_the_intent };

// Rows of which the first that matches decides: what is left to the last one, where all that they ask is known, and where something is not.
template <class Rows>
Gaps gaps_of_rows(const Program& program, const Rows& rows, BeforeTheLast before, ProofOptions options) {
  z3::context context;
  Asking asking(context, options);
  MessageFacts facts(context, asking, program, "turn");
  Encoding& turn = facts.encoding();
  Formula holds = asking.truth(false), none = asking.truth(true), taken = asking.truth(false);
  for (const auto& row : rows) {
    if (row.when == no_expression) continue;
    const Tri tri = facts.condition(row.when);
    const z3::expr active = turn.active(row.rule);
    holds = holds || (active && tri.yes);
    none = none && (!active || tri.no);
    taken = taken || (active && (matches_undecided(row) ? !tri.no : tri.yes));
  }
  turn.tie_lists();
  Axes axes(context, asking, program);
  axes.read(turn);
  for (const auto& row : rows) axes.read_dates(turn, row.rule);
  bool some_queue = false;
  for (std::uint32_t i = 0; before == BeforeTheLast::queue_of_the_intent && i < program.intents.size(); ++i) {
    if (!program.intents[i].queue) continue;
    const z3::expr own = facts.intent_is(i);
    holds = holds || own;
    none = none && !own;
    taken = taken || own;
    some_queue = true;
  }
  if (some_queue) facts.read_intents_into(axes);
  Areas areas(asking, axes);
  areas.prefer(of_these_years(asking, turn));
  const Formula all_known = everything_known(turn);
  Formula known = all_known;
  for (std::uint32_t i = 0; i < turn.scope().slots.size(); ++i)
    if (turn.scope().slots[i].always_set && !turn.scope().slots[i].type.optional) known = known && turn.slot(i).known;
  Gaps all;
  const auto cover = [&](const std::vector<z3::expr>& fixed, const z3::expr& inside, const z3::expr& outside, bool unknown) {
    std::vector<std::pair<std::size_t, Gap>> found;
    const bool whole = areas.cover(fixed, asking.named(inside), asking.named(outside), limits::proof_regions, [&](const Area& area, const z3::model& model) {
      GateSample sample;
      sample.slots = turn.values(model);
      sample.now = Instant{integer_in(model, turn.now())};
      (void)act_out(program, turn.scope(), sample.slots, turn.answers(model), nullptr, turn.term_answers(model), &sample.unmet);
      found.emplace_back(area.literals.size(), Gap{area.words, axes.slots(area.literals), std::move(sample), unknown});
    });
    simplest_first(std::move(found), all);
    return whole;
  };
  all.whole = cover({asking.named(known)}, none, holds, false);
  all.whole = cover({}, !taken && !all_known, taken, true) && all.whole;
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
    return GateGaps(program, context, asking, gate).gaps();
  });
}

Gaps gaps_of_table(const Program& program, std::uint32_t table, ProofOptions options) {
  return guarded([&] { return gaps_of_rows(program, program.tables[table].rows, BeforeTheLast::nothing, options); });
}

Gaps gaps_of_route(const Program& program, ProofOptions options) {
  return guarded([&] { return gaps_of_rows(program, program.routes, BeforeTheLast::queue_of_the_intent, options); });
}

}  // namespace handrail::dsl

#else

namespace handrail::dsl {

Gaps gaps_of(const Program&, std::uint32_t, ProofOptions) { return {{}, false}; }
Gaps gaps_of_table(const Program&, std::uint32_t, ProofOptions) { return {{}, false}; }
Gaps gaps_of_route(const Program&, ProofOptions) { return {{}, false}; }

}  // namespace handrail::dsl

#endif
