// A bundle as it reads on one day: what a message says of a day without its year, or by how far away it is, becomes the day of the calendar that is meant, so that claims
// on the record say which day it is whenever they are read again.
#pragma once

#include <string>

#include "engine/journal/state.hpp"
#include "engine/meaning/live_bundle.hpp"
#include "engine/sentences/time_asked_for.hpp"

namespace handrail {

// `at`: when the message came. Where several days may be meant there is a claim for each, at one place. A policy without an entity that `is date` reads as it does.
// A day that is asked for by a question of the past ("when did you buy it?") is the last such one, whatever else is said of it; one that is asked for as to come is none that is
// told as over ("I bought it on Friday"). Of what no question asks for by its tense the message's own sentence decides.
// `state`: whose run may ask for a day in words of its own.
[[nodiscard]] LiveBundle read_on_the_day_of(const LiveBundle& live, Instant at, const ConversationState* state = nullptr);

// By the questions of the policy that ask for the entity, else by its name; by the question of the run, where it is what that waits for.
[[nodiscard]] TimeAskedFor time_asked_for(const dsl::Program& program, const std::string& entity, const ConversationState* state = nullptr);

}  // namespace handrail
