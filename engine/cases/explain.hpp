// Why a verdict or a decision came out as it did: every clause in judged order with its answer and those of its leaves, the winner, and for each of
// the others the leaf at which it was lost. The clauses are asked by the same code that judges (judgement.hpp, turn_rules.hpp).
#pragma once

#include <string>
#include <vector>

#include "dsl/program/evaluate.hpp"
#include "engine/domain/decision.hpp"
#include "engine/policy/gate.hpp"

namespace handrail {

struct ExplainedLeaf {
  std::string text, at;             // "amount is over $100", "tools.policy:214"
  Truth truth = Truth::unknown;
};
struct ExplainedClause {
  std::string kind;                 // "needs", "deny", "limit", "approve", "allow", "otherwise"; "trigger", "if unknown", "class", "band", "table row", "rollout", "route"
  std::string rule, at;             // as written, and where
  bool asked = true;                // false: outside its `from … until …`, or not of this intent
  bool reached = false;             // it was asked before the decision was made; an earlier one hides it otherwise
  Truth truth = Truth::unknown;     // needs: is it met; any other: does it hold
  bool wins = false;
  std::vector<ExplainedLeaf> leaves;
  std::string not_in_force = {};    // when it is, where this is at another time: "from 2026-12-01 until 2027-01-06"
  std::string lost_to;              // it holds and does not win: why, in words; may be empty
};
struct Explanation {
  std::string outcome;              // "approve by billing_lead", "hand off to billing"
  std::string rule, at;             // of the winner
  std::vector<ExplainedClause> clauses;
};

[[nodiscard]] Explanation explain(const dsl::Program& program, const BundleHash& bundle, const GateCall& call, const JudgeOptions& options = {});
[[nodiscard]] Explanation explain(const dsl::Program& program, const TurnFacts& facts);

// The leaf at which a clause that did not win was lost; null where none of its leaves stood in the way.
[[nodiscard]] const ExplainedLeaf* lost_at(const ExplainedClause& clause);

// How clauses and leaves are called wherever they are told: what stands there, on one line; the steps of a band; a cell with its column's name before it.
[[nodiscard]] std::string on_one_line(std::string_view text);
[[nodiscard]] std::string class_text(const dsl::Intent& intent);                    // "intent refund_request: needs account"
[[nodiscard]] std::vector<std::string> steps_of(const dsl::Band& band);             // "confidence is at least 75%"
// What a class that needs an account asks.
inline constexpr std::string_view account_text = "the customer is verified";
inline constexpr std::string_view answered_text = "an article answers it";
[[nodiscard]] std::string cell_text(const dsl::Program& program, const dsl::Table& table, const dsl::Table::Row& row, dsl::Span leaf);
[[nodiscard]] std::string rollout_text(const dsl::Rollout& rollout);                // "200 are reviewed and 95% were accurate"

[[nodiscard]] Json to_json(const Explanation& explanation);
[[nodiscard]] std::string to_text(const Explanation& explanation);

}  // namespace handrail
