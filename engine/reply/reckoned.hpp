// An amount that follows: the sum, the rest, so many times a price or a share of amounts that the draft tells in front of it ("so that makes €25", "which leaves €168",
// "for three weeks, that would be €14"). Reckoned right it needs no source of its own; reckoned wrong it is an amount that nothing says.
#pragma once

#include <optional>

#include "engine/reply/checking.hpp"

namespace handrail::reply {

// The sentence without the amounts that follow, and without for how many they are reckoned. `at`: which of the draft it is or is cut from. None: there are none.
[[nodiscard]] std::optional<Sentence> without_what_is_reckoned(const Checking& checking, const Sentence& sentence, std::size_t at);

// "120 EUR of 480 EUR is paid, which leaves 380 EUR": a result of what stands in front of it is another one.
[[nodiscard]] bool reckons_wrong(const Checking& checking, const Sentence& sentence, std::size_t at);

}  // namespace handrail::reply
