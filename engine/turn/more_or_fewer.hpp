// "One more please", "two fewer", "another one": a count that is told by how far it is from that of the call that waits.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/turn/in_run.hpp"

namespace handrail {

struct MoreOrFewer {
  std::string fact;   // of the workflow's inputs, or what it asked for
  Json was, is;
};

// Whether an argument says how many: "seats", "number_of_guests", "quantity". One more than a "booking" or a "room" is another one's.
[[nodiscard]] bool names_a_count(std::string_view argument);

// Where the call has one count that comes from what the customer said, and the message says nothing beside it. Whether one more of the same deed is meant or of what it
// counts nobody knows: it is asked about with the new count.
[[nodiscard]] std::optional<MoreOrFewer> more_or_fewer(const InRun& in);

}  // namespace handrail
