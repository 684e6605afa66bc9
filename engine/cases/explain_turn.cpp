// The explanation of what became of a message: triggers, class, band, tables, rollout and route, as decide() asks them.
#include <algorithm>

#include "dsl/check/builtins.hpp"
#include "dsl/program/percent.hpp"
#include "dsl/program/rule_index.hpp"
#include "engine/cases/explaining.hpp"
#include "engine/policy/decide.hpp"
#include "engine/policy/facts.hpp"
#include "engine/policy/situation.hpp"
#include "engine/policy/turn_rules.hpp"

namespace handrail {
namespace {

using dsl::Program;

bool names_queue(const dsl::Action& action) {
  return action.queue || std::ranges::any_of(action.afterwards, names_queue);
}

class TurnExplaining {
 public:
  TurnExplaining(const Program& program, const TurnFacts& facts)
      : program_(program), facts_(facts), decision_(decide(program, facts)), frame_(dsl::bind(program.turn_scope, roots_of(program, facts))),
        meant_(intent_of(program, facts)), explaining_(program, facts.now), full_(facts.stage == DecisionStage::full) {}

  Explanation explain() {
    program_.trigger_index->ask(program_, frame_, triggers_);
    for (std::size_t i = 0; i < program_.triggers.size(); ++i) trigger(program_.triggers[i], i);
    if (full_) {
      by_class();
      bands();
      for (const dsl::Table& table : program_.tables) rows(table);
      rollouts();
      routes();
    }
    explaining_.won_by(outcome_of(decision_), decision_.rule, decision_.at);
    tell_what_beat_them();
    return std::move(explaining_.made);
  }

 private:
  Truth ask(dsl::ExpressionId when, dsl::Trace& trace) const { return when == dsl::no_expression ? Truth::yes : dsl::evaluate(program_, when, frame_, &trace); }
  bool decided_at(const dsl::Rule& rule) const { return decision_.at == program_.where(rule); }

  void trigger(const dsl::Trigger& trigger, std::size_t index) {
    const bool asked = active(trigger.rule, facts_.now) && (full_ || (trigger.before_model && trigger.urgency == dsl::Urgency::immediate));
    ExplainedClause& made = explaining_.add("trigger", trigger.rule, asked, [&](dsl::Trace& trace) {
      const Truth when = triggers_.rules[index];
      program_.trigger_index->trace(program_, frame_, triggers_, index, trace);
      return when == Truth::no || trigger.unless == dsl::no_expression ? when : lifted_by(when, ask(trigger.unless, trace));
    });
    made.rule = trigger.name;
    made.reached = asked;
    const Truth truth = made.truth;
    if (asked && truth == Truth::yes && std::ranges::find(facts_.triggers_won, trigger.name) != facts_.triggers_won.end())
      made.lost_to = "it has had its say in this episode";
    by_trigger_ = by_trigger_ || (asked && decided_at(trigger.rule));
    for (const auto& clause : trigger.if_unknown) {
      const bool unknown = frame_.slots[clause.slot].unknown();
      explaining_.add("if unknown", clause.rule, asked, [&](dsl::Trace&) { return truth == Truth::unknown && unknown ? Truth::yes : Truth::no; }).reached = asked;
      by_trigger_ = by_trigger_ || (asked && decided_at(clause.rule));
    }
  }

  // Ways of deciding that no clause of the policy stands for: an offer taken up, a mere thanks, a workflow that goes on.
  bool by_the_conversation() const {
    const bool of_the_offer = !facts_.offered_by.empty() && decision_.at == facts_.offered_at && (decision_.by_wish || facts_.crossed);
    return decision_.kind == DecisionKind::carry_on || decision_.closes || decision_.at.empty() || of_the_offer;
  }

  void by_class() {
    ExplainedClause& made = explaining_.add("class", meant_.rule, true, [](dsl::Trace&) { return Truth::yes; });
    made.rule = class_text(meant_);
    made.reached = !by_trigger_ && !by_the_conversation();
    if (meant_.request_class == dsl::RequestClass::needs_account)
      made.leaves.push_back({std::string(account_text), made.at, verified(facts_.customer) ? Truth::yes : Truth::no});
    planned_ = made.reached && (meant_.request_class == dsl::RequestClass::answerable || meant_.request_class == dsl::RequestClass::needs_account);
  }

  void bands() {
    const dsl::Band& counts = band_of(program_, meant_);
    for (const dsl::Band& row : program_.bands) {
      const bool answered = dsl::answers_only(meant_) && std::ranges::count(facts_.signals, dsl::articles_answer) != 0;
      const bool sure_to_send = row.send_at && facts_.confidence >= *row.send_at, sure_to_check = row.check_at && facts_.confidence >= *row.check_at;
      const bool sends = sure_to_send || (row.send_answered && answered), checks = sure_to_check || (row.check_answered && answered);
      ExplainedClause& made = explaining_.add("band", row.rule, &row == &counts, [&](dsl::Trace&) { return sends || checks ? Truth::yes : Truth::no; });
      made.reached = made.asked && planned_;
      if (!made.asked) continue;
      const auto steps = steps_of(row);
      std::size_t step = 0;
      const auto told = [&](const std::string& text, bool so) { made.leaves.push_back({text, made.at, so ? Truth::yes : Truth::no}); };
      if (row.send_at) told(steps[step++], sure_to_send);
      if (row.send_answered && !sure_to_send) told(std::string(answered_text), answered);
      if (row.check_at && !sends) told(steps[step], sure_to_check);
      if (row.check_answered && !sends && !sure_to_check) told(std::string(answered_text), answered);
    }
  }

  void rows(const dsl::Table& table) {
    bool taken = false;
    for (const dsl::Table::Row& row : table.rows) {
      ExplainedClause& made = explaining_.add("table row", row.rule, active(row.rule, facts_.now), [&](dsl::Trace& trace) { return ask(row.when, trace); });
      for (std::size_t i = 0; i < made.leaves.size(); ++i) made.leaves[i].text = cell_text(program_, table, row, explaining_.last_trace()[i].span);
      made.reached = made.asked && planned_ && !taken;
      const bool takes_it = made.asked && takes(row, made.truth);
      if (takes_it && taken) made.lost_to = "an earlier row is taken";
      taken = taken || takes_it;
    }
  }

  void rollouts() {
    const bool goes_ahead = decision_.kind == DecisionKind::answer || (decision_.kind == DecisionKind::act && !decision_.review);
    for (const dsl::Rollout& rollout : program_.rollouts) {
      const bool asked = active(rollout.rule, facts_.now) && concerns(program_, rollout, meant_);
      ExplainedClause& made = explaining_.add("rollout", rollout.rule, asked, [&](dsl::Trace&) { return good_enough(rollout, facts_) ? Truth::no : Truth::yes; });
      made.reached = asked && planned_ && (goes_ahead || decided_at(rollout.rule));
      if (asked) made.leaves.push_back({rollout_text(rollout), made.at, made.truth == Truth::yes ? Truth::no : Truth::yes});
    }
  }

  // Whether the clause that decided names a queue, so that nobody asks the route.
  bool queue_named() const {
    for (const dsl::Trigger& trigger : program_.triggers) {
      if (decided_at(trigger.rule)) return names_queue(trigger.then);
      for (const auto& clause : trigger.if_unknown)
        if (decided_at(clause.rule)) return names_queue(clause.action);
    }
    if (decided_at(meant_.rule)) return meant_.queue.has_value();
    for (const dsl::Band& row : program_.bands)
      if (decided_at(row.rule)) return names_queue(row.below);
    for (const dsl::Table& table : program_.tables)
      for (const dsl::Table::Row& row : table.rows)
        if (decided_at(row.rule)) return names_queue(row.then.action);
    return false;
  }

  void routes() {
    bool taken = decision_.kind != DecisionKind::hand_off || queue_named();
    for (const dsl::Route& row : program_.routes) {
      ExplainedClause& made = explaining_.add("route", row.rule, active(row.rule, facts_.now), [&](dsl::Trace& trace) { return ask(row.when, trace); });
      const bool last = row.when == dsl::no_expression;
      made.reached = made.asked && !taken && !(last && meant_.queue);
      if (!made.reached && made.truth == Truth::yes) made.lost_to = last && !taken ? "the intent's own queue is taken" : taken_word();
      taken = taken || (made.asked && made.truth == Truth::yes);
    }
  }
  std::string taken_word() const { return decision_.kind == DecisionKind::hand_off ? "the queue is named already" : "nobody is handed off"; }

  // Of those that hold and do not win: what came before them.
  void tell_what_beat_them() {
    for (ExplainedClause& clause : explaining_.made.clauses) {
      if (!clause.asked || clause.wins || clause.truth != Truth::yes || !clause.lost_to.empty() || clause.kind == "route") continue;
      if (clause.kind == "trigger") clause.lost_to = "another one is more urgent, or stands before it";
      else if (!clause.reached) clause.lost_to = by_trigger_ ? "a trigger decides first" : "not asked: something decides before it";
      else if (clause.kind == "band" || clause.kind == "table row") clause.lost_to = "something stricter stands";
    }
  }

  const Program& program_;
  const TurnFacts& facts_;
  Decision decision_;
  dsl::Frame frame_;
  dsl::RuleAnswers triggers_;
  const dsl::Intent& meant_;
  Explaining explaining_;
  bool full_, by_trigger_ = false, planned_ = false;
};

}  // namespace

Explanation explain(const Program& program, const TurnFacts& facts) { return TurnExplaining(program, facts).explain(); }

std::string class_text(const dsl::Intent& intent) {
  const std::string text = on_one_line(intent.rule.text);   // `other` is there without being written
  return (text.empty() ? "intent " + intent.name : text) + ": " + std::string(dsl::to_text(intent.request_class));
}

std::vector<std::string> steps_of(const dsl::Band& band) {
  std::vector<std::string> steps;
  if (band.send_at) steps.push_back("confidence is at least " + dsl::format_percent(*band.send_at));
  if (band.check_at) steps.push_back("confidence is at least " + dsl::format_percent(*band.check_at));
  return steps;
}

std::string cell_text(const Program& program, const dsl::Table& table, const dsl::Table::Row& row, dsl::Span leaf) {
  const std::string text = on_one_line(program.sources.text(leaf));
  for (std::size_t i = 0; i < row.cells.size() && i < table.columns.size(); ++i) {
    if (row.cells[i] == dsl::no_expression) continue;
    const dsl::Span cell = program.nodes[row.cells[i]].span;
    if (leaf.file != cell.file || leaf.begin < cell.begin || leaf.end > cell.end) continue;
    const std::string column = on_one_line(program.sources.text(program.nodes[table.columns[i]].span));
    return text.starts_with(column) ? text : column + " " + text;
  }
  return text;
}

std::string rollout_text(const dsl::Rollout& rollout) {
  return std::to_string(rollout.reviewed) + " are reviewed and " + dsl::format_percent(rollout.accurate) + " were accurate";
}

}  // namespace handrail
