#include "engine/policy/explain.hpp"

#include <algorithm>

#include "engine/base/assert.hpp"
#include "engine/policy/decide.hpp"
#include "engine/policy/judgement.hpp"

namespace handrail {
namespace {

using dsl::Program;

// A condition may run on over several lines; in an explanation it stands on one.
std::string on_one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank) line += c;
    else if (!line.empty() && line.back() != ' ') line += ' ';
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

std::vector<ExplainedLeaf> leaves_of(const Program& program, const dsl::Trace& trace) {
  std::vector<ExplainedLeaf> leaves;
  for (const dsl::TraceStep& step : trace) leaves.push_back({on_one_line(program.sources.text(step.span)), program.sources.where(step.span), step.truth});
  return leaves;
}

class Explaining {
 public:
  explicit Explaining(const Program& program) : program_(program) {}

  // `ask` gets the trace and gives the answer.
  template <class Ask>
  void add(std::string kind, const dsl::Rule& rule, bool asked, Ask ask) {
    ExplainedClause clause{.kind = std::move(kind), .rule = on_one_line(rule.text), .at = program_.where(rule), .asked = asked, .leaves = {}};
    if (asked) {
      dsl::Trace trace;
      clause.truth = ask(trace);
      clause.leaves = leaves_of(program_, trace);
    }
    made.clauses.push_back(std::move(clause));
  }

  void won_by(std::string outcome, const std::string& rule, const std::string& at) {
    made.outcome = std::move(outcome);
    made.rule = on_one_line(rule);
    made.at = at;
    for (ExplainedClause& clause : made.clauses) {
      if (!clause.asked || clause.at != at || (clause.rule != made.rule && clause.kind != "trigger")) continue;
      clause.wins = true;
      return;
    }
  }

  Explanation made;

 private:
  const Program& program_;
};

Truth ask(const Program& program, const dsl::Frame& frame, dsl::ExpressionId when, dsl::Trace& trace) {
  return when == dsl::no_expression ? Truth::yes : dsl::evaluate(program, when, frame, &trace);
}

std::string_view to_word(const ExplainedClause& clause) { return clause.asked ? to_text(clause.truth) : "not asked"; }

}  // namespace

Explanation explain(const Program& program, const BundleHash& bundle, const GateCall& call, const JudgeOptions& options) {
  const auto found = program.find_tool(call.tool);
  HANDRAIL_ASSERT(found, "a call is explained only after its tool was found");
  const dsl::Tool& tool = program.tools[*found];
  Judgement judgement(program, bundle, tool, call, options);
  Explaining explaining(program);
  for (const dsl::Need& need : tool.needs)
    explaining.add("needs", need.rule, true, [&](dsl::Trace& trace) { return std::visit([&](const auto& what) { return judgement.satisfied(what, &trace); }, need.what); });
  for (const dsl::Deny& deny : tool.denies)
    explaining.add("deny", deny.rule, judgement.active(deny.rule), [&](dsl::Trace& trace) { return judgement.holds(deny.when, deny.unless, &trace); });
  for (const dsl::Limit& limit : tool.limits)
    explaining.add("limit", limit.rule, judgement.active(limit.rule), [&](dsl::Trace&) { return judgement.standing(limit).over; });
  for (const dsl::Approve& approve : tool.approves)
    explaining.add("approve", approve.rule, judgement.active(approve.rule), [&](dsl::Trace& trace) { return judgement.holds(approve.when, approve.unless, &trace); });
  for (const dsl::Allow& allow : tool.allows)
    explaining.add("allow", allow.rule, judgement.active(allow.rule), [&](dsl::Trace& trace) { return judgement.holds(allow.when, allow.unless, &trace); });
  if (tool.otherwise) explaining.add("otherwise", tool.otherwise->rule, true, [](dsl::Trace&) { return Truth::yes; });
  const Verdict verdict = judgement.decide();
  explaining.won_by(outcome_of(verdict), verdict.rule, verdict.at);
  return std::move(explaining.made);
}

Explanation explain(const Program& program, const TurnFacts& facts) {
  const dsl::Frame frame = dsl::bind(program.turn_scope, roots_of(program, facts));
  const auto active = [&](const dsl::Rule& rule) { return (!rule.from || facts.now >= *rule.from) && (!rule.until || facts.now < *rule.until); };
  const bool full = facts.stage == DecisionStage::full;
  Explaining explaining(program);
  for (const dsl::Trigger& trigger : program.triggers) {
    const bool asked = active(trigger.rule) && (full || (trigger.before_model && trigger.urgency == dsl::Urgency::immediate));
    explaining.add("trigger", trigger.rule, asked, [&](dsl::Trace& trace) {
      const Truth when = ask(program, frame, trigger.when, trace);
      if (when == Truth::no || trigger.unless == dsl::no_expression) return when;
      const Truth unless = ask(program, frame, trigger.unless, trace);
      return unless == Truth::yes ? Truth::no : unless == Truth::unknown ? Truth::unknown : when;
    });
    explaining.made.clauses.back().rule = trigger.name;
  }
  const auto intent = program.find_intent(facts.intent);
  const dsl::Intent& meant = program.intents[intent ? *intent : *program.find_intent("other")];
  if (full) {
    explaining.add("class", meant.rule, true, [](dsl::Trace&) { return Truth::yes; });
    explaining.made.clauses.back().rule += ": " + std::string(dsl::to_text(meant.request_class));
    const bool own_row = std::any_of(program.bands.begin(), program.bands.end(),
                                     [&](const dsl::Band& row) { return row.intent && program.intents[*row.intent].name == meant.name; });
    for (const dsl::Band& row : program.bands) {
      const bool concerns = row.intent ? program.intents[*row.intent].name == meant.name : !own_row && row.risk == meant.risk;
      explaining.add("band", row.rule, concerns, [&](dsl::Trace&) { return row.send_at && facts.confidence >= *row.send_at ? Truth::yes : Truth::no; });
    }
    for (const dsl::Table& table : program.tables)
      for (const dsl::Table::Row& row : table.rows)
        explaining.add("table row", row.rule, true, [&](dsl::Trace& trace) { return ask(program, frame, row.when, trace); });
    for (const dsl::Route& row : program.routes)
      explaining.add("route", row.rule, true, [&](dsl::Trace& trace) { return ask(program, frame, row.when, trace); });
  }
  const Decision decision = decide(program, facts);
  explaining.won_by(outcome_of(decision), decision.rule, decision.at);
  return std::move(explaining.made);
}

std::string outcome_of(const Verdict& verdict) {
  std::string text(word_of(verdict.kind));
  if (verdict.approve) text += " by " + verdict.approve->role;
  return text;
}

std::string outcome_of(const Decision& decision) {
  std::string text(word_of(decision.kind));
  if (decision.kind == DecisionKind::hand_off && !decision.queue.empty()) text += " to " + decision.queue;
  if (decision.kind == DecisionKind::ask && decision.ask_key == "verify") return "verify";
  return text;
}

const ExplainedLeaf* lost_at(const ExplainedClause& clause) {
  if (!clause.asked || clause.wins) return nullptr;
  for (const ExplainedLeaf& leaf : clause.leaves)
    if (leaf.truth == clause.truth) return &leaf;
  return clause.leaves.empty() ? nullptr : &clause.leaves.back();
}

Json to_json(const Explanation& explanation) {
  Json clauses = Json::array();
  for (const ExplainedClause& clause : explanation.clauses) {
    Json entry = Json::object({{"kind", clause.kind}, {"rule", clause.rule}, {"at", clause.at}, {"answer", to_word(clause)}, {"wins", clause.wins}});
    Json leaves = Json::array();
    for (const ExplainedLeaf& leaf : clause.leaves) leaves.push(Json::object({{"text", leaf.text}, {"at", leaf.at}, {"answer", to_text(leaf.truth)}}));
    entry.set("leaves", std::move(leaves));
    clauses.push(std::move(entry));
  }
  return Json::object({{"outcome", explanation.outcome}, {"rule", explanation.rule}, {"at", explanation.at}, {"clauses", std::move(clauses)}});
}

std::string to_text(const Explanation& explanation) {
  std::string text = explanation.outcome + ", by `" + explanation.rule + "` (" + explanation.at + ")\n";
  for (const ExplainedClause& clause : explanation.clauses) {
    if (!clause.asked) continue;
    text += std::string(clause.wins ? "  > " : "    ") + clause.kind + " · " + clause.at + " · " + std::string(to_word(clause)) + " · " + clause.rule + "\n";
    const ExplainedLeaf* lost = lost_at(clause);
    if (lost != nullptr && clause.leaves.size() > 1) text += "        " + std::string(to_text(lost->truth)) + ": " + lost->text + " (" + lost->at + ")\n";
  }
  return text;
}

}  // namespace handrail
