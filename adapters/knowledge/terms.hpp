// The words of a question that can find something, as FTS5 terms. Nothing of the question reaches the query language unquoted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handrail::knowledge {

// Folded, each once, in the order of the question, without small words; at most `words_max` from the beginning.
[[nodiscard]] std::vector<std::string> terms_of(std::string_view question, std::size_t words_max);
// "\"refund\"": a phrase of FTS5, whatever the word is.
[[nodiscard]] std::string quoted(std::string_view word);

}  // namespace handrail::knowledge
