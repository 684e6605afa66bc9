#include "adapters/reading/written.hpp"

#include <algorithm>
#include <array>

#include "engine/base/utf8.hpp"

namespace handrail::reading {

namespace {

struct Range { char32_t first, last; };
// Letters of scripts that are written without blanks.
constexpr std::array<Range, 9> unparted{{{0x0E00, 0x0EFF}, {0x1000, 0x109F}, {0x1780, 0x17FF}, {0x3005, 0x3005}, {0x3040, 0x30FF},
                                         {0x3400, 0x9FFF}, {0xF900, 0xFAFF}, {0xFF66, 0xFF9F}, {0x20000, 0x3FFFF}}};
constexpr unsigned char unparted_from = 0xE0;   // the least first byte of such a letter

bool is_unparted(char32_t value) {
  return std::any_of(unparted.begin(), unparted.end(), [&](const Range& range) { return value >= range.first && value <= range.last; });
}

// Marks that part words or sentences, and are heard nowhere: , ; - quotes, brackets, dashes.
bool parts_words(char32_t mark) {
  constexpr std::u32string_view known = U",;-'\"()[]{}\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u201A\u201C\u201D\u201E\u2026\u00AB\u00BB\u00BF\u00A1\u3001\u3002\uFF0C\u300C\u300D\u300E\u300F";
  return known.find(mark) != std::u32string_view::npos;
}

bool blank(char32_t mark) {
  return mark == ' ' || mark == '\t' || mark == '\n' || mark == '\r' || mark == 0xA0 || mark == 0x3000 || (mark >= 0x2000 && mark <= 0x200F) || mark == 0xFEFF;
}

}  // namespace

std::string heard_marks(std::string_view gap, Side side) {
  std::string heard;
  for (std::size_t at = 0; at < gap.size();) {
    const CodePoint point = decode_utf8(gap, at);
    const std::size_t end = at + point.bytes;
    const bool alone = gap.size() == 1;                                       // "node.js", "10:30", "1,000"
    const bool joined = side == Side::inside ? alone : side == Side::front && end == gap.size();   // ".net"
    const bool asks = point.value == '!' || point.value == '?' || point.value == 0xFF01 || point.value == 0xFF1F;
    bool kept = !blank(point.value) && !parts_words(point.value);
    if (point.value == '.' || point.value == ':' || (point.value == ',' && side == Side::inside)) kept = joined && (point.value == '.' || side == Side::inside);
    if (asks) kept = side != Side::front;
    const bool shortened = side == Side::inside && point.value == '.' && at == 0 && !alone;   // "U.S. dollars"
    if (kept || shortened) heard.append(gap, at, point.bytes);
    if (shortened) heard += ' ';
    at = end;
  }
  return heard;
}

bool ends_a_sentence(std::string_view gap) {
  constexpr std::array<std::string_view, 4> wide{"\xE3\x80\x82", "\xEF\xBC\x81", "\xEF\xBC\x9F", "\xEF\xBC\x9B"};   // 。！？；
  if (gap.find_first_of(".!?;") != std::string_view::npos) return true;
  return std::any_of(wide.begin(), wide.end(), [&](std::string_view mark) { return gap.find(mark) != std::string_view::npos; });
}

std::vector<Piece> pieces_of(const std::vector<Token>& tokens) {
  std::vector<Piece> pieces;
  pieces.reserve(tokens.size());
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    const std::string_view text = token.text;
    const bool as_written = text.size() == token.end - token.begin;   // folded to the same length, so that places are the message's
    if (!as_written || std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= unparted_from; })) {
      pieces.push_back({text, i, token.begin, token.end, token.starts_sentence});
      continue;
    }
    bool first = true;
    for (std::size_t from = 0; from < text.size();) {
      std::size_t end = from;
      const bool letter_by_letter = is_unparted(decode_utf8(text, from).value);
      do end += decode_utf8(text, end).bytes;
      while (!letter_by_letter && end < text.size() && !is_unparted(decode_utf8(text, end).value));
      const auto begin = static_cast<std::uint32_t>(token.begin + from);
      pieces.push_back({text.substr(from, end - from), i, begin, static_cast<std::uint32_t>(token.begin + end), first && token.starts_sentence});
      first = false;
      from = end;
    }
  }
  return pieces;
}

}  // namespace handrail::reading
