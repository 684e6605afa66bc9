// What a message puts in the place of something that the run under way rests on: another order, another amount, other words for what was asked for freely.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/turn/customer_answers.hpp"
#include "engine/turn/in_run.hpp"

namespace handrail {

// Another value for what the run has used, or one that it takes and had none for. `only_if_said`: the words themselves must say that it stands in the place of the first.
// "Yes, the watch please", where the call is for the watch alone already.
[[nodiscard]] bool is_yes_to_its_part(const InRun& in);

[[nodiscard]] std::optional<CustomersAnswer> corrected_fact(const InRun& in, bool only_if_said);

// What the run began again rests on as before, beside what the answer corrects: facts whose value on record was named since then of something else ("is this about W1001?",
// "I paid $20 for the repair"). Null: it rested on none.
[[nodiscard]] std::vector<std::pair<std::string, Json>> what_still_holds(const InRun& in, const CustomersAnswer& answer);

// "I can't do yoga", "I changed my mind about yoga", "Friday is bad", where a class or a day was asked for: the message has a word for it, and does not put it forward.
[[nodiscard]] bool only_tells_of_what_was_asked(const InRun& in);

// "29", "it was 29,50", where an amount was asked for: that many of the desk's currency. Nothing where more is said, or another number.
[[nodiscard]] std::optional<Json> amount_in_figures(const InRun& in);

enum class FreeWords {
  any,
  fitting,   // only what looks like the words that were given before, or like a part of them: the message may be of something else altogether
};
// "No, to 5 Elm Street": another value in the place of one that was given in free words.
[[nodiscard]] std::optional<CustomersAnswer> corrected_free_words(const InRun& in, FreeWords which = FreeWords::any);

// "And the burger too": one more of those that the question for the words named, beside the first.
[[nodiscard]] std::optional<CustomersAnswer> added_free_words(const InRun& in);

// "Not to that address": the argument that the words name is to be another one, and nobody has said which yet.
[[nodiscard]] std::optional<CustomersAnswer> corrected_part(const InRun& in);

}  // namespace handrail
