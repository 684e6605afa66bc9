// A wish that stands beside an answer to the run that waits: "yes, and cancel W1003", "no, change the address instead", "and W1002". It is taken out of the message, so
// that the answer is only what answers, and goes on by itself after the run.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/turn/seams.hpp"

namespace handrail {

struct WishBeside {
  std::size_t from = 0;      // of the message: the answer ends there
  std::size_t begin = 0;     // of the wish, behind the words that join it
  Reading reading;           // of the wish by itself
};

// Needs a run and an open turn. `text`: what of the message is said of now. `entities`: what was read off the whole message.
// Nothing, where no clause answers, and where the rest is not surely a wish of its own.
[[nodiscard]] std::optional<WishBeside> wish_beside(const LiveBundle& live, const ConversationState& state, const std::string& text,
                                                    const std::vector<EntityClaim>& entities);

}  // namespace handrail
