// What of a message is left beside something that is known of it.
#pragma once

#include <string>
#include <vector>

#include "engine/turn/in_run.hpp"

namespace handrail {

// The words that are neither a thing that is named nor say that it is one ("my order").
[[nodiscard]] std::vector<std::string> words_beside_what_is_named(const InRun& in);

// "Yes, it arrived in pieces": behind the yes, what only tells how things are is why. Not where the question lists words of theirs: there it may be other ones.
[[nodiscard]] std::string without_tales(const InRun& in, const std::string& said);

}  // namespace handrail
