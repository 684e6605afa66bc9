// What a person does with a handoff: claims it, answers, hands back, resolves.
#pragma once

#include "engine/turn/conversations.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

// Fails with conflict when it is not open any more or somebody else has claimed it (and was not named
// as the one it is taken from), with invalid when an answer has no words.
Result<void> act_on_handoff(Seams& seams, ConversationLog& log, const Principal& who, const HandoffId& handoff, const HandoffRequest& request);

// The customer wrote to the person who has claimed it: an answer is due in the time that the queue promises, unless one was due already.
Result<void> await_person(Seams& seams, ConversationLog& log);

// Nobody claimed it in the time that was promised, and the customer writes: the queue is told again, and they hear so, with the time that holds from now on. Past the limit no
// time is promised any more, and that is told now and then (`spoke_lately`). Nothing happens where the promise still holds or is not of now.
void tell_queue_again(const dsl::Queue& queue, const dsl::Program& program, ConversationLog& log);

// The handoff under way stands in `queue` from now on, for whoever claims it there first, with a timer for the promise that it makes. When that is, is returned.
Instant move_handoff(ConversationLog& log, const dsl::Queue& queue, const std::string& urgency);

[[nodiscard]] dsl::Urgency urgency_of(const Handoff& handoff);

// Whether our last word to a customer whom nobody has claimed yet is newer than the queue's `at most once per …`.
[[nodiscard]] bool spoke_lately(const Handoff& handoff, const dsl::Queue& queue, Instant now);

// The promise has passed. Nobody claimed it: the queue's declared consequence. Whoever claimed it owes an answer: it stands in its queue again. The customer is told.
Result<void> handoff_overdue(Seams& seams, ConversationLog& log);

}  // namespace handrail
