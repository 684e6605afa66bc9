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

// The place of each conversation in the record, which decides between calls of one moment: an import's lines are recorded by many threads at once, so it
// says the place itself.
using RecordOrder = std::map<std::string, std::size_t>;

// Every call that was carried out, under the limits of one policy.
class Ledger {
 public:
  // `order` outlives the ledger, and is whole when it is sorted.
  Ledger(const dsl::Program& program, const RecordOrder& order) : program_(&program), order_(&order) {}
  void add(const CompletedCall& completed);
  void sort();   // by time, and within a moment as they were recorded; after the last call was added
  // What the limit has of the key before that event, within its window. Of two calls of the same moment the one that was
  // recorded first counts for the other, and never both for each other.
  [[nodiscard]] std::vector<UsedBudget> used(const dsl::Limit& limit, const std::string& key, const GateCall& call, const InRecord& in) const;
  // The same of anything that is counted: a limit, or what a condition asks about earlier calls.
  [[nodiscard]] std::vector<UsedBudget> used(const BudgetUse& what, Instant now, const InRecord& in) const;

 private:
  struct Entry { UsedBudget used; std::size_t place = 0; std::string conversation; std::uint64_t seq = 0; };
  [[nodiscard]] std::size_t place_of(const std::string& conversation) const;   // one that is not in the record comes last
  const dsl::Program* program_;
  const RecordOrder* order_;
  std::map<std::pair<std::string, std::string>, std::vector<Entry>> entries_;   // by limit and key
};

// The call as the asked policy would have found it. `ledger` may be null where the two count the same.
[[nodiscard]] GateCall with_budgets_of(const GateCall& call, const InRecord& in, const dsl::Program& recorded, const dsl::Program& asked, const Ledger* ledger);

// The call with nothing used but what the ledger has, under all limits of its tool: of an imported call, whose record holds no budgets.
[[nodiscard]] GateCall with_budgets_of_ledger(const GateCall& call, const InRecord& in, const dsl::Program& asked, const Ledger* ledger);

}  // namespace handrail
