// What the customers of these tests say, and what it is read as.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/seams/classifier.hpp"

namespace handrail {

[[nodiscard]] Reading read_as(const std::string& intent, const std::string& confidence, const std::vector<std::string>& signals = {},
                              std::vector<EntityClaim> claims = {});
[[nodiscard]] EntityClaim order_id(const std::string& id);
[[nodiscard]] EntityClaim amount(const std::string& dollars);

using Wish = std::pair<std::string, Reading>;

// Whatever one may say at any time.
[[nodiscard]] const std::vector<Wish>& sayings();
// A part of one of the customer's own orders back, by number: half of them need somebody's approval.
constexpr std::uint32_t orders_of_one = 4, refunds_of_one = 2 * orders_of_one;
// Something else, said while a colleague looks at a refund; among them that refund again, and leaving it.
[[nodiscard]] std::string second_wish(std::uint32_t n);

[[nodiscard]] Wish refund_of(bool bob, std::uint32_t n);

}  // namespace handrail
