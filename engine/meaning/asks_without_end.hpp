// A customer who writes back again and again while one question of ours waits, and never answers it: nobody is held there. The desk's own triggers come first; where it has
// none for it, a person takes over.
#pragma once

#include <string_view>

#include "engine/journal/state.hpp"

namespace handrail {

// Whether everything that is in working memory (limits::working_memory_messages) was said since the question of the run under way was asked, so that nobody could see it any
// more but for its being repeated. Of a message that answers it nothing is said: the caller has found that it does not.
[[nodiscard]] bool asks_without_end(const ConversationState& state);

inline constexpr std::string_view asks_without_end_reason = "the customer asks back, and does not answer what we ask";
inline constexpr std::string_view asks_without_end_words = "{queue.name} can go through all of this with you. You will hear {queue.promise}.";

}  // namespace handrail
