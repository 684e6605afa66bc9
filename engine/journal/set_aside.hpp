// One run is spoken with; others may be set aside, each with its approval, the yes that it has and what was said of it. Whatever concerns one of them (a
// decision, a timer, the customer's word) takes it up first, so that everything else asks about one run alone.
#pragma once

#include "engine/journal/state.hpp"

namespace handrail {

// Whether somebody else, or a time, is what the run waits for.
[[nodiscard]] bool waits_for_others(const Run& run);

// Whether the run that is spoken with may be set aside: it waits for others, and there is room for one more.
[[nodiscard]] bool may_be_set_aside(const ConversationState& state);

// The value of a fact that the run has used: one of its inputs, or what the customer answered. Null: none.
[[nodiscard]] const Json* used_by(const Run& run, const std::string& fact);

// What the events do to the state.
void set_aside(ConversationState& state);
void take_up(ConversationState& state, const event::RunTakenUp& taken);
void words_went_out(ConversationState& state);

}  // namespace handrail
