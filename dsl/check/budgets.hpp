// Budgets that several tools have together: `budget goodwill` says how much, and `limit amount to budget goodwill` in a tool that its calls count.
#pragma once

#include "dsl/check/report.hpp"
#include "dsl/check/symbols.hpp"

namespace handrail::dsl {

// The limit with what its budget says written out: ceiling, `per` and window. As it is where it names no budget, or one that is not declared.
[[nodiscard]] LimitNode written_out(const Symbols& symbols, const LimitNode& limit);
// An amount of a limit that would stop every call is reported; what is no amount is another's to say.
void above_nothing(Report& report, const Expression& amount, std::string_view what);

}  // namespace handrail::dsl
