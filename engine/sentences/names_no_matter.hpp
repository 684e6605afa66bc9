// Whether a message has no word for any matter: "I want", "I think so", "yes to everything". Whatever it is like, it is about what waits, or about what is still to be said.
// English words only; case does not count.
#pragma once

#include <string_view>

namespace handrail {

[[nodiscard]] bool names_no_matter(std::string_view text);

}  // namespace handrail
