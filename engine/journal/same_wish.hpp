// Whether two messages wish for one thing: a wish that waits is not noted a second time.
#pragma once

#include <string_view>

#include "engine/journal/event.hpp"

namespace handrail {

// What a message does (event::MessageRead::acts) that says of a wish which waits for the sign-in what it is to be instead.
inline constexpr std::string_view corrects_wish = "corrects wish";

// And that it only asks how things are (engine/meaning/asks_to_know.hpp).
inline constexpr std::string_view asks_to_know_act = "ask to know";

// The second is the first said again: the same intent, and nothing that it names is another one.
[[nodiscard]] bool is_same_wish(const event::MessageRead& first, const event::MessageRead& second);

}  // namespace handrail
