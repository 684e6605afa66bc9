// Rules that hold together and say different things, where only the order in which they stand decides.
#pragma once

#ifdef HANDRAIL_PROOF
#include "dsl/prove/asking.hpp"
#include "dsl/prove/encoding.hpp"
#include "dsl/prove/prove.hpp"

namespace handrail::dsl {

// Two triggers of one urgency that read the same fact, of which neither is a special case of the other, and which lead elsewhere: P0705.
void triggers_in_conflict(const Program& program, Asking& asking, Encoding& turn, Proof& proof);

}  // namespace handrail::dsl
#endif
