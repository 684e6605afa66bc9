// What a message says beside what is not to be done: "don't refund it, send me a new one". English words only; case does not count.
#pragma once

#include <string>
#include <string_view>

namespace handrail {

// The pieces of the text that only decline something, with blanks in the place of the others.
[[nodiscard]] std::string what_is_declined(std::string_view text);

// Whether it wishes for something by its grammar: it orders ("send me a new one") or says what is wanted ("I'd like a new one").
[[nodiscard]] bool wishes_in_words(std::string_view text);

}  // namespace handrail
