#include "dsl/prove/prove.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/prove/gate_steps.hpp"

namespace handrail::dsl {

namespace {

// A rule among others that are judged in order; `span` is where it stands.
struct Ordered { Span span; z3::expr surely, guard; bool hides = true, asked = true; };

class Proving {
 public:
  Proving(const Program& program, ProofOptions options) : program_(program), options_(options) {}

  Proof prove() {
    for (std::uint32_t tool = 0; tool < program_.tools.size(); ++tool) of_tool(tool);
    of_turn();
    return std::move(proof_);
  }

 private:
  void of_tool(std::uint32_t index) {
    z3::context context;
    Asking asking(context, options_.budget);
    GateSteps gate(context, asking, program_, index);
    std::vector<Ordered> rules;
    const auto& steps = gate.steps();
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const bool written = steps[i].clause != GateStep::Clause::otherwise && steps[i].clause != GateStep::Clause::limit;
      rules.push_back({steps[i].rule->span, steps[i].surely, steps[i].guard, true, written && steps[i].clause != GateStep::Clause::needs});
    }
    in_order(asking, rules, "`" + program_.tools[index].name + "`");
    for (std::uint32_t i = 0; i < program_.guarantees.size(); ++i)
      if (program_.guarantees[i].kind == Guarantee::Kind::never_call && program_.guarantees[i].tool == index) never_call(asking, gate, i);
    proof_.undecided += asking.undecided();
  }

  // Rules of which the first that holds decides: those that can never hold, and those whose every case an earlier one decides.
  void in_order(Asking& asking, const std::vector<Ordered>& rules, const std::string& owner) {
    std::vector<z3::expr> passed;
    std::vector<std::size_t> passed_rules;
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const z3::expr surely = asking.named(rules[i].surely);
      if (rules[i].asked) {
        if (asking.ask({surely}) == Satisfiable::no) {
          never(rules[i], owner);
        } else {
          std::vector<z3::expr> assumed = passed;
          assumed.push_back(surely);
          if (asking.ask(assumed) == Satisfiable::no) hidden(asking, rules, i, surely, passed, passed_rules, owner);
        }
      }
      if (!rules[i].hides) continue;
      passed.push_back(!asking.named(rules[i].guard));
      passed_rules.push_back(i);
    }
  }

  void never(const Ordered& rule, const std::string& owner) {
    Diagnostic found;
    found.code = "P0702";
    found.severity = Severity::warning;
    found.message = "a rule of " + owner + " can never hold: its conditions contradict each other";
    found.span = rule.span;
    found.note = "no facts make this true";
    found.help = "mend the condition, or take the rule out";
    proof_.findings.push_back(std::move(found));
  }

  void hidden(Asking& asking, const std::vector<Ordered>& rules, std::size_t rule, const z3::expr& surely, const std::vector<z3::expr>& passed,
              const std::vector<std::size_t>& passed_rules, const std::string& owner) {
    const auto hiding = asking.smallest({surely}, passed);
    Diagnostic found;
    found.code = "P0703";
    found.severity = Severity::warning;
    found.message = "a rule of " + owner + " never decides: " + (hiding.size() == 1 ? "an earlier one decides every case of it" : std::to_string(hiding.size()) + " earlier ones together decide every case of it");
    found.span = rules[rule].span;
    found.note = "nothing is left for this one";
    for (const std::size_t i : hiding) found.labels.push_back({rules[passed_rules[i]].span, hiding.size() == 1 ? "this decides first" : "this decides some of it first"});
    found.help = "take it out, or narrow what stands before it";
    proof_.findings.push_back(std::move(found));
  }

  // The comparisons of the sample without which the situation would not be this one, as the language writes them.
  static std::string region(Asking& asking, GateSteps& gate, const z3::model& model, const z3::expr& situation) {
    std::vector<z3::expr> facts;
    std::vector<std::string> words;
    for (const Encoding::Leaf& leaf : gate.encoding().leaves()) {
      const bool yes = true_in(model, leaf.tri.yes);
      if (!yes && !true_in(model, leaf.tri.no)) continue;
      facts.push_back(asking.named(yes ? leaf.tri.yes : leaf.tri.no));
      words.push_back(gate.encoding().words(leaf, yes));
    }
    std::vector<z3::expr> whole = facts, fixed{!situation};
    // Whatever else the call needs is taken as given: its prerequisites are met, and no limit is reached.
    for (const GateStep& step : gate.steps())
      if (step.clause == GateStep::Clause::needs || step.clause == GateStep::Clause::limit) fixed.push_back(!asking.named(step.guard));
    whole.insert(whole.end(), fixed.begin(), fixed.end());
    if (asking.ask(whole) != Satisfiable::no) return {};
    std::string text;
    for (const std::size_t i : asking.smallest(fixed, facts)) text += (text.empty() ? "" : " and ") + words[i];
    return text;
  }

  // A call that the guarantee forbids and the gate lets through.
  void never_call(Asking& asking, GateSteps& gate, std::uint32_t index) {
    const Guarantee& guarantee = program_.guarantees[index];
    GuaranteeAnswer answer;
    answer.guarantee = index;
    answer.kind = GuaranteeAnswer::Kind::proved;
    const z3::expr when = asking.named(guarantee.when == no_expression ? gate.encoding().truth(true) : gate.encoding().condition(guarantee.when).yes);
    std::vector<z3::expr> assumed{when};
    for (const GateStep& step : gate.steps()) {
      const bool approved = step.outcome == GateStep::Outcome::approve && guarantee.without_approval && (!guarantee.role || step.role == guarantee.role);
      if (step.outcome != GateStep::Outcome::deny && !approved && !decided(asking, gate, step, assumed, answer)) break;
      assumed.push_back(!asking.named(step.guard));
    }
    proof_.guarantees.push_back(std::move(answer));
  }

  // Whether the question whether this step lets the call through leaves the guarantee standing.
  static bool decided(Asking& asking, GateSteps& gate, const GateStep& step, std::vector<z3::expr> assumed, GuaranteeAnswer& answer) {
    assumed.push_back(asking.named(step.guard));
    switch (asking.ask(assumed)) {
      case Satisfiable::no: return true;
      case Satisfiable::not_known: answer.kind = GuaranteeAnswer::Kind::not_proven; return true;
      case Satisfiable::yes: break;
    }
    answer.kind = GuaranteeAnswer::Kind::broken;
    answer.lets_it_happen = *step.rule;
    answer.approves = step.outcome == GateStep::Outcome::approve;
    const z3::model model = asking.model();
    answer.sample = gate.sample(model);
    z3::expr situation = gate.encoding().truth(true);
    for (const z3::expr& one : assumed) situation = situation && one;
    answer.region = region(asking, gate, model, asking.named(situation));
    return false;
  }

  void of_turn() {
    z3::context context;
    Asking asking(context, options_.budget);
    Encoding turn(context, asking.solver(), program_, program_.turn_scope, "turn");
    triggers(asking, turn);
    std::vector<Ordered> routes;
    for (const Route& route : program_.routes) {
      if (route.when == no_expression) continue;
      const z3::expr yes = turn.active(route.rule) && turn.condition(route.when).yes;
      routes.push_back({route.rule.span, yes, yes});
    }
    in_order(asking, routes, "the route");
    for (const Table& table : program_.tables) {
      std::vector<Ordered> rows;
      for (const Table::Row& row : table.rows) {
        const bool last = row.when == no_expression;
        const z3::expr yes = turn.active(row.rule) && (last ? turn.truth(true) : turn.condition(row.when).yes);
        rows.push_back({row.rule.span, yes, yes, true, !last});
      }
      in_order(asking, rows, "table `" + table.name + "`");
    }
    proof_.undecided += asking.undecided();
  }

  // The most urgent wins, the first of equals; one that only offers has its say once, so it hides nothing.
  void triggers(Asking& asking, Encoding& turn) {
    std::vector<const Trigger*> order;
    for (const Trigger& trigger : program_.triggers) order.push_back(&trigger);
    std::ranges::stable_sort(order, std::greater(), [](const Trigger* trigger) { return trigger->urgency; });
    std::vector<Ordered> rules;
    for (const Trigger* trigger : order) {
      const z3::expr yes = turn.active(trigger->rule) && turn.holds(trigger->when, trigger->unless).yes;
      rules.push_back({trigger->rule.span, yes, yes, trigger->then.kind == ActionKind::hand_off, true});
    }
    in_order(asking, rules, "the triggers");
    handed_off_guarantees(asking, turn, order);
  }

  // A hand-off trigger holds and no other comes before it: nothing is sent, drafted, answered or done.
  static z3::expr surely_handed_off(Encoding& turn, const std::vector<const Trigger*>& order) {
    z3::expr handed_off = turn.truth(false), others = turn.truth(false);
    for (const Trigger* trigger : order) {
      const Tri tri = turn.holds(trigger->when, trigger->unless);
      const z3::expr yes = turn.active(trigger->rule) && tri.yes;
      if (trigger->then.kind == ActionKind::hand_off) handed_off = handed_off || (yes && !others);
      else others = others || yes;
    }
    return handed_off;
  }

  // Every way out of a queue ends with a promise: it opens at some time, or it passes on to one that does.
  [[nodiscard]] bool answers(std::uint32_t queue, std::size_t steps = 0) const {
    const Queue& asked = program_.queues[queue];
    const bool opens = !asked.open || (std::ranges::any_of(asked.open->days, [](bool day) { return day; }) && asked.open->from_minute < asked.open->to_minute);
    if (asked.promise.ms > 0 && opens) return true;
    const Action& next = asked.if_nobody_comes;
    return next.kind == ActionKind::hand_off && next.queue && steps < program_.queues.size() && answers(*next.queue, steps + 1);
  }

  // The claims about messages: shown where a hand-off trigger takes every case of them, and honestly open where it does not.
  void handed_off_guarantees(Asking& asking, Encoding& turn, const std::vector<const Trigger*>& order) {
    const z3::expr missed = asking.named(!surely_handed_off(turn, order));
    for (std::uint32_t i = 0; i < program_.guarantees.size(); ++i) {
      const Guarantee& guarantee = program_.guarantees[i];
      if (guarantee.kind == Guarantee::Kind::never_call) continue;
      GuaranteeAnswer answer;
      answer.guarantee = i;
      if (const auto when = claimed(turn, guarantee); when && asking.ask({asking.named(*when), missed}) == Satisfiable::no) answer.kind = GuaranteeAnswer::Kind::proved;
      proof_.guarantees.push_back(std::move(answer));
    }
  }

  // The case that a guarantee speaks of; none where being handed off does not show it.
  std::optional<z3::expr> claimed(Encoding& turn, const Guarantee& guarantee) const {
    if (guarantee.kind != Guarantee::Kind::every_path) {
      if (guarantee.queue) return std::nullopt;
      return guarantee.when == no_expression ? turn.truth(true) : turn.condition(guarantee.when).yes;
    }
    for (std::uint32_t queue = 0; queue < program_.queues.size(); ++queue)
      if (!answers(queue)) return std::nullopt;
    if (guarantee.intent || program_.queues.empty()) return std::nullopt;
    for (std::uint32_t slot = 0; slot < program_.turn_scope.slots.size(); ++slot)
      if (program_.turn_scope.slots[slot].path == std::vector<std::string>{"wants_person"}) return turn.slot(slot).known && turn.slot(slot).value == 1;
    return std::nullopt;
  }

  const Program& program_;
  ProofOptions options_;
  Proof proof_;
};

}  // namespace

bool solver_built_in() { return true; }

Proof prove(const Program& program, ProofOptions options) {
  try {
    return Proving(program, options).prove();
  } catch (const z3::exception&) {
    // The solver gave up in its own way (out of memory): nothing is proved.
    Proof none;
    none.undecided = 1;
    for (std::uint32_t i = 0; i < program.guarantees.size(); ++i) none.guarantees.push_back({.guarantee = i});
    return none;
  }
}

std::vector<StepSample> step_samples(const Program& program, std::uint32_t tool, ProofOptions options) {
  std::vector<StepSample> samples;
  try {
    z3::context context;
    Asking asking(context, options.budget);
    GateSteps gate(context, asking, program, tool);
    for (std::size_t i = 0; i < gate.steps().size(); ++i) {
      const GateStep& step = gate.steps()[i];
      if (asking.ask({asking.named(gate.reaches(i)), asking.named(step.guard)}) != Satisfiable::yes) continue;
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

bool solver_built_in() { return false; }

Proof prove(const Program& program, ProofOptions) {
  Proof none;
  none.undecided = 1;
  for (std::uint32_t i = 0; i < program.guarantees.size(); ++i) none.guarantees.push_back({.guarantee = i});
  return none;
}

std::vector<StepSample> step_samples(const Program&, std::uint32_t, ProofOptions) { return {}; }

}  // namespace handrail::dsl

#endif
