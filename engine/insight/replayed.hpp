// One recorded decision made again under two policies, with everything that was read and looked up held as it was recorded: no model, no tool, no clock.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/insight/budgets.hpp"
#include "engine/insight/recorded_judgements.hpp"
#include "engine/policy/bundle.hpp"

namespace handrail {

// What a policy makes of it, in the words of the report: "hand off to billing", "approve by billing_lead", "deny, ask order_id".
struct Made {
  std::string outcome, rule, at;
  std::string on_record;                // the outcome in the record's words, which leave out what is found out later
  std::string kind;                     // "hand off", "answer", "allow"
  std::string queue, role;              // where it goes to a person: the queue, or the role that approves
  std::string words;                    // what else the customer or the record would have: other words alone change no decision
  std::vector<std::string> unknown;     // facts that it asked and nobody knew
  std::string no_intent;                // what was read is no intent of this policy, and nothing but the intent decides: it cannot be judged
};

struct PolicyToJudgeBy {
  const Bundle* bundle = nullptr;
  const Ledger* ledger = nullptr;       // where its limits count what the record does not hold
};

// `recorded`: the policy that it was decided by, as far as that is known.
[[nodiscard]] Made made_again(const RecordedPoint& point, const dsl::Program& recorded, const PolicyToJudgeBy& policy);
// As it was recorded.
[[nodiscard]] Made as_recorded(const RecordedPoint& point);
// The money that the call is about: the amounts among its arguments, at any depth. None: it moves none, or names no amount.
[[nodiscard]] std::optional<Money> amount_of(const RecordedCall& call, const dsl::Program& program);

}  // namespace handrail
