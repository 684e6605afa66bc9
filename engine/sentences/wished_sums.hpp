// Of several sums in one text the one that the writer wishes for: "I paid 29 euros and I'd like 10 euros back" is about 10. A sum is wished by the words that govern it (a
// wish, a request, a correction), and only told of by others (paid, charged, the price is). Where a sum is named with its currency, a figure alone that is wished ("refund
// me 10") is one too. English words only; case does not count.
#pragma once

#include <string_view>
#include <vector>

#include "engine/domain/message.hpp"

namespace handrail {

[[nodiscard]] bool is_sum(const EntityClaim& claim);

// The claims without the sums beside which others of their kind are wished for, and without all of a kind where there are several and all of them are only told of; with
// the figures that are sums. In the order of the text. What is no sum stays, and so does a sum that is the only one.
[[nodiscard]] std::vector<EntityClaim> with_sums_wished(std::string_view text, std::vector<EntityClaim> claims);

}  // namespace handrail
