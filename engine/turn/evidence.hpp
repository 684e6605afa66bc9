// What a reply of this conversation may rest on, gathered from the record, and the desk's rules for it: what the check before sending is given.
#pragma once

#include <string>

#include "engine/domain/decision.hpp"
#include "engine/reply/check_reply.hpp"
#include "engine/turn/seams.hpp"
#include "engine/turn/words.hpp"

namespace handrail {

// Without passages, which are found for a question. What was read of somebody else's record is marked so.
[[nodiscard]] reply::Evidence evidence_of(const LiveBundle& live, const ConversationState& state);
// What records and the customer's answers of the present matter hold, each text whole.
[[nodiscard]] std::vector<std::string> values_on_record(const ConversationState& state);
[[nodiscard]] reply::ReplyLimits reply_limits(const LiveBundle& live, const ConversationState& state);

// The check of words that are about to go out, whoever wrote them. `hands_over`: a person takes over with them, so that they may say so.
[[nodiscard]] reply::Checked check_words(const LiveBundle& live, const ConversationState& state, const Words& words, bool hands_over = false);
// Of words that a colleague wrote, in a conversation or into a draft: `shown` is what they were shown to be said.
[[nodiscard]] reply::Checked check_persons_words(const LiveBundle& live, const ConversationState& state, const std::string& text, const std::string& shown = "");
// As the record keeps them: [{"kind","text","needs"}].
[[nodiscard]] Json findings_json(const std::vector<reply::Finding>& findings);
// The first one that stops the reply, for a handoff's reason and for who wrote it: "unbacked deed in `I have refunded`; needs a receipt of …".
[[nodiscard]] std::string why_stopped(const std::vector<reply::Finding>& findings);

}  // namespace handrail
