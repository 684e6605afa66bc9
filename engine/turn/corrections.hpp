// What a message puts in the place of something that the run under way rests on: another order, another amount, other words for what was asked for freely.
#pragma once

#include <optional>

#include "engine/turn/customer_answers.hpp"
#include "engine/turn/in_run.hpp"

namespace handrail {

// Whether the message says a value, and beside it no more than that it is to be that one: "make it $100", "it should have been W1001".
[[nodiscard]] bool only_frames_a_value(const InRun& in);

// Another value for what the run has used, or one that it takes and had none for. `only_if_said`: the words themselves must say that it stands in the place of the first.
[[nodiscard]] std::optional<CustomersAnswer> corrected_fact(const InRun& in, bool only_if_said);

// "No, to 5 Elm Street": another value in the place of one that was given in free words.
[[nodiscard]] std::optional<CustomersAnswer> corrected_free_words(const InRun& in);

}  // namespace handrail
