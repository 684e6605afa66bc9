// "One more please", "two fewer", "another one": a count that is told by how far it is from that of the call that waits.
#pragma once

#include <optional>
#include <string>

#include "engine/turn/in_run.hpp"

namespace handrail {

struct MoreOrFewer {
  std::string fact;   // of the workflow's inputs, or what it asked for
  Json was, is;
};

// Where the call has one count that comes from what the customer said, and the message says nothing beside it. Whether one more of the same deed is meant or of what it counts
// nobody
// knows: it is asked about with the new count.
[[nodiscard]] std::optional<MoreOrFewer> more_or_fewer(const InRun& in);

}  // namespace handrail
