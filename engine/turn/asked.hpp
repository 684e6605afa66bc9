// What a run has asked the customer, and what it knows from them.
#pragma once

#include <string>

#include "engine/journal/state.hpp"

namespace handrail {

// Whether what the run waits for was asked with words that went out: a draft that waits for its review asks nobody, and nothing that the customer writes
// meanwhile answers it.
[[nodiscard]] bool was_asked(const ConversationState& state);
[[nodiscard]] bool was_asked(const ConversationState& state, const Run& run);

// Whether the words name the call: every amount, number and id among its arguments.
[[nodiscard]] bool names_call(const std::string& text, const Json& arguments);

// The value of a fact that the run under way has used: one of its inputs, or what the customer answered. Null: none.
[[nodiscard]] const Json* used_by_run(const ConversationState& state, const std::string& fact);

}  // namespace handrail
