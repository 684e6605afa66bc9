// The lexicons of this folder, embedded by the build; their first lines say what they are, and where they are from.
#pragma once

#include <string_view>

namespace handrail::masking_texts {

extern const std::string_view given_names;
extern const std::string_view key_beginnings;
extern const std::string_view number_words;
extern const std::string_view told_words;

}  // namespace handrail::masking_texts
