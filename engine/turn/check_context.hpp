// What a channel sends along with a message or an opening, held against the policy's `context` block.
#pragma once

#include "dsl/program/program.hpp"
#include "engine/base/json.hpp"
#include "engine/base/result.hpp"

namespace handrail {

// Fails with invalid, a line with a pointer into the request for each thing that is wrong, or with limit.
Result<void> check_context(const dsl::Program& program, const Json& context);

}  // namespace handrail
