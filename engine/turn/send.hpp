// What was decided to say, on its way: checked, sent or put into review, and the turn ended with it.
#pragma once

#include <string_view>

#include "engine/domain/decision.hpp"
#include "engine/turn/seams.hpp"
#include "engine/turn/words.hpp"

namespace handrail {

inline constexpr std::string_view draft_said_already = "the customer has said what it asks for";   // why a draft is withdrawn for the one that follows it

// Checks the words, records the reply (or a draft for review, where the decision wants a person to look), ends the turn, sets the silence timer,
// commits. Words that claim what did not happen do not go out: the customer is handed over instead.
Result<void> send(Seams& seams, const LiveBundle& live, ConversationLog& log, const Decision& decision, Words words);

// The first episode after a closed one begins, with the bundle that serves now.
void open_next_episode(Seams& seams, ConversationLog& log);

}  // namespace handrail
