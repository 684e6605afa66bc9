// "Sorry, I was away. Yes": what excuses the customer, and tells no more than how it was, stands before an answer and is no part of it. English words only; case does not
// count.
#pragma once

#include <string>

#include "engine/sentences/clauses.hpp"

namespace handrail {

// The message from the clause on that agrees, where everything before it apologises or only tells; else all of it.
[[nodiscard]] std::string without_excuse(const std::string& said, const Matter& waits);

}  // namespace handrail
