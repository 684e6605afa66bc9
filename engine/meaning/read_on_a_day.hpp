// A bundle as it reads on one day: what a message says of a day without its year, or by how far away it is, becomes the day of the calendar that is meant, so that claims
// on the record say which day it is whenever they are read again.
#pragma once

#include "engine/meaning/live_bundle.hpp"

namespace handrail {

// `at`: when the message came. Where several days may be meant there is a claim for each, at one place. A policy without an entity that `is date` reads as it does.
[[nodiscard]] LiveBundle read_on_the_day_of(const LiveBundle& live, Instant at);

}  // namespace handrail
