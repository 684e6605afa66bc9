// Random facts as the call that the gate is asked about.
#pragma once

#include "dsl/program/program.hpp"
#include "engine/domain/gate.hpp"
#include "tests/reference/random_policy.hpp"

namespace handrail::reference {

// `facts_hash`: what the approvals among the facts were given to.
[[nodiscard]] GateCall call_of(const dsl::Program& program, const Facts& facts, const std::string& facts_hash);

}  // namespace handrail::reference
