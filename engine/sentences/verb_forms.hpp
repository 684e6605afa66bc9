// The past of verbs: "entered" is told of "enter", "paid" of "pay". English words in small letters.
#pragma once

#include <string_view>

namespace handrail {

// The verb itself of a past form that is not made with "-ed" ("gave", "given": "give"); empty: it is none.
[[nodiscard]] std::string_view verb_of_past(std::string_view word);

// "entered", "paid", "gave".
[[nodiscard]] bool is_past_form(std::string_view word);

}  // namespace handrail
