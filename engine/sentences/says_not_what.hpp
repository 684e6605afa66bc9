// Whether a message says that something is wanted or meant, and not what: "I want", "I would like to", "I think so". English words only; case does not count.
#pragma once

#include <string_view>

namespace handrail {

[[nodiscard]] bool says_not_what(std::string_view text);

}  // namespace handrail
