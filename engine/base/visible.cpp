#include "engine/base/visible.hpp"

#include "engine/base/utf8.hpp"

namespace handrail {
namespace {

bool control(char32_t c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F); }

bool blank(char32_t c) {
  return c == ' ' || c == 0xA0 || c == 0x115F || c == 0x1160 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x2800 || c == 0x3000 || c == 0x3164 || c == 0xFFA0;
}

}  // namespace

bool invisible(char32_t c) {
  return c == 0xAD || c == 0x34F || c == 0x61C || c == 0x180E || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) ||
         (c >= 0x2066 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0000 && c <= 0xE007F);
}

bool misleads(char32_t c) {
  return (control(c) && c != '\n' && c != '\r' && c != '\t') || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

std::string without_misleading(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    if (point.valid && misleads(point.value)) out += ' ';
    else out += text.substr(at, point.bytes);
    at += point.bytes;
  }
  return out;
}

bool says_something(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    if (point.valid && !control(point.value) && !invisible(point.value) && !blank(point.value)) return true;
    at += point.bytes;
  }
  return false;
}

}  // namespace handrail
