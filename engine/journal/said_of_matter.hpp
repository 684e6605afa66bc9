// What the customer has said, claim by claim, and of which matter. An amount, a day or a word ("cancel", "broken") is said of the matter of its message, and of no
// later one: the price that somebody asked about is not the sum of a refund. An order's number may be spoken of again, and an e-mail address is theirs whatever it was said for.
#pragma once

#include <string>
#include <vector>

#include "engine/journal/state.hpp"

namespace handrail {

// Whether the claim was said before the message that began the matter of now, while another run was spoken with: it counts for no run that begins.
[[nodiscard]] bool said_of_earlier_matter(const ConversationState& state, const std::string& name, const Json& value);

// An e-mail address: the customer's own, whichever run asked for it.
[[nodiscard]] bool is_theirs(const Json& value);

// What the events do to the state. A decision about another matter than the last one leaves what was said of that; before any matter, words count for the first one, and
// figures do not. Where we asked what a message is about, the next one is of its matter, and all that was said counts; a word that what was done did not take counts for the next
// matter as well. A message that is answered beside a run, or about nothing that the desk does, has said its figures in passing, and so has one that only asks, unless the next
// one takes what the answer offers. And what a finished run was made with is no longer said.
void leave_earlier_matter(ConversationState& state);
void forget_what_was_said_in_passing(ConversationState& state);
void forget_what_was_only_asked(ConversationState& state);
void keep_what_was_said_before(ConversationState& state);
void forget_what_was_carried_out(ConversationState& state, const Json& inputs, const std::vector<RecordedStep>& steps);

}  // namespace handrail
