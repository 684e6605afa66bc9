// In which tone and language this customer is answered, and the desk's own sentences in it: by the bundle's `wording` blocks.
#pragma once

#include <string>
#include <string_view>

#include "dsl/check/own_sentences.hpp"
#include "dsl/program/bind.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

[[nodiscard]] dsl::Manner manner_of(const LiveBundle& live, const ConversationState& state);
// The text in the customer's tone and language, holes as they are written; as it is, where the bundle words it no otherwise.
[[nodiscard]] std::string worded(const LiveBundle& live, const ConversationState& state, std::string_view text);
// To render a text that stands in no tool: what is known of the conversation, in that manner. {queue.name} and {queue.promise} stay as they are written.
[[nodiscard]] dsl::Roots in_manner(const LiveBundle& live, const ConversationState& state);
[[nodiscard]] std::string title_for(const LiveBundle& live, const ConversationState& state, const dsl::Queue& queue);   // the queue's name, as this customer reads it

}  // namespace handrail
