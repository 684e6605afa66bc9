// The gate: may this call happen. One visible order (needs, deny, limit, approve, allow, otherwise); the first that holds decides, so a stricter
// verdict always wins over a laxer one. Pure: the same call under the same bundle has the same verdict, byte for byte.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dsl/program/bind.hpp"
#include "dsl/program/program.hpp"
#include "dsl/source/diagnostic.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/domain/gate.hpp"

namespace handrail {

struct JudgeOptions {
  bool assume_rest = false;   // of an `example`: what it does not name satisfies needs, deny and limit
  Json lets;                  // of an `example`: what it says of look-ups, by the `let`'s name; null: nothing
  bool confirmed = true;      // with assume_rest: the customer's yes is assumed too
  bool looked_up = true;      // with assume_rest: fresh look-ups are assumed too
  std::map<std::string, Instant> looked_up_at;   // by the `let`'s name: when, as a case says it; how fresh that is is judged, and not assumed
  std::vector<std::string> unknown;   // with assume_rest: facts that are said to be unknown ("order.status"); that is not assumed away
  bool any_arguments = false;         // the arguments are not known, whatever the call says
};

// A call whose tool the policy does not declare is the caller's mistake: see find_tool.
[[nodiscard]] Verdict judge(const dsl::Program& program, const BundleHash& bundle, const GateCall& call, JudgeOptions options = {});

// Whether some arguments might still pass: every clause is asked with all of them unknown. None where they might, with an approval, a look-up or the customer's
// yes perhaps; else the verdict that stands in the way whatever they are. `call.arguments` are not looked at.
[[nodiscard]] std::optional<Verdict> in_the_way(const dsl::Program& program, const BundleHash& bundle, const GateCall& call);

// Everything that a tool's templates may speak of: its arguments, its look-ups, the customer.
[[nodiscard]] dsl::Roots roots_of(const dsl::Program& program, const dsl::Tool& tool, const GateCall& call, std::vector<JsonIssue>& issues);

// The look-ups that the tool's `let`s and the conditions of its clauses need, as far as their arguments are known: ask again with what was found.
// `let` is empty for one that a condition asks.
struct NeededLookup { std::uint32_t tool = 0; std::string let; Json arguments; };
[[nodiscard]] std::vector<NeededLookup> lookups_for(const dsl::Program& program, const dsl::Tool& tool, const GateCall& call);

// What the call would use of each limit: to be reserved in the transaction that dispatches it.
struct BudgetUse {
  std::string limit, key;
  std::int64_t amount = 1;
  std::string currency;                  // empty: a count
  std::optional<Duration> window;
  std::optional<std::int64_t> ceiling;   // none where going above only asks for an approval
  std::optional<std::int64_t> asks_above;   // going above this asks for an approval that the call does not have; none: nobody is asked, however much it is
  std::int64_t floor = 0;                // what is used of it at least: a condition has read it
  std::string of;                        // the parameter whose amount counts; empty: a count
};
[[nodiscard]] std::vector<BudgetUse> budget_use(const dsl::Program& program, const dsl::Tool& tool, const GateCall& call);

// Whether the principal's roles let it approve this call: the role that the verdict asks for, and the role's own limit on money. The limit holds for each
// amount among the arguments, at any depth; where the call names none, for each amount that a condition of the tool's `approve by` that role reads
// (`order.paid is over $500`, `any l in order.lines has l.price is over $500`, `sum of …`).
[[nodiscard]] Result<void> may_approve(const dsl::Program& program, const std::vector<std::string>& roles, const std::string& role, const GateCall& call);

// The facts that the call's verdict rests on, by name ("order.total"), as JSON has them: what an approver must see, and what an approval is bound to. null:
// known not to be there, or, where `unknown` names it, nobody knows.
struct FactsBehind {
  Json values = Json::object();
  std::vector<std::string> unknown;
};
[[nodiscard]] FactsBehind facts_behind(const dsl::Program& program, const GateCall& call);

// Runs each tool's `example` clauses; what does not hold is a diagnostic.
void run_examples(const dsl::Program& program, dsl::Diagnostics& diagnostics);

}  // namespace handrail
