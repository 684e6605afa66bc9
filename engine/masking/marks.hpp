// Bytes that stand in and between numbers, as people write them: digits, and the blanks, dashes and invisible marks beyond ASCII.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace handrail::marks {

[[nodiscard]] inline bool digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] inline bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
[[nodiscard]] inline bool beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }
[[nodiscard]] inline bool in_word(char c) { return digit(c) || letter(c) || beyond_ascii(c); }

// The bytes of a space, hyphen or invisible mark beyond ASCII that begins here: NBSP, soft hyphen, middle dot, U+2000 to U+206F, minus, ideographic space, U+FEFF; 0: none.
[[nodiscard]] std::size_t wide_mark_at(std::string_view text, std::size_t at);

// How many bytes stand between the digit before `at` and the next one: marks that people write between groups; 0 where there is no next one.
[[nodiscard]] std::size_t between_digits(std::string_view text, std::size_t at, std::string_view marks);

// Of a script that parts no words: Chinese, Japanese (U+3040 to U+9FFF).
[[nodiscard]] bool without_spaces(std::string_view word);

constexpr std::size_t wide_letter_bytes = 3;   // of a Chinese or Japanese letter

}  // namespace handrail::marks
