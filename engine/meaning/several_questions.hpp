// "Where is W1006? How long is the warranty?", "do gift cards expire? and where is W1006?": questions in a row, some of which are wishes. What the articles answer is
// answered beside a wish; what has a workflow of its own is taken up. Questions alone stay whole.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/meaning/live_bundle.hpp"

namespace handrail {

using Place = std::pair<std::size_t, std::size_t>;

struct QuestionsInARow {
  std::vector<Place> beside;       // those for the articles
  std::optional<Place> read_as;    // where they are all: the first that is surely one. Else something stands there with a workflow, or that needs to know who asks
};

// A question that points back to what stands before it stays with that.
[[nodiscard]] QuestionsInARow questions_in_a_row(const LiveBundle& live, const std::string& text);

}  // namespace handrail
