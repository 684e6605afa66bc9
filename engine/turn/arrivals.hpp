// A message that was taken in and waits for its turn, as the store keeps it: with the channel it came by and when, so that a process that finds it after a crash
// reads it as the one that took it in would have.
#pragma once

#include <string>

#include "engine/base/result.hpp"
#include "engine/domain/message.hpp"
#include "engine/seams/store.hpp"

namespace handrail {

struct Arrived { std::string channel; IncomingMessage message; };

[[nodiscard]] Arrival arrival_of(const ConversationId& conversation, const Arrived& arrived);
// Fails with corrupt.
[[nodiscard]] Result<Arrived> read_arrival(const Arrival& arrival);

}  // namespace handrail
