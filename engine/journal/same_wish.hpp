// Whether two messages wish for one thing: a wish that waits is not noted a second time.
#pragma once

#include "engine/journal/event.hpp"

namespace handrail {

// The second is the first said again: the same intent, and nothing that it names is another one.
[[nodiscard]] bool is_same_wish(const event::MessageRead& first, const event::MessageRead& second);

}  // namespace handrail
