// A trigger that only says what is not so.
#pragma once

#include "dsl/check/checking.hpp"

namespace handrail::dsl {

// Nearly every message is without a signal, so a trigger whose whole condition is that some signal is missing fires for nearly every message (P0436).
void lint_negations(Checking& checking);

}  // namespace handrail::dsl
