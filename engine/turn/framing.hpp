// Words around a value that say that it is to be the one, and nothing else: "make it $100", "it should have been W1001", "yes, 3 of them".
#pragma once

#include <string>
#include <vector>

#include "engine/meaning/matter.hpp"
#include "engine/turn/in_run.hpp"

namespace handrail {

// "Make", "instead"; and the words of what is done: "refund me $20".
[[nodiscard]] bool is_framing(const Matter& matter, const std::string& word);
[[nodiscard]] bool is_framing(const InRun& in, const std::string& word);

// Whether the text says one of these values, and beside it no more than that it is to be that one. `matter`: of what the value is for.
[[nodiscard]] bool only_frames_a_value(const Matter& matter, const std::string& text, const std::vector<EntityClaim>& named);

// Whether the message says a value, and beside it no more than that it is to be that one: "make it $100", "it should have been W1001".
[[nodiscard]] bool only_frames_a_value(const InRun& in);

// Whether the message puts the value forward as the one for this entity: says it by itself, or that it is to be it. What it excludes, asks about or only tells of it does not,
// and behind a yes only what says nothing else does.
[[nodiscard]] bool puts_forward(const InRun& in, const std::string& fact, const Json& value);

// "Yes, circle", "sure, in blue please": behind a yes nothing but values, and that they are to be the ones. "Yes, it's broken" says why.
[[nodiscard]] bool is_chosen_behind_a_yes(const InRun& in);

}  // namespace handrail
