// Many regions that one rule brings about, told as one: an edit of one line is one entry, however many cases the solver had to tell apart.
#pragma once

#include <string>
#include <vector>

#include "engine/difference/diff.hpp"

namespace handrail {

// Changes of one level that the same new rule decides, or the same old one in favour of one thing. `change` is the first of them; its outcomes are those of all,
// and its area says what all of their areas have in common.
struct ChangeGroup {
  DecisionChange change;
  std::size_t regions = 1;
  bool whole = true;                      // some region is all of the common area; else the change is in parts of it
};

// In the order of the first of each group; fewer than three regions stay by themselves.
[[nodiscard]] std::vector<ChangeGroup> grouped(const std::vector<DecisionChange>& changes);

}  // namespace handrail
