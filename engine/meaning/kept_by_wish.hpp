// "Hold unit 101 for five days", "can I keep it over the weekend?": a verb that mostly says that something is to be left alone, and that is what is wished for where the
// intent is about keeping.
#pragma once

#include <string_view>

#include "dsl/program/program.hpp"

namespace handrail {

// Whether the text has such a verb that the intent's own names (its workflow's, its tools' that write) or examples have as well. English words only; case does not count.
[[nodiscard]] bool keeping_is_the_wish(const dsl::Program& program, const dsl::Intent& intent, std::string_view text);

}  // namespace handrail
