// "Yesterday", "last year", "two weeks ago", "on friday" ahead of what happened then. English words only.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace handrail {

// How many words of that stand at the beginning of a clause in lower case; 0 where none do, and where nobody follows them who did something ("friday would be fine").
[[nodiscard]] std::size_t time_words_ahead(const std::vector<std::string>& said);

}  // namespace handrail
