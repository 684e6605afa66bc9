// `without …`, followed through: what included files say about a block that was left out goes with it. A desk cannot edit those files, so nothing in them may
// break by what it leaves out; and what goes is told (Departure::Kind::dropped).
//
// A condition on it is no, and a rule, a row or a claim that could then never hold goes; a list (the tools of an intent, a packet) says it no more; a hand-over
// to a queue that was left out goes the way of the route. Nothing becomes laxer by it: an approval of a role that was left out hands the call to a person, and
// a tool that cannot be judged without what was left out goes too, with the workflows that call it.
#pragma once

#include <functional>
#include <vector>

#include "dsl/check/left_out_conditions.hpp"

namespace handrail::dsl {

// `blocks` and `placements` of the tree are what is left; `included`: whether the file with this number came in by an include.
void follow_through(Tree& tree, LeftOut gone, const std::function<bool(std::uint32_t)>& included);

}  // namespace handrail::dsl
