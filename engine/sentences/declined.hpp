// What a message says beside what is not to be done: "don't refund it, send me a new one". English words only; case does not count.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handrail {

// The pieces of the text that only decline something, with blanks in the place of the others.
[[nodiscard]] std::string what_is_declined(std::string_view text);

struct NotToBeDone {
  std::string verb;
  std::string_view clause;   // its own, of the text
  bool restricted = false;   // "don't send it to my old address", beside something else: it says how, and not whether
};

// The verbs of what the text orders not to be done: "don't book it", "please never sign me up again", "stop calling me", "I do not want you to book it". What somebody does not do,
// have or know ("I don't have it") is told, and orders nothing.
[[nodiscard]] std::vector<NotToBeDone> verbs_not_to_be_done(std::string_view text);

// Whether it wishes for something by its grammar: it orders ("send me a new one") or says what is wanted ("I'd like a new one").
[[nodiscard]] bool wishes_in_words(std::string_view text);

}  // namespace handrail
