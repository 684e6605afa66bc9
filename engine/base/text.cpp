#include "engine/base/text.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "engine/base/utf8.hpp"

namespace handrail {

namespace {

bool ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// A capital of the Cyrillic block beyond the Russian alphabet is followed by its small letter, with one run that is shifted by one.
char32_t lower_cyrillic(char32_t c) {
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  if (c >= 0x410 && c <= 0x42F) return c + 0x20;
  if (c == 0x4C0) return 0x4CF;
  if (c >= 0x4C1 && c <= 0x4CE) return c % 2 == 1 ? c + 1 : c;
  const bool paired = (c >= 0x460 && c <= 0x481) || (c >= 0x48A && c <= 0x4BF) || (c >= 0x4D0 && c <= 0x52F);
  return paired && c % 2 == 0 ? c + 1 : c;
}

char32_t lower_greek(char32_t c) {
  if (c >= 0x391 && c <= 0x3AB && c != 0x3A2) return c + 0x20;
  if (c >= 0x388 && c <= 0x38A) return c + 0x25;
  switch (c) {
    case 0x386: return 0x3AC;
    case 0x38C: return 0x3CC;
    case 0x38E: return 0x3CD;
    case 0x38F: return 0x3CE;
    case 0x3C2: return 0x3C3;  // a sigma at the end of a word is the same letter
    default: return c;
  }
}

char32_t lower(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 0x20 : c;
  if (c >= 0xC0 && c <= 0xDE) return c == 0xD7 ? c : c + 0x20;
  if (c >= 0x370 && c <= 0x3FF) return lower_greek(c);
  if (c >= 0x400 && c <= 0x52F) return lower_cyrillic(c);
  return c;
}

bool apostrophe(char32_t c) { return c == '\'' || c == 0x2019; }

// Outside ASCII a letter is what is no punctuation, symbol or emoji.
bool letter_or_digit(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  if (c == 0xD7 || c == 0xF7) return false;
  if (c >= 0x2000 && c <= 0x2BFF) return (c >= 0x2070 && c <= 0x209F) || (c >= 0x2100 && c <= 0x218F);
  if (c >= 0x2E00 && c <= 0x2E7F) return false;
  if (c >= 0x3000 && c <= 0x303F) return c == 0x3005;
  if ((c >= 0xFE00 && c <= 0xFE6F) || c == 0xFEFF) return false;
  if (c >= 0xFF00 && c <= 0xFF65) return (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A);
  return c < 0xE000 || (c > 0xF8FF && c < 0x1F000) || (c >= 0x20000 && c < 0xE0000);
}

// Controls, and the invisible marks that reorder or break the sentence they are quoted in.
bool unprintable(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
         c == 0x61C || c == 0xFEFF;
}

std::string escaped(char32_t c) {
  if (c == '\n') return "\\n";
  if (c == '\r') return "\\r";
  if (c == '\t') return "\\t";
  char code[16];
  std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(c));
  return code;
}

std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    out.push_back(point.value);
    at += point.bytes;
  }
  return out;
}

}  // namespace

bool valid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    if (!point.valid) return false;
    at += point.bytes;
  }
  return true;
}

std::size_t utf8_length(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && ascii_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && ascii_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 0x20);
  }
  return out;
}

std::string fold_case(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    if (point.valid) {
      append_utf8(out, lower(point.value));
    } else {
      out.push_back(text[at]);
    }
    at += point.bytes;
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found;
  std::size_t begin = 0;
  std::size_t end = 0;  // of the word without the apostrophes that follow it: a closing quote is no part of it
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    if (point.valid && letter_or_digit(point.value)) {
      if (end == 0) begin = at;
      end = at + point.bytes;
    } else if (end != 0 && !(point.valid && apostrophe(point.value))) {
      found.push_back(text.substr(begin, end - begin));
      end = 0;
    }
    at += point.bytes;
  }
  if (end != 0) found.push_back(text.substr(begin, end - begin));
  return found;
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += separator;
    out += parts[i];
  }
  return out;
}

std::string english_list(const std::vector<std::string>& parts, std::string_view last) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0 && i + 1 == parts.size()) {
      out.append(" ").append(last).append(" ");
    } else if (i > 0) {
      out += ", ";
    }
    out += parts[i];
  }
  return out;
}

// Three rows of the usual table, of which only what is near the diagonal can be within the bound; two rows that are wholly over it end the work.
int edit_distance(std::string_view a, std::string_view b, int give_up_above) {
  const int too_far = give_up_above + 1;
  // A code point has at most four bytes: lengths this far apart need no look at the text, however long it is.
  const std::size_t reach = 4 * (std::min(a.size(), b.size()) + static_cast<std::size_t>(give_up_above));
  if (std::max(a.size(), b.size()) > reach) return too_far;
  const std::u32string s = code_points(a);
  const std::u32string t = code_points(b);
  const auto rows = static_cast<int>(s.size());
  const auto columns = static_cast<int>(t.size());
  if (std::abs(rows - columns) > give_up_above) return too_far;
  std::vector<int> before(t.size() + 1);
  std::vector<int> above(t.size() + 1);
  std::vector<int> row(t.size() + 1);
  for (int j = 0; j <= columns; ++j) above[j] = j;
  for (int i = 1, least_above = 0; i <= rows; ++i) {
    const int first = std::max(1, i - give_up_above), last = std::min(columns, i + give_up_above);
    int least = row[first - 1] = first == 1 ? i : too_far;
    for (int j = first; j <= last; ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (s[i - 1] == t[j - 1] ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && s[i - 1] == t[j - 2] && s[i - 2] == t[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (last < columns) row[last + 1] = too_far;   // the next row looks one further
    // A swap reaches back over one row, so that row has to be out of bounds too.
    if (least > give_up_above && least_above > give_up_above) return too_far;
    least_above = least;
    std::swap(before, above);
    std::swap(above, row);
  }
  return std::min(above[columns], too_far);
}

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates) {
  int allowed = utf8_length(word) <= 3 ? 1 : 2;
  const std::string* best = nullptr;
  for (const std::string& candidate : candidates) {
    const int distance = edit_distance(word, candidate, allowed);
    if (distance > allowed) continue;
    best = &candidate;
    if (distance == 0) break;
    allowed = distance - 1;  // the first of equals stays
  }
  return best ? std::optional<std::string>(*best) : std::nullopt;
}

std::string printable(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max && std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; })) return std::string(text);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    std::string piece(text.substr(at, point.bytes));
    if (!point.valid) {
      char code[8];
      std::snprintf(code, sizeof code, "\\x%02x", static_cast<unsigned>(point.value));
      piece = code;
    } else if (unprintable(point.value)) {
      piece = escaped(point.value);
    }
    if (out.size() + piece.size() > bytes_max) return out + "…";
    out += piece;
    at += point.bytes;
  }
  return out;
}

}  // namespace handrail
