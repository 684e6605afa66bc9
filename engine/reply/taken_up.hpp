// What the customer wrote of themselves, taken up in the answer: "your 12-year-old", "your son is 14", "in April, …", "three would be too many". Such a figure stands in no
// source. It may be told where it lies on that side of a source's bound which the sentence tells of; as what is granted ("within 60 days") it is a claim like any other.
#pragma once

#include <optional>

#include "engine/reply/checking.hpp"

namespace handrail::reply {

// The sentence without what is only the customer's own. `at`: which of the draft it is or is cut from: its bounds may be told there, and beside it. None: nothing is, or a
// figure lies on the wrong side.
[[nodiscard]] std::optional<Sentence> without_what_was_taken_up(const Checking& checking, const Sentence& sentence, std::size_t at);
// "Five won't work", of who closes at six: a figure of the customer's is told of the other side of a bound that stands beside it.
[[nodiscard]] bool lies_on_the_wrong_side(const Checking& checking, const Sentence& sentence, std::size_t at);

}  // namespace handrail::reply
