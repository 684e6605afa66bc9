// "And the other one?", "my other order", "a different parcel": it is not the one that was spoken of, and nobody has said which it is. English words only.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace handrail {

// `things`: what they may be called beside "order" and the like: "meal".
[[nodiscard]] bool speaks_of_another(std::string_view text, const std::vector<std::string>& things);

// Where it says "the other one", "my other order": of two that are known it is the one that was not spoken of last. "Another one", "a different order" may be any.
[[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> place_of_the_other_one(std::string_view text, const std::vector<std::string>& things);

}  // namespace handrail
