// One step through UTF-8: what text.cpp and the JSON writer are built on.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace handrail {

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 0;  // how far to go on; 1 where the bytes are ill-formed
  bool valid = false;     // shortest form, no surrogate, at most U+10FFFF
};

// The code point that begins at `at`, which must be inside the text.
[[nodiscard]] CodePoint decode_utf8(std::string_view text, std::size_t at);
// Appends a code point that is valid.
void append_utf8(std::string& out, char32_t value);

}  // namespace handrail
