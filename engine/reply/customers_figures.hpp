// Figures that the customer wrote, and what sources bound of them.
#pragma once

#include <optional>
#include <string_view>

#include "engine/reply/checking.hpp"
#include "engine/reply/ranges.hpp"

namespace handrail::reply {

// As the customer told it: "four", of "around four in the afternoon", is 16:00.
[[nodiscard]] std::optional<Measure> measured_by_the_customer(const Checking& checking, const Figure& figure, std::string_view text);
// Whether the customer wrote the figure, as it is or in other words.
[[nodiscard]] bool written_by_the_customer(const Checking& checking, const Figure& figure);
// Whether a source that speaks of what the sentence speaks of sets a bound that the figure is beyond.
[[nodiscard]] bool beyond_a_bound(const Checking& checking, const Sentence& sentence, const Figure& figure);

}  // namespace handrail::reply
