#include "dsl/prove/conflicts.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/program/evaluate.hpp"
#include "dsl/prove/gate_findings.hpp"
#include "dsl/prove/telling.hpp"

namespace handrail::dsl {

namespace {

constexpr std::size_t named_others = 3;   // beside one rule; the rest follow when these are mended

// Which rules have been seen to hold together, and which without the other: most pairs are settled by the models of other questions.
class Overlaps {
 public:
  Overlaps(Asking& asking, std::vector<z3::expr> holds) : asking_(asking), holds_(std::move(holds)), seen_(holds_.size(), std::vector<std::uint8_t>(holds_.size())) {
    for (const z3::expr& one : holds_) names_.push_back(asking_.named(one));
  }

  // Both can hold, and each without the other.
  bool cross(std::size_t a, std::size_t b) { return possible(a, b, true) && possible(a, b, false) && possible(b, a, false); }

  // A model in which both hold.
  std::optional<z3::model> together(std::size_t a, std::size_t b) {
    if (asking_.ask({names_[a], names_[b]}) != Satisfiable::yes) return std::nullopt;
    return asking_.model();
  }

 private:
  static constexpr std::uint8_t both = 1, alone = 2;

  bool possible(std::size_t a, std::size_t b, bool with) {
    if ((seen_[a][b] & (with ? both : alone)) != 0) return true;
    if (asking_.ask({names_[a], with ? names_[b] : !names_[b]}) != Satisfiable::yes) return false;
    learn(asking_.model());
    return true;
  }

  void learn(const z3::model& model) {
    std::vector<bool> yes;
    for (const z3::expr& one : holds_) yes.push_back(true_in(model, one));
    for (std::size_t a = 0; a < yes.size(); ++a)
      for (std::size_t b = 0; yes[a] && b < yes.size(); ++b) seen_[a][b] |= yes[b] ? both : alone;
  }

  Asking& asking_;
  std::vector<z3::expr> holds_, names_;
  std::vector<std::vector<std::uint8_t>> seen_;
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
  std::vector<z3::expr> holds;
  std::vector<std::vector<std::uint32_t>> facts;
  for (const Trigger& trigger : program.triggers) {
    holds.push_back(turn.active(trigger.rule) && turn.holds(trigger.when, trigger.unless).yes);
    facts.push_back(facts_of(program, trigger));
  }
  Overlaps overlaps(asking, holds);
  for (std::uint32_t later = 0; later < program.triggers.size(); ++later) {
    const Trigger& mine = program.triggers[later];
    SampledFinding made;
    for (std::uint32_t earlier = 0; earlier < later && made.found.labels.size() < named_others; ++earlier) {
      const Trigger& other = program.triggers[earlier];
      if (other.urgency != mine.urgency || !leads_elsewhere(mine, other) || !meet(facts[later], facts[earlier]) || !overlaps.cross(later, earlier)) continue;
      const auto model = overlaps.together(later, earlier);
      if (!model) continue;
      made.found.labels.push_back({other.rule.span, "this comes first, to " + does(program, other)});
      made.holds.push_back({turn.values(*model), Instant{integer_in(*model, turn.now())}, {earlier, later}, facts[later]});
      for (const std::uint32_t slot : facts[earlier]) made.holds.back().facts.push_back(slot);
    }
    if (made.holds.empty()) continue;
    std::vector<Label> labels = std::move(made.found.labels);
    const std::string others = labels.size() == 1 ? "another" : "others";
    made.found = warning("P0705", "only the order decides between this trigger and " + others + " of the same urgency", mine.rule.span,
                         "this would " + does(program, mine), "give one of them another urgency, or an `unless`");
    made.found.labels = std::move(labels);
    proof.sampled.push_back(std::move(made));
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
  std::vector<z3::expr> holds;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].clause != GateStep::Clause::approve) continue;
    approves.push_back(i);
    holds.push_back(steps[i].surely);
  }
  if (approves.size() < 2) return;
  Overlaps overlaps(question.asking, holds);
  for (std::size_t later = 1; later < approves.size(); ++later) {
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      const GateStep &first = steps[approves[earlier]], &second = steps[approves[later]];
      if (first.role == second.role || outranks(first, second) || !overlaps.cross(later, earlier)) continue;
      Asking& asking = question.asking;
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
