// What was used of the limits that ask for an approval: the approver sees it, and the approval binds it. Of a limit that is this customer's, this
// conversation's or this record's own, more use is another case than the one that was approved. A limit that everybody shares moves all the time; of that one
// the approval stands until more went beyond it than the role may approve.
#pragma once

#include <string>

#include "engine/policy/gate.hpp"

namespace handrail {

// The limits of the call's tool above which somebody must approve, whether or not the call is above them, by their text: {"used", "at_most"}, as JSON has amounts
// and counts; `used` is without this call, and null where nobody knows.
[[nodiscard]] Json limits_to_ask_above(const dsl::Program& program, const GateCall& call);

// Each limit of the call's tool as the approver reads it, in the order of the text: {"limit", "at", "per", "used", "this_call", "at_most", "left", "uses",
// "fits_at"}. `used` and `uses` (the latest first, each with its conversation and the time when it is free again) are without this call; `left` is what `used` leaves. What nobody
// knows is missing.
[[nodiscard]] Json limits_told(const dsl::Program& program, const GateCall& call);

// Whether so much more is used of one of those limits than `before` says, which has them among other facts, that an approval given then is none now: of a
// limit of the case's own, anything more; of a shared one, what takes the part above the limit, this call included, past what its role may approve (where it
// was past that already, past that once more). A limit that asks for an approval now and did not when `before` was written counts as more, and so does what
// nobody knows.
[[nodiscard]] bool used_beyond(const dsl::Program& program, const GateCall& call, const Json& before);

}  // namespace handrail
