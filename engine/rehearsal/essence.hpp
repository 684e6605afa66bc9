// What a transcript means to the people in it and to the world outside: what must come out the same however often the process dies.
#pragma once

#include <string>
#include <vector>

#include "engine/rehearsal/rehearsal.hpp"

namespace handrail {

// Without what another run may number differently: replies, handoffs, approvals, outcomes.
[[nodiscard]] std::vector<std::string> essence(Rehearsal& desk, const std::vector<ConversationId>& conversations);
// What was done outside by calls that write, a line each, sorted.
[[nodiscard]] std::vector<std::string> effects(Rehearsal& desk);

}  // namespace handrail
