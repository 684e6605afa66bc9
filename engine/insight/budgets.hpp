// What was used of a limit when a call was recorded, for a policy whose limits are others: the entries that the record holds go with a limit that counts the
// same; for any other they are added up from the calls of the whole history.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/insight/recorded_judgements.hpp"
#include "engine/policy/gate.hpp"

namespace handrail {

// Whether two policies count the same in all limits, so that the record holds all that is asked.
[[nodiscard]] bool count_the_same(const dsl::Program& recorded, const dsl::Program& asked);

// Every call that was carried out, under the limits of one policy.
class Ledger {
 public:
  explicit Ledger(const dsl::Program& program) : program_(&program) {}
  void add(const CompletedCall& completed);
  void sort();   // by time; after the last call was added
  // What the limit has of the key before the event `seq` of the call's conversation, within its window. Of two calls of the same moment in two conversations
  // nobody knows which was first: the other one counts as used.
  [[nodiscard]] std::vector<UsedBudget> used(const dsl::Limit& limit, const std::string& key, const GateCall& call, std::uint64_t seq) const;
  // The same of anything that is counted: a limit, or what a condition asks about earlier calls.
  [[nodiscard]] std::vector<UsedBudget> used(const BudgetUse& what, const std::string& conversation, Instant now, std::uint64_t seq) const;

 private:
  struct Entry { UsedBudget used; std::string conversation; std::uint64_t seq = 0; };
  const dsl::Program* program_;
  std::map<std::pair<std::string, std::string>, std::vector<Entry>> entries_;   // by limit and key
};

// The call as the asked policy would have found it. `ledger` may be null where the two count the same.
[[nodiscard]] GateCall with_budgets_of(const GateCall& call, std::uint64_t seq, const dsl::Program& recorded, const dsl::Program& asked, const Ledger* ledger);

// The call with nothing used but what the ledger has, under all limits of its tool: of an imported call, whose record holds no budgets.
[[nodiscard]] GateCall with_budgets_of_ledger(const GateCall& call, std::uint64_t seq, const dsl::Program& asked, const Ledger* ledger);

}  // namespace handrail
