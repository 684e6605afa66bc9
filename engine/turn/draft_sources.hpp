// What a model is shown of a conversation, gathered from the record, and the veil over it: nothing that the policy hides leaves the desk.
#pragma once

#include <string>
#include <vector>

#include "engine/masking/veil.hpp"
#include "engine/reply/prompt.hpp"
#include "engine/turn/answer.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

// `found`: the passages for the customer's message, the best first. The same record gives the same sources.
[[nodiscard]] reply::DraftSources draft_sources(const LiveBundle& live, const ConversationState& state, const std::string& intent, const std::vector<Passage>& found,
                                                const CountVector& count);

// Knows what the policy hides, from the record and from `facts`.
[[nodiscard]] Veil veil_over(const LiveBundle& live, const ConversationState& state, const std::vector<reply::Fact>& facts);

[[nodiscard]] reply::DraftSources covered(Veil& veil, reply::DraftSources sources);
// Texts, however deep; names of members stay.
[[nodiscard]] Json covered(Veil& veil, const Json& value);
[[nodiscard]] Json uncovered(const Veil& veil, const Json& value);

// Whether a record names another customer than the one who writes; of somebody whom nobody has verified, any customer.
[[nodiscard]] bool belongs_to_another(const ConversationState& state, const Json& record);

}  // namespace handrail
