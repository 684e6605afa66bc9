// The lexicon of given names, embedded by the build; its first lines say where it is from.
#pragma once

#include <string_view>

namespace handrail::masking_texts {

extern const std::string_view given_names;

}  // namespace handrail::masking_texts
