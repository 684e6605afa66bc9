// "And the other one?", "my other order", "a different parcel": it is not the one that was spoken of, and nobody has said which it is. English words only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handrail {

// `things`: what they may be called beside "order" and the like: "meal".
[[nodiscard]] bool speaks_of_another(std::string_view text, const std::vector<std::string>& things);

}  // namespace handrail
