// The texts that the build embeds here, `#` before a comment: questions that no desk's articles answer, by which it is measured what near is (scale.hpp: the sentences of
// the classifier's class "other", adapters/reading/lexicon/background.txt, a line each), and the words that English says another way whatever a desk sells (shelf.hpp).
#pragma once

#include <string_view>

namespace handrail::texts {

extern const std::string_view unanswerable;
extern const std::string_view everyday;
extern const std::string_view word_forms;

}  // namespace handrail::texts
