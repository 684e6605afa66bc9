// Questions that no desk's articles answer, by which it is measured what near is (scale.hpp): the sentences of the classifier's class "other"
// (adapters/reading/lexicon/background.txt), a line each, `#` before a comment. The build embeds them.
#pragma once

#include <string_view>

namespace handrail::texts {

extern const std::string_view unanswerable;

}  // namespace handrail::texts
