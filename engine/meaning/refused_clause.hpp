// A clause that says of the deed which a message is read as wishing for that it is not to be done, in other words than the tool's: "I don't want my money back, I want a
// replacement". What is refused is no wish, and what stands beside it may be one.
#pragma once

#include <string>

#include "engine/meaning/live_bundle.hpp"

namespace handrail {

// The text with blanks in the place of such clauses; empty: it has none. The text as it is: what was done is to be
// undone, and nothing of the kind begins. `intent`: what the text is read as. While no workflow waits.
[[nodiscard]] std::string without_refused_clauses(const LiveBundle& live, const std::string& text, const std::string& intent);

}  // namespace handrail
