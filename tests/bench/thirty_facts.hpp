// Rules of one to three comparisons over 30 facts (15 numbers, 10 words, 5 flags), and facts for them: the work that engines are compared on.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "dsl/program/compile.hpp"
#include "engine/base/json.hpp"

namespace handrail::bench {

struct Test { std::string field, op; Json value; };   // op: ">=", "<=", "="
using Rule = std::vector<Test>;                       // all of them

[[nodiscard]] std::vector<Rule> rules_of(std::size_t count, std::mt19937& random);
[[nodiscard]] Json facts_of(std::mt19937& random);
// A trigger per rule, in a desk that is otherwise as small as one can be.
[[nodiscard]] std::vector<dsl::SourceFile> policy_of(const std::vector<Rule>& rules);

}  // namespace handrail::bench
