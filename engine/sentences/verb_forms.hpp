// The forms of verbs: "entered" is told of "enter", "paid" of "pay", and "signing" is one of "sign". English words in small letters.
#pragma once

#include <string_view>

namespace handrail {

// The verb itself of a past form that is not made with "-ed" ("gave", "given": "give"); empty: it is none.
[[nodiscard]] std::string_view verb_of_past(std::string_view word);

// "entered", "paid", "gave".
[[nodiscard]] bool is_past_form(std::string_view word);

// "Put", "puts", "putting", "entered", "paid": the verb in any of its forms.
[[nodiscard]] bool is_form_of(std::string_view verb, std::string_view word);

}  // namespace handrail
