// The language of a message: by its script, and among languages in Latin letters by the common words of each (adapters/reading/lexicon/languages.txt) and by
// letters that few of them have.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/reading/tokens.hpp"

namespace handrail::reading {

// ISO 639-1; empty where the message is too short to tell, or as much like one language as like another.
[[nodiscard]] std::string language_of(std::string_view text, const std::vector<Token>& tokens);

}  // namespace handrail::reading
