// Tokens, counted without a model's own tables: so that a bound holds, never fewer than a model would count for ordinary text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace handrail::reply {

[[nodiscard]] inline std::size_t tokens_of(std::string_view text) { return (text.size() + 2) / 3; }

// The beginning that fits, up to the end of a sentence, a line or a word.
[[nodiscard]] std::string cut_to_tokens(std::string_view text, std::size_t tokens);

}  // namespace handrail::reply
