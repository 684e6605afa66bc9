// What the language means, said once more and as plainly as possible: an evaluator that walks the tree of the text. It knows no slots, no program and no
// JSON; facts are values by name. The compiled program must give the same answers (agreement_test.cpp, message_agreement_test.cpp), and so must the solver;
// where two differ, this one is read aloud beside the language's description, and one of them is wrong.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dsl/syntax/tree.hpp"

namespace handrail::reference {

struct LookUp {                            // what a reading tool gave
  std::string tool;
  ValueList arguments;
  Value result;                            // Unknown: it failed; Absent: there is no such record
  Instant at;
};
struct Used {                              // what an earlier call took of a limit
  std::size_t limit = 0;                   // which one of the tool, from 0
  ValueList key;                           // the values that it counts per, in their order
  Value amount;                            // of money; of a count, a whole number
  Instant at;
};
struct Approval { std::string by, role; Instant at; };   // each given to exactly this call

// All that is known when something is asked. A name that is not here is a word of an enumeration.
struct Facts {
  std::map<std::string, Value> names;      // what a path begins with: amount, customer, page, wants_person; `now` too
  Instant now;
  std::string conversation;
  std::vector<LookUp> lookups;
  std::vector<Used> used;
  std::vector<Instant> yes;                // the customer's, to exactly this call
  std::vector<Approval> approvals;
  std::map<std::string, std::int64_t> running;   // signal -> in how many of the latest messages in a row
  std::map<std::string, Value> past;       // "count refund per customer", "sum refund.amount per conversation in 60000": what earlier calls add up to
};

// What an expression is worth (a condition: yes, no, or unknown), and whether `when X unless Y` holds.
[[nodiscard]] Value value_of(const dsl::Expression& e, const Facts& facts);
[[nodiscard]] Value holds(const std::optional<dsl::Expression>& when, const std::optional<dsl::Expression>& unless, const Facts& facts);

// What a clause of the tool sees: its lets, the text's named lists, and the facts.
[[nodiscard]] Facts seen_by(const dsl::Tree& tree, const dsl::ToolBlock& tool, Facts facts);

struct Verdict {
  std::string kind, clause;                // "allow", "approve", "deny"; "arguments", "needs", …
  dsl::Span rule;                          // the clause that decided; the tool where it is the arguments, or nothing else decided
  const dsl::OutcomeNode* no = nullptr;    // what the author says and offers then; none where something has to be found out first, and where it is no "no"
};
// May this tool be called? Parameters are in `names`.
[[nodiscard]] Verdict judge(const dsl::Tree& tree, const dsl::ToolBlock& tool, const Facts& known);

struct Decision {
  std::string kind;                        // "answer", "ask", "verify", "act", "draft", "act, reviewed", "offer a person", "hand off", "refuse"
  std::string queue;                       // of a hand-off
  std::vector<std::pair<std::string, bool>> triggers = {};   // all that fired, in the order of the text; true: undecided
};
// What happens to this message, asked for the first time? The intent, its confidence and the signals are in `names`.
[[nodiscard]] Decision decide(const dsl::Tree& tree, Facts facts);

}  // namespace handrail::reference
