// Wishes that wait, for the customer to sign in or for what was wished before them (HeldUp in state.hpp): kept with the turn that asked for them, and opened again
// one by one, each when nothing else is under way.
#pragma once

#include "engine/journal/state.hpp"

namespace handrail {

// What the events do to the state: the turn's wish waits for the run under way, for the sign-in, and so do those that its message wishes for as well.
void hold_behind_the_run(ConversationState& state);
void hold_up(ConversationState& state);
void hold_what_was_wished_as_well(ConversationState& state, Instant at);

// Opens the turn of the first of them, where nothing is under way and the customer has signed in where that was lacking.
void go_on_with_what_was_held_up(ConversationState& state, Instant at);

}  // namespace handrail
