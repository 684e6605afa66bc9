// The events of a conversation in the words of a transcript that says everything.
#pragma once

#include <string>
#include <vector>

#include "engine/journal/event.hpp"

namespace handrail {

// One event; empty: it is only counted.
[[nodiscard]] std::vector<std::string> told(const Event& event);

}  // namespace handrail
