// A message that is all question, to whoever has just asked the customer something: "how long does that take?", "are you a bot?". It answers nothing that was asked; what
// puts an answer forward in the form of a question ("tomorrow at 5?", "how about Monday?", "can you make it 90?") is none. English words only; case does not count.
#pragma once

#include <string>
#include <string_view>

namespace handrail {

// Every sentence of it asks, or says nothing but a greeting.
[[nodiscard]] bool only_asks(std::string_view text);

// "Can you make it 90?", "could we say half?": in the form of a question it wishes for a deed.
[[nodiscard]] bool asks_for_a_deed(std::string_view text);

// Whether it asks anywhere what it is that answers here, a machine or a person: "my parcel is late, are you a bot?".
[[nodiscard]] bool asks_what_we_are(std::string_view text);

// The text with blanks in the place of the sentences that ask this and nothing else: they ask for nobody. "Are you a bot? I want a human" keeps its second.
[[nodiscard]] std::string blanked_where_it_asks_what_we_are(std::string_view text);

// The same in the place of a question what something else is ("is the meter reader a real person?"): it asks for nobody either. What stands beside it is kept.
[[nodiscard]] std::string blanked_where_it_asks_what_something_is(std::string_view text);

}  // namespace handrail
