#include "dsl/prove/prove.hpp"

namespace handrail::dsl {

static Proof nothing_proved(const Program& program) {
  Proof none;
  none.undecided = 1;
  for (std::uint32_t i = 0; i < program.guarantees.size(); ++i)
    if (program.guarantees[i].kind == Guarantee::Kind::never_call) none.guarantees.push_back({.guarantee = i});
  return none;
}

}  // namespace handrail::dsl

#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/formulas/message_facts.hpp"
#include "dsl/prove/conflicts.hpp"
#include "dsl/prove/gate_findings.hpp"
#include "dsl/prove/prerequisites.hpp"
#include "dsl/prove/redundant.hpp"
#include "dsl/prove/rules_in_order.hpp"
#include "dsl/prove/telling.hpp"
#include "dsl/prove/tried_calls.hpp"

namespace handrail::dsl {

namespace {

class Proving {
 public:
  Proving(const Program& program, ProofOptions options) : program_(program), options_(options) {}

  Proof prove() {
    for (std::uint32_t tool = 0; tool < program_.tools.size(); ++tool) of_tool(tool);
    forbidden_prerequisites(program_, opens_, options_, proof_);
    of_turn();
    return std::move(proof_);
  }

 private:
  void of_tool(std::uint32_t index) {
    z3::context context;
    Asking asking(context, options_);
    GateSteps gate(context, asking, program_, index);
    const GateQuestion question{program_, index, context, asking, gate, proof_, options_.today};
    opens_.push_back(opens(question));
    // Guarantees first: what the budget does not suffice for is a hint, and no promise.
    for (std::uint32_t i = 0; i < program_.guarantees.size(); ++i)
      if (program_.guarantees[i].kind == Guarantee::Kind::never_call && program_.guarantees[i].tool == index) never_call(question, i);
    gate_in_order(question);
    pinched_gaps(question);
    approvals_in_conflict(question);
    approvals_beyond_the_role(question);
    idle_limits(question);
    needs_implied(question);
    redundant_in(question);
    proof_.undecided += asking.undecided();
  }

  // Some call is let through; a question that is not answered counts as one.
  static bool opens(const GateQuestion& question) {
    for (std::size_t i = 0; i < question.gate.steps().size(); ++i) {
      const GateStep& step = question.gate.steps()[i];
      if (step.outcome != GateStep::Outcome::deny && question.asking.ask_once(question.gate.reaches(i) && step.guard) != Satisfiable::no) return true;
    }
    return false;
  }

  void redundant_in(const GateQuestion& question) {
    const Tool& tool = program_.tools[question.tool];
    const auto ask = [&](const Clauses& rule) { redundant_parts(program_, question.asking, question.gate.encoding(), rule, proof_); };
    for (const Need& need : tool.needs)
      if (const auto* condition = std::get_if<NeededCondition>(&need.what)) ask({condition->when, no_expression});
    for (const Deny& deny : tool.denies) ask({deny.when, deny.unless});
    for (const Approve& approve : tool.approves) ask({approve.when, approve.unless});
    for (const Allow& allow : tool.allows) ask({allow.when, allow.unless});
  }

  void gate_in_order(const GateQuestion& question) {
    Boxes boxes(question.gate.encoding());
    std::vector<Ordered> rules;
    const TriedCalls tried(question);
    for (const GateStep& step : question.gate.steps()) {
      const bool conditioned = step.clause == GateStep::Clause::deny || step.clause == GateStep::Clause::approve || step.clause == GateStep::Clause::allow;
      const bool asked = conditioned && !tried.decided_by(step);
      // What is given excludes what else is: no corner of a rule's facts is looked at by itself.
      const bool by_itself = conditioned && program_.tools[question.tool].one_of.empty();
      Box box = by_itself ? boxes.of(*step.rule, step.when, step.unless) : Box{{}, false};
      const bool only_asks = step.clause == GateStep::Clause::limit && step.outcome == GateStep::Outcome::approve;   // what it stands before decides once it is approved
      rules.push_back({step.rule->span, step.surely, step.guard, !only_asks, asked, std::move(box), true, step.when, step.unless});
    }
    rules_in_order(question.asking, boxes, rules, "`" + program_.tools[question.tool].name + "`", proof_.findings);
  }

  // A conversation ties its facts together: an intent has one topic, class and risk, and there is a message.
  void of_turn() {
    z3::context context;
    Asking asking(context, options_);
    MessageFacts facts(context, asking, program_, "turn");
    encode_all(facts);
    Encoding& turn = facts.encoding();
    Boxes boxes(turn);
    const Corners corners(turn);
    const bool something_left = triggers(asking, turn, boxes, corners);
    std::vector<Ordered> routes;
    for (const Route& route : program_.routes)
      if (route.when != no_expression) routes.push_back(row(turn, boxes, route.rule, route.when));
    rules_in_order(asking, boxes, routes, "the route", proof_.findings);
    for (const Route& route : program_.routes) parts(asking, turn, corners, route.when, no_expression);
    if (something_left)
      for (const Table& table : program_.tables) rows(asking, turn, boxes, corners, table);
    tables_in_conflict(program_, asking, turn, proof_);
    proof_.undecided += asking.undecided();
  }

  // What is asked of texts is tied when it is encoded first; asked of the encoding later it is known.
  void encode_all(MessageFacts& facts) {
    const auto encode = [&](ExpressionId id) {
      if (id != no_expression) (void)facts.condition(id);
    };
    for (const Trigger& trigger : program_.triggers) {
      encode(trigger.when);
      encode(trigger.unless);
    }
    for (const Route& route : program_.routes) encode(route.when);
    for (const Table& table : program_.tables)
      for (const Table::Row& one : table.rows) encode(one.when);
    facts.encoding().tie_lists();
  }

  // Triggers that hand off come before every table. A row that hands off all the same, or one of the library that comes with the program, may well stand behind
  // one: it is there for the day, or the desk, without the trigger.
  bool behind_triggers(const Table& table) const {
    return std::ranges::none_of(table.rows, [&](const Table::Row& one) { return program_.sources.file(one.rule.span.file).path.starts_with("standard/"); });
  }

  void rows(Asking& asking, Encoding& turn, Boxes& boxes, const Corners& corners, const Table& table) {
    std::vector<Ordered> all;
    for (const Trigger& trigger : program_.triggers) {
      if (trigger.then.kind != ActionKind::hand_off || !behind_triggers(table)) continue;
      all.push_back(row(turn, boxes, trigger.rule, trigger.when, trigger.unless));
      all.back().asked = false;
    }
    for (const Table::Row& one : table.rows) {
      all.push_back(row(turn, boxes, one.rule, one.when));
      all.back().asked = one.when != no_expression;
      if (one.when == no_expression || !leads_to_a_person(one)) continue;
      all.back().guard = turn.active(one.rule) && !turn.condition(one.when).no;
      all.back().open_too = true;
    }
    rules_in_order(asking, boxes, all, "table `" + table.name + "`", proof_.findings);
    for (const Table::Row& one : table.rows)
      if (one.when != no_expression && !every_part_matters(turn, corners, one.when, no_expression))
        redundant_parts(program_, asking, turn, {.when = one.when, .of_row = true}, proof_);
  }

  void parts(Asking& asking, Encoding& turn, const Corners& corners, ExpressionId when, ExpressionId unless) {
    if (!every_part_matters(turn, corners, when, unless)) redundant_parts(program_, asking, turn, {when, unless}, proof_);
  }

  static Ordered row(Encoding& turn, Boxes& boxes, const Rule& rule, ExpressionId when, ExpressionId unless = no_expression) {
    const z3::expr yes = turn.active(rule) && turn.holds(when, unless).yes;
    return {rule.span, yes, yes, true, true, boxes.of(rule, when, unless), false, when, unless};
  }

  // The most urgent wins, the first of equals; one that only offers has its say once, so it hides nothing. One that is asked before a model is asked is hidden
  // only by such. False: together they hand off every message.
  bool triggers(Asking& asking, Encoding& turn, Boxes& boxes, const Corners& corners) {
    std::vector<const Trigger*> order;
    for (const Trigger& trigger : program_.triggers) order.push_back(&trigger);
    std::ranges::stable_sort(order, std::greater(), [](const Trigger* trigger) { return trigger->urgency; });
    std::vector<Ordered> rules;
    for (const Trigger* trigger : order) {
      rules.push_back(row(turn, boxes, trigger->rule, trigger->when, trigger->unless));
      rules.back().hides = trigger->then.kind == ActionKind::hand_off;
      rules.back().early = trigger->before_model && trigger->urgency == Urgency::immediate;
      for (const Trigger::IfUnknown& question : trigger->if_unknown) {
        const Tri tri = turn.holds(trigger->when, trigger->unless);
        const Term& fact = turn.slot(question.slot);
        const z3::expr asks = turn.active(trigger->rule) && !tri.yes && !tri.no && !fact.known && !fact.absent;
        rules.back().asks_too = rules.back().asks_too ? *rules.back().asks_too || asks : asks;
      }
    }
    rules_in_order(asking, boxes, rules, "the triggers", proof_.findings);
    for (const Trigger& trigger : program_.triggers) parts(asking, turn, corners, trigger.when, trigger.unless);
    triggers_in_conflict(program_, asking, turn, proof_);
    return something_left(asking, corners, rules);
  }

  bool something_left(Asking& asking, const Corners& corners, const std::vector<Ordered>& rules) {
    std::vector<const Ordered*> handing;
    std::vector<Corners::Near> boxes;
    for (const Ordered& rule : rules) {
      if (!rule.hides) continue;
      handing.push_back(&rule);
      boxes.push_back({&rule.box, false});
    }
    if (handing.empty() || (program_.bands.empty() && program_.tables.empty()) || corners.free_of({}, boxes)) return true;
    const Asking::Aside aside(asking);
    std::vector<z3::expr> passed;
    for (const Ordered* rule : handing) passed.push_back(asking.named(!rule->surely));
    if (asking.ask(passed) != Satisfiable::no) return true;
    std::vector<std::size_t> needed = asking.smallest({}, passed);
    const std::size_t last = needed.back();
    needed.pop_back();
    Diagnostic found = warning("P0715", needed.empty() ? "this trigger hands off every message" : "this trigger hands off every message that others leave",
                               handing[last]->span, "no band, table or class decides anything any more",
                               "narrow the trigger, or take out the bands and tables that it makes needless");
    for (const std::size_t i : needed) found.labels.push_back({handing[i]->span, "this hands off some of them"});
    proof_.findings.push_back(std::move(found));
    return false;
  }

  const Program& program_;
  ProofOptions options_;
  Proof proof_;
  std::vector<bool> opens_;               // per tool
};

}  // namespace

Proof prove(const Program& program, ProofOptions options) {
  try {
    return Proving(program, options).prove();
  } catch (const z3::exception&) {
    // The solver gave up in its own way (out of memory).
    return nothing_proved(program);
  }
}

}  // namespace handrail::dsl

#else

namespace handrail::dsl {

Proof prove(const Program& program, ProofOptions) { return nothing_proved(program); }

}  // namespace handrail::dsl

#endif
