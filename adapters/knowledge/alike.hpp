// Questions that ask the same in much the same words, together.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/base/result.hpp"

namespace handrail::knowledge {

struct Alike {
  std::vector<std::size_t> questions;   // their places in what was given; the first is the one the others are like
  std::vector<std::string> words;       // that most of them say, the most frequent first
};

// The largest group first; in a group and among groups of one size, in the order given. Questions of which nothing is left but small words make no group.
// Fails with unavailable.
[[nodiscard]] Result<std::vector<Alike>> grouped(const std::vector<std::string>& questions);

}  // namespace handrail::knowledge
