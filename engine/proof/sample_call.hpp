// The solver's call as the real one: what engine/policy/gate.hpp is asked with.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/formulas/gate_sample.hpp"
#include "engine/domain/gate.hpp"

namespace handrail {

// The solver's situation as a real call: its arguments, look-ups, confirmation and what was used before. An argument that no clause reads is any of its
// type, or as in `known`. Whoever has approved it gave the approval that the gate asked for.
[[nodiscard]] GateCall call_of(const dsl::Program& program, const dsl::GateSample& sample, const Json* known = nullptr);

// As the desk would: the gate is asked, and where it asks for one of these roles that has not been asked yet, the role approves the call; and so on. What the
// call had of approvals is forgotten.
void approve_in_turn(const dsl::Program& program, const BundleHash& bundle, const std::vector<std::string>& roles, GateCall& call);
// Their names, in the sample's order.
[[nodiscard]] std::vector<std::string> approvers_of(const dsl::Program& program, const dsl::GateSample& sample);

// An earlier use as it is kept: how much of what, on whose account, counted over which window (none: for ever).
struct CountedUse {
  std::string limit, key;
  Value used;                             // Money or a whole number
  std::optional<Duration> window;
};
// Earlier calls after which each of these has come to what it says: what only the longer of two windows over one count has seen was used before the shorter one
// began. None where no calls come to that.
[[nodiscard]] std::optional<std::vector<UsedBudget>> used_before(std::vector<CountedUse> uses, Instant now);
// What the sample says was used, as it counts for the call.
[[nodiscard]] std::vector<CountedUse> uses_of(const dsl::Program& program, const dsl::GateSample& sample, const GateCall& call);

}  // namespace handrail
