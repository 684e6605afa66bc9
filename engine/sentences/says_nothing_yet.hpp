// "Hi", "how are you?", "is anybody there?", "I would like to", "it's about my": a greeting, or a sentence that has only begun. Every word of it belongs to the grammar, to
// courtesy or to asking for attention, and none to a matter. A no, a thanks and what points back to what was said before are none. English words only; case does not count.
#pragma once

#include <string_view>

namespace handrail {

// `something_was_said`: the customer has written of a matter before, so that "why?", "when?" and "what about that" may be about it.
[[nodiscard]] bool says_nothing_yet(std::string_view text, bool something_was_said);

}  // namespace handrail
