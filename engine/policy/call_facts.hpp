// What is known of a call when it is judged: its arguments in one spelling, and what its tool's look-ups found. Who asks the gate asks roots_of and
// lookups_for (engine/policy/gate.hpp); these are the parts that the clauses ask for one by one.
#pragma once

#include <optional>
#include <string>

#include "dsl/program/bind.hpp"
#include "dsl/program/program.hpp"
#include "engine/domain/gate.hpp"

namespace handrail {

// One spelling for one set of arguments, so that "120", "$120.00" and {"amount":"120.00",…} are the same call.
[[nodiscard]] std::string normalised(const dsl::Program& program, const dsl::Tool& tool, const Json& arguments);

// The latest answer of the tool to these (normalised) arguments that was there when the call was made; null: it was not asked.
[[nodiscard]] const LookedUp* latest_lookup(const dsl::Program& program, const dsl::Tool& tool, const std::string& arguments, const GateCall& call);

// The arguments of a `let`'s look-up; none while one of them is not known.
[[nodiscard]] std::optional<Json> arguments_of(const dsl::Program& program, const dsl::Let& let, const dsl::Frame& frame);

}  // namespace handrail
