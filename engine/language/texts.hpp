// The common words of languages, embedded by the build.
#pragma once

#include <string_view>

namespace handrail::language_texts {

extern const std::string_view common_words;

}  // namespace handrail::language_texts
