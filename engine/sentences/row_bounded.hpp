// "Yoga and pilates, but only one of them", "whichever is free", "C1001 and C1002 with 20 EUR in total": things that stand in a row, of which not each is wished for with all that is
// said, or not in any case. English words only; case does not count.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace handrail {

// `things`: from where to where each of them is named, once or again, in the order of the text. `counted`: a sum or a count is said of them.
// What is read is the sentences that name them, and one behind that begins with a bound ("Only one of them.").
[[nodiscard]] bool is_bounded_row(std::string_view text, const std::vector<std::pair<std::size_t, std::size_t>>& things, bool counted);

}  // namespace handrail
