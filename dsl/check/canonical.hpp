// A condition in one spelling: two that ask the same in another order or in other words have the same canonical text. Equal texts mean equal conditions;
// different ones may still mean the same, which only a solver can say.
#pragma once

#include <string>

#include "dsl/check/checking.hpp"

namespace handrail::dsl {

// Empty where the condition was reported already.
[[nodiscard]] std::string canonical(const Resolved& condition, const Scope& scope);
// Of a rule's `when` and `unless`; nothing where one of them is not settled. A rule without either holds always.
[[nodiscard]] std::optional<std::string> canonical(const Checked& checked, const std::optional<Expression>& when, const std::optional<Expression>& unless, const Scope& scope);

}  // namespace handrail::dsl
