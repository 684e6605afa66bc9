// What a call that leaves out the amount which a limit counts takes of that limit.
#pragma once

#include <algorithm>

#include "dsl/program/program.hpp"

namespace handrail::dsl {

// Nothing, where another amount is what the call is about or no money moves ("a refund of $40, without a fee"). A tool that moves money moves some also where its only
// amount is left out, and nobody knows how much: such a call is denied, as one whose amount is unknown.
[[nodiscard]] inline bool may_leave_out(const Tool& tool, const Limit& limit) {
  if (!limit.amount || tool.effect != Effect::moves_money) return true;
  return std::ranges::any_of(tool.parameters, [&](const Field& one) { return &one != &tool.parameters[*limit.amount] && one.type.kind == TypeKind::money && !one.type.optional; });
}

}  // namespace handrail::dsl
