// What a customer means who names several things of one kind in one message, or in several that are read together: "W1001, sorry, I mean W1002".
#pragma once

#include <string>
#include <vector>

#include "engine/domain/message.hpp"

namespace handrail {

// The claims without those that a word of correction behind them takes back, and without those that are ruled out ("not W1001", "instead of W1001") where
// another of the kind is left, and without those between which the customer leaves it open ("W1001 or W1002"): those are asked for. In the order of the message.
[[nodiscard]] std::vector<EntityClaim> meant(const std::string& text, const std::vector<EntityClaim>& claims);

}  // namespace handrail
