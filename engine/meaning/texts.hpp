// What people also say to a desk and no desk is there for: the sentences that teach the classifier its class "other" (adapters/reading/lexicon/background.txt), a line
// each, `#` before a comment. The build embeds them.
#pragma once

#include <string_view>

namespace handrail::texts {

extern const std::string_view background;

}  // namespace handrail::texts
