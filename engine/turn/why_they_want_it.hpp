// The reason for a wish, where one was asked for in free words: what at any other place takes the wish back may be why they have it.
#pragma once

#include "engine/turn/in_run.hpp"

namespace handrail {

// "No longer needed", of what is to be taken away; "no reason", to the question for one;
// "I changed my mind", to the question why what they have is to be taken away. English words only; case does not count.
[[nodiscard]] bool is_why_in_so_many_words(const InRun& in);

}  // namespace handrail
