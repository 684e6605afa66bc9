#include "engine/cases/explain.hpp"

#include "engine/base/assert.hpp"
#include "engine/cases/explaining.hpp"
#include "engine/policy/judgement.hpp"
#include "engine/policy/situation.hpp"

namespace handrail {
namespace {

using dsl::Program;

std::string to_word(const ExplainedClause& clause) {
  if (!clause.not_in_force.empty()) return "in force " + clause.not_in_force;
  return clause.asked ? std::string(to_text(clause.truth)) : "not asked";
}

// The clauses of a tool's gate, in judged order; what an example takes as given counts as met.
class CallExplaining {
 public:
  CallExplaining(const Program& program, const dsl::Tool& tool, Judgement& judgement, const GateCall& call)
      : tool_(tool), judgement_(judgement), call_(call), explaining_(program, call.now) {}

  Explanation explain() {
    for (const dsl::Need& need : tool_.needs) std::visit([&](const auto& what) { this->need(need, what); }, need.what);
    for (const dsl::Deny& deny : tool_.denies) clause("deny", deny);
    for (const dsl::Limit& limit : tool_.limits) this->limit(limit);
    for (const dsl::Approve& approve : tool_.approves) clause("approve", approve);
    for (const dsl::Allow& allow : tool_.allows) clause("allow", allow);
    if (tool_.otherwise) explaining_.add("otherwise", tool_.otherwise->rule, true, [](dsl::Trace&) { return Truth::yes; });
    if (call_.review) review(*call_.review);
    const Verdict verdict = judgement_.decide();
    explaining_.won_by(outcome_of(verdict), verdict.rule, verdict.at);
    if (verdict.clause != ClauseKind::arguments) mark_reached(verdict);
    return std::move(explaining_.made);
  }

 private:
  template <class Clause>
  void clause(const char* kind, const Clause& one) {
    explaining_.add(kind, one.rule, judgement_.active(one.rule), [&](dsl::Trace& trace) { return judgement_.holds(one.when, one.unless, &trace); });
  }

  void need(const dsl::Need& need, const dsl::Need::Condition& what) {
    explaining_.add("needs", need.rule, judgement_.active(need.rule), [&](dsl::Trace& trace) { return judgement_.satisfied(what, &trace); });
  }
  // A look-up, or the customer's yes.
  template <class What>
  void need(const dsl::Need& need, const What& what) {
    const Truth truth = judgement_.assumed(what) ? Truth::yes : judgement_.satisfied(what);
    whole(explaining_.add("needs", need.rule, judgement_.active(need.rule), [&](dsl::Trace&) { return truth; }));
  }

  void limit(const dsl::Limit& limit) {
    whole(explaining_.add("limit", limit.rule, judgement_.active(limit.rule), [&](dsl::Trace&) { return judgement_.standing(limit).over; }));
  }

  // What the run was begun on, behind all clauses of the tool: asked where they allow the call.
  void review(const UnderReview& review) {
    ExplainedClause clause{.kind = "review", .rule = on_one_line(review.rule), .at = review.at, .asked = true, .truth = judgement_.held_for_review(), .leaves = {}, .lost_to = {}};
    whole(clause);
    explaining_.made.clauses.push_back(std::move(clause));
  }

  // A clause without a condition of its own is its one leaf.
  static void whole(ExplainedClause& clause) {
    if (clause.asked) clause.leaves.push_back({clause.rule, clause.at, clause.truth});
  }

  // The gate asks up to the clause that decides. A limit that only asks for an approval is asked once everything else allows.
  void mark_reached(const Verdict& verdict) {
    const auto& limits = tool_.limits;
    std::size_t limit = 0;
    bool decided = false;
    const bool by_allowing = verdict.clause == ClauseKind::allow || verdict.clause == ClauseKind::otherwise || verdict.clause == ClauseKind::limit;
    const bool by_approval = verdict.clause == ClauseKind::approve && verdict.kind == VerdictKind::allow;
    const bool allowed = (by_allowing && verdict.kind != VerdictKind::deny) || by_approval || verdict.clause == ClauseKind::review;
    for (ExplainedClause& clause : explaining_.made.clauses) {
      const bool only_approves = clause.kind == "limit" && limits[limit++].above_approve_by;
      if (only_approves || clause.kind == "review") clause.reached = clause.asked && allowed;
      else clause.reached = clause.asked && !decided;
      decided = decided || (clause.wins && !only_approves);
      const bool lets_through = (clause.kind == "allow" && clause.truth == Truth::yes) || (clause.kind == "approve" && clause.asked && clause.truth != Truth::no);
      if (verdict.clause == ClauseKind::limit && allowed && lets_through) decided = true;
    }
  }

  const dsl::Tool& tool_;
  Judgement& judgement_;
  const GateCall& call_;
  Explaining explaining_;
};

}  // namespace

Explanation explain(const Program& program, const BundleHash& bundle, const GateCall& call, const JudgeOptions& options) {
  const auto found = program.find_tool(call.tool);
  HANDRAIL_ASSERT(found, "a call is explained only after its tool was found");
  const dsl::Tool& tool = program.tools[*found];
  Judgement judgement(program, bundle, tool, call, options);
  return CallExplaining(program, tool, judgement, call).explain();
}

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

const ExplainedLeaf* lost_at(const ExplainedClause& clause) {
  // A need that is met lost nothing, and what holds lost to another clause, not at a leaf.
  if (!clause.asked || clause.wins || clause.truth == Truth::yes) return nullptr;
  for (const ExplainedLeaf& leaf : clause.leaves)
    if (leaf.truth == clause.truth) return &leaf;
  return clause.leaves.empty() ? nullptr : &clause.leaves.back();
}

Json to_json(const Explanation& explanation) {
  Json clauses = Json::array();
  for (const ExplainedClause& clause : explanation.clauses) {
    const std::string answer = clause.asked ? std::string(to_text(clause.truth)) : "not asked";
    Json entry = Json::object({{"kind", clause.kind}, {"rule", clause.rule}, {"at", clause.at}, {"answer", answer}, {"reached", clause.reached}, {"wins", clause.wins}});
    if (const ExplainedLeaf* lost = lost_at(clause)) entry.set("lost_at", Json::object({{"text", lost->text}, {"at", lost->at}, {"answer", to_text(lost->truth)}}));
    if (!clause.lost_to.empty()) entry.set("lost_to", clause.lost_to);
    if (!clause.not_in_force.empty()) entry.set("in_force", clause.not_in_force);
    Json leaves = Json::array();
    for (const ExplainedLeaf& leaf : clause.leaves) leaves.push(Json::object({{"text", leaf.text}, {"at", leaf.at}, {"answer", to_text(leaf.truth)}}));
    entry.set("leaves", std::move(leaves));
    clauses.push(std::move(entry));
  }
  return Json::object({{"outcome", explanation.outcome}, {"rule", explanation.rule}, {"at", explanation.at}, {"clauses", std::move(clauses)}});
}

std::string to_text(const Explanation& explanation) {
  std::string text = explanation.outcome + ", by `" + explanation.rule + "`" + (explanation.at.empty() ? "" : " (" + explanation.at + ")") + "\n";
  for (const ExplainedClause& clause : explanation.clauses) {
    if (!clause.asked && clause.not_in_force.empty()) continue;
    text += std::string(clause.wins ? "  > " : "    ") + clause.kind + " · " + clause.at + " · " + to_word(clause) + " · " + clause.rule + "\n";
    const ExplainedLeaf* lost = lost_at(clause);
    if (lost != nullptr && (lost->text != clause.rule)) text += "        lost at " + lost->at + " · " + std::string(to_text(lost->truth)) + " · " + lost->text + "\n";
    else if (!clause.lost_to.empty()) text += "        " + clause.lost_to + "\n";
  }
  return text;
}

}  // namespace handrail
