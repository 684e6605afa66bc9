// What was used of the limits that ask for an approval: the approver sees it, and the approval holds only while no more is used.
#pragma once

#include <string>

#include "engine/policy/gate.hpp"

namespace handrail {

// The limits above which `role` must approve the call, by their text: {"used", "at_most"}, as JSON has amounts and counts; `used` is without this call, and
// null where nobody knows. Empty: none of them asks.
[[nodiscard]] Json limits_asking(const dsl::Program& program, const GateCall& call, const std::string& role);

// Whether more is used of one of the limits than `before` says, which has them among other facts. What nobody knows counts as more.
[[nodiscard]] bool more_is_used(const Json& before, const Json& now);

}  // namespace handrail
