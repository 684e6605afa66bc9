// What is said of a run that waits: that it does, what it still needs, and what is noted behind it.
#pragma once

#include <string>
#include <vector>

#include "engine/turn/words.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

// What the run asks stands in a draft that nobody has looked at yet.
[[nodiscard]] bool question_in_review(const ConversationState& state);

// After a digression: what we still wait for. Empty: nothing.
[[nodiscard]] std::string reminder(const ConversationState& state);
[[nodiscard]] std::string with_reminder(std::string text, const ConversationState& state);

// "your refund request".
[[nodiscard]] std::string request_words(const std::string& intent);

// " (W1003)": the orders that the message names. Empty: none.
[[nodiscard]] std::string objects_named(const std::vector<EntityClaim>& claims);

// "In 2 hours": until the time for which the run waits.
[[nodiscard]] std::string in_how_long(const ConversationState& state, const Run& run, Instant now);

// To whoever writes while a colleague looks, or while time passes.
[[nodiscard]] std::string still_waiting(const ConversationState& state, Instant now);

// A second wish while the first is under way: it goes on by itself after that, the customer hears so, and what was asked of them comes again. `intent`: the wish's.
[[nodiscard]] Words wish_waits(const LiveBundle& live, const ConversationState& state, const std::string& intent);

// The same for the wishes beside an answer: "yes, and cancel W1003". The first is asked once more, by itself.
[[nodiscard]] Words further_wishes_wait(const LiveBundle& live, const ConversationState& state);

// Of wishes that wait behind a workflow which needed no account: that the customer may sign in meanwhile. Empty: they have, were asked to, or need not.
[[nodiscard]] std::string sign_in_meanwhile(const LiveBundle& live, const ConversationState& state, const std::vector<std::string>& intents);
[[nodiscard]] std::vector<std::string> further_intents(const ConversationState& state);

// "Your refund request (W1002) and your cancel or change order request": the wishes beside an answer.
[[nodiscard]] std::string further_matters(const ConversationState& state);

// Behind a no: the wish beside it goes on at once, and what was said beside it and not understood is asked for.
void after_a_no(const ConversationState& state, bool says_more, Words& words);

}  // namespace handrail
