// The language of a text: by its script, and among languages in Latin letters by the common words of each (languages.txt) and by letters that few of them have.
#pragma once

#include <string>
#include <string_view>

namespace handrail {

// ISO 639-1; empty where the text is too short to tell, or as much like one language as like another.
[[nodiscard]] std::string language_of(std::string_view text);

}  // namespace handrail
