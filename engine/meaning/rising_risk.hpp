// How much a message weighs: the risk of its matter, the mood it is written in and how soon it asks for help, in one number. `rising_risk` is read off how the
// number moves over the messages of an episode.
#pragma once

#include "dsl/program/program.hpp"
#include "engine/journal/state.hpp"

namespace handrail {

// Sets the strain of a message that was read, and adds the signal where it is two or more above the least of the last three messages, and high in itself: a
// calm question of high risk behind one of low risk is no rise, an urgent or annoyed one is.
void add_rising_risk(const dsl::Program& program, const ConversationState& state, event::MessageRead& read);

}  // namespace handrail
