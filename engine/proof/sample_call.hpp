// The solver's call as the real one: what engine/policy/gate.hpp is asked with.
#pragma once

#include "dsl/formulas/gate_sample.hpp"
#include "engine/domain/gate.hpp"

namespace handrail {

// The solver's situation as a real call: its arguments, look-ups, confirmation and what was used before. An argument that no clause reads is any of its
// type, or as in `known`.
[[nodiscard]] GateCall call_of(const dsl::Program& program, const dsl::GateSample& sample, const Json* known = nullptr);

}  // namespace handrail
