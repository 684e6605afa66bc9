// Where the calls of an intent end that do not go through: hand-offs, written in the clauses of its tools, to queues in which nobody answers.
#pragma once

#include "dsl/prove/message_guarantees.hpp"

namespace handrail::dsl {

// Of the intent's own tools and its workflow's. Every other way that a call ends goes on by itself: something is asked, looked up, confirmed or offered, or
// the conversation is handed over by the routes.
[[nodiscard]] std::vector<MessageAnswer::ToolEnd> tool_ends(const Program& program, std::uint32_t intent, ProofOptions options);

}  // namespace handrail::dsl
