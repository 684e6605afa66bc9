// Which intents a condition lets through, as far as that stands in it: `intent is X`, `intent is in […]`, `topic is …`, `class is …` and `risk is …`, joined by
// `and` and `or`. Whatever else it asks may hold for any of them.
#pragma once

#include <set>

#include "dsl/check/checking.hpp"

namespace handrail::dsl {

using Intents = std::set<std::uint32_t>;   // into Symbols::intents

[[nodiscard]] Intents all_intents(const Symbols& symbols);
[[nodiscard]] Intents intents_let_through(const Checking& checking, const std::optional<Expression>& condition);

}  // namespace handrail::dsl
