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

}  // namespace handrail::reading
