#include "engine/masking/marks.hpp"

namespace handrail::marks {
namespace {

constexpr std::size_t marks_between_max = 3;   // " - "

}  // namespace

std::size_t wide_mark_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u; };
  if (byte(0) == 0xC2 && (byte(1) == 0xA0 || byte(1) == 0xAD || byte(1) == 0xB7)) return 2;
  if (byte(0) == 0xE2 && (byte(1) == 0x80 || (byte(1) == 0x81 && byte(2) >= 0x9F))) return 3;
  if (byte(0) == 0xE2 && byte(1) == 0x88 && byte(2) == 0x92) return 3;
  if (byte(0) == 0xE3 && byte(1) == 0x80 && byte(2) == 0x80) return 3;
  return byte(0) == 0xEF && byte(1) == 0xBB && byte(2) == 0xBF ? 3 : 0;
}

std::size_t between_digits(std::string_view text, std::size_t at, std::string_view marks) {
  std::size_t end = at;
  for (std::size_t count = 0; end < text.size() && count < marks_between_max; ++count) {
    const std::size_t wide = wide_mark_at(text, end);
    if (wide == 0 && marks.find(text[end]) == std::string_view::npos) break;
    end += wide ? wide : 1;
  }
  return end > at && end < text.size() && digit(text[end]) ? end - at : 0;
}

bool without_spaces(std::string_view word) {
  if (word.empty() || word.size() % wide_letter_bytes != 0) return false;
  for (std::size_t i = 0; i < word.size(); i += wide_letter_bytes) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(word[i + k]); };
    if (byte(0) < 0xE3 || byte(0) > 0xE9 || (byte(0) == 0xE3 && byte(1) < 0x81)) return false;
  }
  return true;
}

}  // namespace handrail::marks
