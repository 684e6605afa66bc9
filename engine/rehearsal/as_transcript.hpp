// A recorded conversation as a transcript: what was said and read, what tools answered, what people decided, and below each line what came of it. A draft
// to be read: it says what happened, not what should have. Of another desk's past it has the customer's side alone, for `handrail test --update` to go on from.
#pragma once

#include <string>
#include <vector>

#include "engine/seams/store.hpp"

namespace handrail {

// Fails with corrupt where an event cannot be read by this program.
Result<std::string> as_transcript(const std::string& conversation, const std::vector<StoredEvent>& events);

}  // namespace handrail
