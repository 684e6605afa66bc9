// Whether a sentence tells that an amount was given back or paid out, in whatever words and in German as well: "$20 is back with you", "the amount of $20 has been
// transferred", "wir haben Ihnen die 20 EUR erstattet".
#pragma once

#include <optional>
#include <string_view>

#include "engine/reply/checking.hpp"

namespace handrail::reply {

// The words of it; `section` is not set.
[[nodiscard]] std::optional<Met> money_told_as_moved(const Sentence& sentence, std::string_view text);

// "$89.00 was paid back", of an order that was read with that as what was refunded.
[[nodiscard]] bool a_fact_tells_the_amount(const Checking& checking, const Sentence& sentence, const Met& met);

}  // namespace handrail::reply
