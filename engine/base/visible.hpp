// What a reader of a text sees of it.
#pragma once

#include <string>
#include <string_view>

namespace handrail {

// Nothing that is seen, and no space: zero-width characters, marks of direction, joiners, variation selectors, tags.
[[nodiscard]] bool invisible(char32_t c);
// Has no letter, and may make what stands behind it read otherwise than it is written: controls but for tabs and ends of lines, and marks that embed or turn the direction.
[[nodiscard]] bool misleads(char32_t c);
// The text with a space for each of them.
[[nodiscard]] std::string without_misleading(std::string_view text);
// Has something that is seen: not only spaces, controls, marks without a shape and letters that are drawn as a blank.
[[nodiscard]] bool says_something(std::string_view text);

}  // namespace handrail
