// Numbers as English words write them: "two hundred and fifty", "a thousand", "fifteen hundred", "twenty-five", "two dozen".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace handrail::reading {

// The words that such a number is made of, as one alternative of a regular expression.
[[nodiscard]] std::string number_word_pattern();
// From 1 to 999,999; none where the words do not make one number ("fifty and twenty", "hundred" without how many).
[[nodiscard]] std::optional<std::int64_t> number_of_words(std::string_view words);

}  // namespace handrail::reading
