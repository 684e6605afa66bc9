// The built-in signal `articles_answer`: the message asks, and the articles answer all that it asks. It is no matter of likeness, so a policy may go by it where the intent
// is not sure. Searched for where the policy asks for it alone.
#pragma once

#include "engine/domain/decision.hpp"
#include "engine/turn/answer.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

// Adds it to the signals of the open turn's facts, where it holds and the policy reads it of such a message. What cannot be searched answers nothing.
void add_articles_answer(const LiveBundle& live, const ConversationState& state, TurnFacts& facts, const CountVector& count);

}  // namespace handrail
