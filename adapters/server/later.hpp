// `Prefer: respond-async` (RFC 7240): a message is answered later. The request ends as soon as the message is durable, so that a few connections carry as many
// turns at once as there are conversations; what the turn came to is told to who posts the message again, and among the conversation's events.
#pragma once

#include <memory>
#include <optional>

#include "adapters/server/http_request.hpp"
#include "engine/seams/waiting.hpp"
#include "engine/turn/conversations.hpp"

namespace handrail::server {

[[nodiscard]] bool prefers_later(const HttpRequest& request);

// The answer where it was there in time, or none: then the message is durable, and its turn comes by itself, in another process if this one ends.
// `held` is given back when the turn ends.
Result<std::optional<TurnAnswer>> store_and_go_on(Waiting& waiting, Conversations& conversations, const Principal& who, const ConversationId& conversation,
                                                  const IncomingMessage& message, Duration at_most, std::shared_ptr<void> held);

}  // namespace handrail::server
