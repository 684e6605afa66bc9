// An explanation being made: clauses are added in judged order, each asked with a trace, and in the end the winner is marked.
#pragma once

#include <algorithm>

#include "dsl/program/leaf_words.hpp"
#include "engine/cases/explain.hpp"

namespace handrail {

class Explaining {
 public:
  // `now`: of the call or the message.
  Explaining(const dsl::Program& program, Instant now) : program_(program), now_(now) {}

  // `ask` gets the trace and gives the answer; it is not called for a clause that is not asked.
  template <class Ask>
  ExplainedClause& add(std::string kind, const dsl::Rule& rule, bool asked, Ask ask) {
    ExplainedClause clause{.kind = std::move(kind), .rule = on_one_line(rule.text), .at = program_.where(rule), .asked = asked, .leaves = {}, .lost_to = {}};
    if ((rule.from && now_ < *rule.from) || (rule.until && now_ >= *rule.until)) clause.not_in_force = dsl::days_of(rule).substr(1);
    if (asked) {
      dsl::Trace trace;
      clause.truth = ask(trace);
      for (const dsl::TraceStep& step : trace)
        clause.leaves.push_back({on_one_line(program_.sources.text(step.span)), program_.sources.where(step.span), step.truth});
      spans_ = std::move(trace);
    }
    made.clauses.push_back(std::move(clause));
    return made.clauses.back();
  }

  // Where the leaves of the clause that was added last stand.
  [[nodiscard]] const dsl::Trace& last_trace() const { return spans_; }

  void won_by(std::string outcome, const std::string& rule, const std::string& at) {
    made.outcome = std::move(outcome);
    made.rule = on_one_line(rule);
    made.at = at;
    const auto winner = std::ranges::find_if(made.clauses, [&](const ExplainedClause& clause) { return clause.asked && clause.at == at; });
    if (winner != made.clauses.end()) winner->wins = true;
  }

  Explanation made;

 private:
  const dsl::Program& program_;
  Instant now_;
  dsl::Trace spans_;
};

}  // namespace handrail
