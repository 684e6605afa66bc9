// Texts that speak to a model instead of a desk: phrases and patterns in several languages, the same behind characters that nobody sees, spelled with gaps
// between the letters, or in base64.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/reading/pattern.hpp"

namespace handrail::reading {

struct Injection {
  std::string what;   // the words, or what kind of hiding it is
  Span span;          // of the message; empty where the words were hidden
};

[[nodiscard]] std::optional<Injection> injection_in(std::string_view text, const std::vector<Token>& tokens);

}  // namespace handrail::reading
