#include "dsl/prove/conflicts.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/formulas/boxes.hpp"
#include "dsl/formulas/wording.hpp"
#include "dsl/program/evaluate.hpp"
#include "dsl/prove/gate_findings.hpp"
#include "dsl/prove/telling.hpp"

namespace handrail::dsl {

namespace {

constexpr std::size_t named_others = 3;   // beside one rule; the rest follow when these are mended

// A rule, where it holds, and what its text says of that.
struct Holding { z3::expr holds; Box box; };

class Overlaps {
 public:
  Overlaps(Asking& asking, std::vector<Holding> rules) : asking_(asking), rules_(std::move(rules)) {}

  // A model in which both hold, where each also holds without the other.
  std::optional<z3::model> cross(std::size_t a, std::size_t b) {
    const Holding &one = rules_[a], &other = rules_[b];
    if (apart(one.box, other.box) || inside(one.box, other.box) || inside(other.box, one.box)) return std::nullopt;
    if (asking_.ask_once(one.holds && !other.holds) != Satisfiable::yes || asking_.ask_once(other.holds && !one.holds) != Satisfiable::yes) return std::nullopt;
    const Asking::Aside aside(asking_);
    asking_.solver().add(one.holds && other.holds);
    if (asking_.ask({}) != Satisfiable::yes) return std::nullopt;
    return asking_.model();
  }

 private:
  Asking& asking_;
  std::vector<Holding> rules_;
};

bool leads_elsewhere(const Trigger& a, const Trigger& b) {
  if (a.then.kind != b.then.kind) return true;
  return a.then.kind == ActionKind::hand_off && a.then.queue != b.then.queue;
}

std::string does(const Program& program, const Trigger& trigger) {
  const Action& action = trigger.then;
  return std::string(to_text(action.kind)) + (action.kind == ActionKind::hand_off && action.queue ? " to " + program.queues[*action.queue].name : "");
}

template <class Clause>
std::vector<std::uint32_t> facts_of(const Program& program, const Clause& clause) {
  std::vector<std::uint32_t> slots;
  for (const ExpressionId id : {clause.when, clause.unless})
    if (id != no_expression)
      for (const std::uint32_t slot : slots_of(program, id)) slots.push_back(slot);
  std::ranges::sort(slots);
  return slots;
}

bool meet(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  return std::ranges::any_of(a, [&](std::uint32_t slot) { return std::ranges::binary_search(b, slot); });
}

}  // namespace

void triggers_in_conflict(const Program& program, Asking& asking, Encoding& turn, Proof& proof) {
  Boxes boxes(turn);
  std::vector<Holding> holds;
  std::vector<std::vector<std::uint32_t>> facts;
  for (const Trigger& trigger : program.triggers) {
    holds.push_back({turn.active(trigger.rule) && turn.holds(trigger.when, trigger.unless).yes, boxes.of(trigger.rule, trigger.when, trigger.unless)});
    facts.push_back(facts_of(program, trigger));
  }
  Overlaps overlaps(asking, std::move(holds));
  std::size_t told = 0;
  for (std::uint32_t later = 0; later < program.triggers.size() && told < limits::diagnostics; ++later) {
    const Trigger& mine = program.triggers[later];
    SampledFinding made;
    for (std::uint32_t earlier = 0; earlier < later && made.found.labels.size() < named_others; ++earlier) {
      const Trigger& other = program.triggers[earlier];
      if (other.urgency != mine.urgency || !leads_elsewhere(mine, other) || !meet(facts[later], facts[earlier])) continue;
      const auto model = overlaps.cross(later, earlier);
      if (!model) continue;
      made.found.labels.push_back({other.rule.span, "this comes first, to " + does(program, other)});
      made.holds.push_back({turn.values(*model), Instant{integer_in(*model, turn.now())}, {earlier, later}, {}, facts[later]});
      for (const std::uint32_t slot : facts[earlier]) made.holds.back().facts.push_back(slot);
    }
    if (made.holds.empty()) continue;
    ++told;
    std::vector<Label> labels = std::move(made.found.labels);
    const std::string others = labels.size() == 1 ? "another" : "others";
    made.found = warning("P0705", "only the order decides between this trigger and " + others + " of the same urgency", mine.rule.span,
                         "this would " + does(program, mine), "give one of them another urgency, or an `unless`");
    made.found.labels = std::move(labels);
    proof.sampled.push_back(std::move(made));
  }
}

namespace {

// One row and the situations that its table leaves to it.
struct RowHolding { std::uint32_t table, row; z3::expr holds; };

std::vector<RowHolding> rows_of(const Program& program, Asking& asking, Encoding& turn, std::uint32_t table) {
  std::vector<RowHolding> all;
  Formula reached = asking.truth(true);
  for (std::uint32_t i = 0; i < program.tables[table].rows.size(); ++i) {
    const Table::Row& row = program.tables[table].rows[i];
    const Tri tri = turn.holds(row.when, no_expression);
    all.push_back({table, i, reached && turn.active(row.rule) && tri.yes});
    reached = reached && !(turn.active(row.rule) && (leads_to_a_person(row) ? !tri.no : tri.yes));
  }
  return all;
}

bool says_otherwise(const Action& a, const Action& b) {
  if (a.kind != b.kind) return false;                        // the stricter stands, wherever it is written
  if (a.kind == ActionKind::hand_off) return a.queue != b.queue;
  return a.kind == ActionKind::ask && text_of(a.question) != text_of(b.question);
}

std::string does(const Program& program, const Action& action) {
  if (action.kind == ActionKind::ask) return "ask \"" + text_of(action.question) + "\"";
  return way_on(program, action);
}

void tell_rows(const Program& program, const RowHolding& first, const RowHolding& second, const z3::model& model, const Encoding& turn, Proof& proof) {
  const Table &one = program.tables[first.table], &other = program.tables[second.table];
  const Table::Row &earlier = one.rows[first.row], &later = other.rows[second.row];
  SampledFinding made;
  made.found = warning("P0705", "only the order of the tables decides between this row of `" + other.name + "` and one of `" + one.name + "`", later.rule.span,
                       "this would " + does(program, later.then.action), "let one of the two leave the situation to the other, or let both do the same");
  made.found.labels.push_back({earlier.rule.span, "this comes first, to " + does(program, earlier.then.action)});
  HoldsClaim claim{turn.values(model), Instant{integer_in(model, turn.now())}, {}, {{first.table, first.row}, {second.table, second.row}}, {}};
  for (const Table::Row* row : {&earlier, &later})
    if (row->when != no_expression)
      for (const std::uint32_t slot : slots_of(program, row->when)) claim.facts.push_back(slot);
  made.holds.push_back(std::move(claim));
  proof.sampled.push_back(std::move(made));
}

}  // namespace

bool leads_to_a_person(const Table::Row& row) { return row.then.action.kind == ActionKind::hand_off || row.then.action.kind == ActionKind::offer_person; }

// A last row is what is left over, and no opinion about any situation.
void tables_in_conflict(const Program& program, Asking& asking, Encoding& turn, Proof& proof) {
  std::vector<RowHolding> before;
  std::size_t told = 0;
  for (std::uint32_t table = 0; table < program.tables.size() && told < limits::diagnostics; ++table) {
    std::vector<RowHolding> rows = rows_of(program, asking, turn, table);
    for (const RowHolding& mine : rows) {
      const Table::Row& row = program.tables[table].rows[mine.row];
      if (row.when == no_expression) continue;
      for (const RowHolding& other : before) {
        const Table::Row& first = program.tables[other.table].rows[other.row];
        if (first.when == no_expression || !says_otherwise(first.then.action, row.then.action)) continue;
        const Asking::Aside aside(asking);
        asking.solver().add(mine.holds && other.holds);
        if (asking.ask({}) != Satisfiable::yes) continue;
        tell_rows(program, other, mine, asking.model(), turn, proof);
        ++told;
        break;
      }
    }
    before.insert(before.end(), rows.begin(), rows.end());
  }
}

// Who is asked depends on which rule stands first; one whose role may approve more than the other's may well come first.
void approvals_in_conflict(const GateQuestion& question) {
  const Program& program = question.program;
  const auto& steps = question.gate.steps();
  const auto least = [&](const GateStep& step) { return program.roles[*step.role].limit; };
  const auto outranks = [&](const GateStep& a, const GateStep& b) {
    const auto mine = least(a), other = least(b);
    if (!mine || !other) return !mine && other;
    return mine->currency == other->currency && mine->minor > other->minor;
  };
  std::vector<std::size_t> approves;
  Boxes boxes(question.gate.encoding());
  std::vector<Holding> holds;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].clause != GateStep::Clause::approve) continue;
    approves.push_back(i);
    holds.push_back({steps[i].surely, boxes.of(*steps[i].rule, steps[i].when, steps[i].unless)});
  }
  if (approves.size() < 2) return;
  Overlaps overlaps(question.asking, std::move(holds));
  for (std::size_t later = 1; later < approves.size(); ++later) {
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      const GateStep &first = steps[approves[earlier]], &second = steps[approves[later]];
      if (first.role == second.role || outranks(first, second) || !overlaps.cross(later, earlier)) continue;
      Asking& asking = question.asking;
      const Asking::Aside aside(asking);
      if (asking.ask({asking.named(question.gate.reaches(approves[earlier])), asking.named(first.surely), asking.named(second.surely)}) != Satisfiable::yes) continue;
      SampledFinding made;
      std::vector<std::uint32_t> facts;
      for (const Approve& approve : program.tools[question.tool].approves)
        if (&approve.rule == first.rule || &approve.rule == second.rule)
          for (const std::uint32_t slot : facts_of(program, approve)) facts.push_back(slot);
      made.calls.push_back({question.gate.sample(asking.model()), *first.rule, CallClaim::Says::approve, std::move(facts)});
      const std::string &asked = program.roles[*first.role].name, &other = program.roles[*second.role].name;
      made.found = warning("P0706", "only the order decides whether `" + asked + "` or `" + other + "` is asked", second.rule->span, "this would ask `" + other + "`",
                           "put the stricter one first, or narrow one of them");
      made.found.labels.push_back({first.rule->span, "this asks `" + asked + "` first"});
      question.proof.sampled.push_back(std::move(made));
      break;
    }
  }
}

}  // namespace handrail::dsl
#endif
