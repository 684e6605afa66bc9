#include "dsl/source/shown.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/base/utf8.hpp"

namespace handrail::dsl {

namespace {

struct Range { char32_t first, last; };

template <std::size_t N>
bool in(const std::array<Range, N>& ranges, char32_t c) {
  const auto after = std::ranges::upper_bound(ranges, c, {}, &Range::first);
  return after != ranges.begin() && c <= std::prev(after)->last;
}

// Control characters, marks that turn the direction of writing, characters that nothing is seen of, tags, and noncharacters that a terminal may act on.
constexpr std::array<Range, 15> never_printed{{{0x0, 0x1f}, {0x7f, 0x9f}, {0xad, 0xad}, {0x61c, 0x61c}, {0x115f, 0x1160}, {0x17b4, 0x17b5}, {0x180b, 0x180f},
                                               {0x200b, 0x200f}, {0x2028, 0x202e}, {0x2060, 0x206f}, {0x3164, 0x3164}, {0xfeff, 0xfeff}, {0xffa0, 0xffa0},
                                               {0xfff9, 0xfffb}, {0xe0000, 0xe0fff}}};

// Combining marks of the scripts that stand in support texts, and variation selectors.
constexpr std::array<Range, 27> no_columns{{{0x300, 0x36f}, {0x483, 0x489}, {0x591, 0x5bd}, {0x5bf, 0x5bf}, {0x5c1, 0x5c2}, {0x5c4, 0x5c5}, {0x610, 0x61a},
                                            {0x64b, 0x65f}, {0x670, 0x670}, {0x6d6, 0x6dc}, {0x6df, 0x6e4}, {0x900, 0x902}, {0x93c, 0x93c}, {0x941, 0x948},
                                            {0x94d, 0x94d}, {0x951, 0x957}, {0xe31, 0xe31}, {0xe34, 0xe3a}, {0xe47, 0xe4e}, {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff},
                                            {0x20d0, 0x20ff}, {0x302a, 0x302d}, {0x3099, 0x309a}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0x1d165, 0x1d169}}};

// East Asian Width W and F, and emoji that are shown as pictures.
constexpr std::array<Range, 57> two_columns{{
    {0x1100, 0x115e}, {0x231a, 0x231b}, {0x2329, 0x232a}, {0x23e9, 0x23ec}, {0x23f0, 0x23f0}, {0x23f3, 0x23f3}, {0x25fd, 0x25fe}, {0x2614, 0x2615}, {0x2648, 0x2653},
    {0x267f, 0x267f}, {0x2693, 0x2693}, {0x26a1, 0x26a1}, {0x26aa, 0x26ab}, {0x26bd, 0x26be}, {0x26c4, 0x26c5}, {0x26ce, 0x26ce}, {0x26d4, 0x26d4}, {0x26ea, 0x26ea},
    {0x26f2, 0x26f3}, {0x26f5, 0x26f5}, {0x26fa, 0x26fa}, {0x26fd, 0x26fd}, {0x2705, 0x2705}, {0x270a, 0x270b}, {0x2728, 0x2728}, {0x274c, 0x274c}, {0x274e, 0x274e},
    {0x2753, 0x2755}, {0x2757, 0x2757}, {0x2795, 0x2797}, {0x27b0, 0x27b0}, {0x27bf, 0x27bf}, {0x2b1b, 0x2b1c}, {0x2b50, 0x2b50}, {0x2b55, 0x2b55}, {0x2e80, 0x303e},
    {0x3041, 0x33ff}, {0x3400, 0x4dbf}, {0x4e00, 0xa4cf}, {0xa960, 0xa97f}, {0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0xfe10, 0xfe19}, {0xfe30, 0xfe6f}, {0xff00, 0xff60},
    {0xffe0, 0xffe6}, {0x16fe0, 0x18dff}, {0x1aff0, 0x1b2ff}, {0x1f004, 0x1f004}, {0x1f0cf, 0x1f0cf}, {0x1f18e, 0x1f18e}, {0x1f191, 0x1f19a}, {0x1f1e6, 0x1f265},
    {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f7e0, 0x1faff}, {0x20000, 0x3fffd}}};

constexpr std::size_t sentence_bytes = 4096;   // of one sentence of a finding: more is somebody's text, not a sentence
constexpr std::string_view replacement = "\xEF\xBF\xBD";

std::string written_out(char32_t c) {
  constexpr std::string_view digits = "0123456789abcdef";
  if (c == '\n') return "\\n";
  std::string hex;
  for (char32_t rest = c; rest > 0 || hex.size() < 4; rest >>= 4) hex.insert(hex.begin(), digits[rest & 15]);
  return "\\u" + hex;
}

}  // namespace

ShownCharacter shown_character(std::string_view line, std::size_t at) {
  const CodePoint point = decode_utf8(line, at);
  if (point.valid && point.value == '\t') return {" ", 1, 1};
  if (!point.valid || in(never_printed, point.value)) return {replacement, 1, point.bytes};
  const std::uint32_t columns = point.value < 0x300 ? 1 : in(no_columns, point.value) ? 0 : in(two_columns, point.value) ? 2 : 1;
  return {line.substr(at, point.bytes), columns, point.bytes};
}

std::string shown(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (out.size() >= sentence_bytes) return out + "…";
    const CodePoint point = decode_utf8(text, at);
    if (!point.valid) out += printable(text.substr(at, point.bytes));
    else if (in(never_printed, point.value)) out += written_out(point.value);
    else out += text.substr(at, point.bytes);
    at += point.bytes;
  }
  return out;
}

}  // namespace handrail::dsl
