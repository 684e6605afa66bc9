// "Ok cancel it", "thanks, return it then", "yes, I take it" behind an answer: the word in front only says that they have read it, and what follows is a wish. By itself
// that word is content with the answer, and closes the conversation.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "dsl/program/program.hpp"

namespace handrail {

// How many bytes of the text are words of agreement or thanks in front of a wish: an order by a verb that the policy's intents are asked for by, "do it", or "I take it".
// None: there is no such wish. English words only; case does not count.
[[nodiscard]] std::optional<std::size_t> yes_before_a_wish(const dsl::Program& program, std::string_view text);

}  // namespace handrail
