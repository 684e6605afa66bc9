// Whether a customer asks what was asked before: the content words of two messages, compared without their endings.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/reading/tokens.hpp"

namespace handrail::reading {

// The words that say so: shared with one of `before`, or "I already asked".
[[nodiscard]] std::optional<std::string> asked_before(std::string_view text, const std::vector<Token>& tokens, const std::vector<std::string>& before);

// "Hm", "oh well": whoever says it again asks nothing again.
[[nodiscard]] bool asks_nothing(const std::vector<Token>& tokens);

// "Do you take PayPal?", "do you take Visa?": the same words around something else, another name in each, or another thing asked of it (its price, its time).
// What is the customer's own ("my parcel", "my package") may be one thing in two words.
[[nodiscard]] bool names_something_else(std::string_view text, std::string_view earlier);

}  // namespace handrail::reading
