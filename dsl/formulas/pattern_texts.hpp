// Texts that fit a pattern, for samples: the pattern is read as far as it is made of letters, classes, groups, choices and repetitions, and what is made of it
// has been matched by the pattern itself before it is handed out.
#pragma once

#include <string>
#include <vector>

#include "dsl/check/pattern.hpp"

namespace handrail::dsl {

// At most `most`, the plainest first, each once; none where nothing that fits was found. `parts` are texts that are to stand in them where a repetition leaves
// room, such as what another test asks the text to contain. The same arguments give the same texts.
[[nodiscard]] std::vector<std::string> texts_that_fit(const Pattern& pattern, const std::vector<std::string>& parts, std::size_t most);

}  // namespace handrail::dsl
