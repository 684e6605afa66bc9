// What a sentence tells of the customer who reads it: what they have, owe, are, or have done. An article speaks of everybody and cannot know it.
#pragma once

#include <string_view>
#include <vector>

#include "engine/reply/reading.hpp"

namespace handrail::reply {

// "You have the flex membership", "you still owe us 2 EUR", "you have frozen it twice", "as your contract is a year membership": each such clause by itself. Not what is
// only supposed or asked, and not what anybody may or has to do.
[[nodiscard]] std::vector<Sentence> told_of_the_customer(const Sentence& sentence, std::string_view text);

}  // namespace handrail::reply
