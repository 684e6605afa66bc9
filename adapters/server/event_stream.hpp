// The events of one conversation as server-sent events: each with its number as id, comments in between so that a quiet line is known to be alive.
#pragma once

#include <cstdint>
#include <functional>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "adapters/server/http_response.hpp"

namespace handrail::server {

// Where the events come from: already bound to the caller and the conversation.
struct EventSource {
  std::function<Result<Json>(std::uint64_t after)> page;                                                    // {"events":[{"seq",…}],"seq"}
  std::function<Result<bool>(std::uint64_t after, Duration at_most, ResponseStream& stream)> wait;           // true when there is one
};

// Writes `first` (a page that was read before the response began) and everything that follows, until the client leaves or the server stops.
void stream_events(ResponseStream& stream, const EventSource& source, const Json& first, std::uint64_t after, Duration heartbeat);

}  // namespace handrail::server
