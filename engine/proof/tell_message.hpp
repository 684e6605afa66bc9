// A broken guarantee about messages, told as the conversation in which it breaks: numbered lines, each at the clause that makes it so.
#pragma once

#include <optional>

#include "dsl/prove/message_guarantees.hpp"

namespace handrail {

// None where the real decision, gate or route answers otherwise than the solver said.
[[nodiscard]] std::optional<dsl::Diagnostic> broken_guarantee(const dsl::Program& program, const dsl::MessageAnswer& answer);

}  // namespace handrail
