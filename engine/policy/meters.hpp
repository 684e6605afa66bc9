// What earlier calls add up to ("count of process_refund per customer in 90 days"): which budgets have to be read for a scope, and what their entries make.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "dsl/program/bind.hpp"
#include "engine/domain/gate.hpp"
#include "engine/policy/gate.hpp"

namespace handrail {

// The budgets that the scope's conditions ask, each with its key; not those whose customer nobody vouches for. `amount` and `ceiling` say nothing here.
[[nodiscard]] std::vector<BudgetUse> meters_asked(const dsl::Program& program, const dsl::Scope& scope, const Json& customer, const std::string& conversation);

// The value of each meter that `meters_asked` names, out of the entries that were read for it; one outside of the window does not count.
[[nodiscard]] std::map<std::string, Value> meter_values(const dsl::Program& program, const std::vector<BudgetUse>& asked, const std::vector<UsedBudget>& used, Instant now);

// The root "used" of a scope.
[[nodiscard]] Value used_root(const dsl::Scope& scope, const std::map<std::string, Value>& values);

// What a call of the tool adds to the meters that count it.
[[nodiscard]] std::vector<BudgetUse> meter_use(const dsl::Program& program, const dsl::Tool& tool, const ValueRecord& arguments, const Json& customer,
                                               const std::string& conversation);

}  // namespace handrail
