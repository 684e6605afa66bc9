// Apologies in a text: how many, and the same text with no more of them than a desk wants.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/reply/phrases.hpp"

namespace handrail::reply {

// Of one sentence, by the phrases in it; "I am so sorry" is one.
[[nodiscard]] std::vector<Met> apologies_in(const std::vector<Met>& met);

// The first ones stay. Of a later one goes the sentence that says nothing else, or what stands in front of the comma; one that tells something with it stays.
[[nodiscard]] std::string with_apologies_at_most(const std::string& text, std::size_t most);

}  // namespace handrail::reply
