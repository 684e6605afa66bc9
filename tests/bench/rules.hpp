// Policies of any number of rules, as text that the real compiler reads, beside the same rules as plain C++ closures: what nobody's language gets below.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/domain/decision.hpp"
#include "engine/policy/bundle.hpp"

namespace handrail::bench {

enum class RuleShape {
  one,     // one comparison each: a fact beside a fixed value
  mixed,   // one to three comparisons each, with `and`, `or`, `not` and lists
};

// The facts of one message, as the closures read them.
struct PlainFacts {
  std::string intent, plan, tier;
  std::int64_t amount_minor = 0, messages = 0, tool_errors = 0, asked_before = 0;
};
using PlainRule = std::function<bool(const PlainFacts&)>;

struct RuleSet {
  std::shared_ptr<const Bundle> bundle;   // the shop's, with its own triggers replaced by `count` others
  std::vector<PlainRule> plain;           // the same rules, in their order
};
[[nodiscard]] RuleSet rules_of(RuleShape shape, std::size_t count);

// One message's facts, in both forms; about half of the rules hold for them.
[[nodiscard]] PlainFacts plain_facts();
[[nodiscard]] TurnFacts turn_facts();

}  // namespace handrail::bench
