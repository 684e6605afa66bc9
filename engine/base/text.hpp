// Small, pure functions on text. Text is UTF-8 everywhere; what is not is refused at the door.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handrail {

[[nodiscard]] bool valid_utf8(std::string_view text);            // strict: no surrogates, no overlong forms
[[nodiscard]] std::size_t utf8_length(std::string_view text);    // code points of valid UTF-8
[[nodiscard]] std::string_view trim(std::string_view text);      // ASCII white space at both ends
[[nodiscard]] std::string lower_ascii(std::string_view text);
[[nodiscard]] std::string fold_case(std::string_view text);      // ASCII, Latin-1, Greek and Cyrillic letters to lower case
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
[[nodiscard]] std::vector<std::string_view> words(std::string_view text);   // runs of letters and digits, with the apostrophes inside
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);
[[nodiscard]] std::string english_list(const std::vector<std::string>& parts, std::string_view last = "and");  // "a, b and c"
[[nodiscard]] int edit_distance(std::string_view a, std::string_view b, int give_up_above);   // Damerau-Levenshtein (adjacent swaps count one);
                                                                                               // give_up_above + 1 where it is larger
// The candidate within edit distance 2 (1 for words of three letters or fewer) that is nearest to `word`, the first of equals.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates);
// For a sentence about text that somebody else wrote: control characters, marks that reorder text and bytes that are not UTF-8 are written
// as \n, \u202e, \xff; what would pass `bytes_max` is cut at a code point, and an ellipsis says so.
[[nodiscard]] std::string printable(std::string_view text, std::size_t bytes_max = 80);

}  // namespace handrail
