// Whether a word is among a few that stand where it is asked about: `one_of<2>({"is", "was"}, word)`.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace handrail {

template <std::size_t N>
[[nodiscard]] bool one_of(const std::array<std::string_view, N>& words, std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); }

}  // namespace handrail
