#include "adapters/knowledge/article_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "adapters/knowledge/html_text.hpp"
#include "engine/base/text.hpp"
#include "engine/base/utf8.hpp"

namespace handrail::knowledge {

namespace {

constexpr std::size_t file_name_bytes_max = 80;

bool digit(char c) { return c >= '0' && c <= '9'; }

// The mark of a list item at the beginning of a line: "- ", "12. "; 0: none.
std::size_t item_mark(std::string_view line) {
  if (line.starts_with("- ")) return 2;
  std::size_t digits = 0;
  while (digits < line.size() && digits < 9 && digit(line[digits])) ++digits;
  return digits > 0 && line.substr(digits).starts_with(". ") ? digits + 2 : 0;
}

// What Markdown would take for a mark is written with a backslash.
std::string escaped(std::string_view text) {
  constexpr std::string_view marks = "\\`*_[]<>~|";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins_a_block = i == 0 && std::string_view("#+-=").find(text[i]) != std::string_view::npos;
    const bool entity = text[i] == '&' && i + 1 < text.size() && (text[i + 1] == '#' || std::isalpha(static_cast<unsigned char>(text[i + 1])));
    if (begins_a_block || entity || marks.find(text[i]) != std::string_view::npos) out += '\\';
    // "3) pieces" is no item: what is one stands as "3. " here.
    if (i > 0 && text[i] == ')' && std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(i), digit)) out += '\\';
    out += text[i];
  }
  return out;
}

void write_lines(std::string_view text, std::string& out) {
  bool in_list = false;
  for (const std::string_view line : split(text, '\n')) {
    if (trim(line).empty()) continue;
    const std::size_t mark = item_mark(line);
    if (!out.ends_with("\n\n") && !(in_list && mark > 0)) out += '\n';
    out += std::string(line.substr(0, mark)) + escaped(trim(line.substr(mark))) + "\n";
    in_list = mark > 0;
  }
}

void write_setting(std::string_view key, std::string_view value, std::string& out) {
  std::string line = one_line(value);
  if (line.empty()) return;
  if (line.front() == '"' || line.front() == '\'') line = "\"" + line + "\"";
  out += std::string(key) + ": " + line + "\n";
}

}  // namespace

std::string article_text(const Page& page) {
  const FrontMatter& front = page.front;
  std::string out = "---\n";
  write_setting("title", front.title, out);
  write_setting("category", front.category, out);
  if (front.audience) write_setting("audience", word_of(*front.audience), out);
  if (front.priority) write_setting("priority", word_of(*front.priority), out);
  write_setting("source", front.source, out);
  if (front.reviewed_at) write_setting("reviewed", format_time(*front.reviewed_at).substr(0, 10), out);
  write_setting("language", front.language, out);
  if (front.review_every) write_setting("review", "every " + format_duration(*front.review_every), out);
  write_setting("url", front.url, out);
  out += "---\n";
  for (const HeadedText& section : page.sections) {
    const std::string marks(static_cast<std::size_t>(std::clamp(section.level, 1, 6)), '#');
    if (!section.heading.empty()) out += (out.ends_with("---\n") ? "" : "\n") + marks + " " + escaped(one_line(section.heading)) + "\n";
    write_lines(section.text, out);
  }
  return out;
}

std::string file_name_for(std::string_view title) {
  std::string name;
  for (const std::string_view word : words(title)) {
    std::string folded = fold_case(word);
    folded.erase(std::remove(folded.begin(), folded.end(), '\''), folded.end());
    if (!name.empty() && name.size() + folded.size() + 1 > file_name_bytes_max) break;
    name += (name.empty() ? "" : "-") + folded;
  }
  if (name.size() > file_name_bytes_max) {
    name.resize(file_name_bytes_max);
    while (!name.empty() && !valid_utf8(name)) name.pop_back();
  }
  return name.empty() ? "article" : name;
}

TwoBytes two_bytes_a_letter(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE")) return TwoBytes::low_first;
  if (bytes.starts_with("\xFE\xFF")) return TwoBytes::high_first;
  std::size_t zeros[2] = {0, 0};
  for (std::size_t i = 0; i < bytes.size(); ++i) zeros[i % 2] += bytes[i] == '\0';
  // Half of the letters at least are plain Latin ones, whose upper byte is zero; a lower one seldom is.
  const auto [few, many] = std::minmax(zeros[0], zeros[1]);
  if (bytes.size() < 2 || many < std::max<std::size_t>(1, bytes.size() / 4) || few > many / 8) return TwoBytes::no;
  return zeros[1] > zeros[0] ? TwoBytes::low_first : TwoBytes::high_first;
}

Result<std::string> from_utf16(std::string_view bytes, TwoBytes order) {
  const auto broken = [] { return fail(ErrorCode::invalid, "it begins as UTF-16 and is none; save it as UTF-8"); };
  if (bytes.size() % 2 != 0) return broken();
  const auto unit = [&](std::size_t at) -> char32_t {
    const auto first = static_cast<unsigned char>(bytes[at]), second = static_cast<unsigned char>(bytes[at + 1]);
    return order == TwoBytes::low_first ? static_cast<char32_t>(second << 8 | first) : static_cast<char32_t>(first << 8 | second);
  };
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    char32_t point = unit(at);
    if (at == 0 && point == 0xFEFF) continue;   // the mark of the order
    if (point >= 0xDC00 && point <= 0xDFFF) return broken();
    if (point >= 0xD800 && point <= 0xDBFF) {
      if (at + 3 >= bytes.size()) return broken();
      const char32_t low = unit(at += 2);
      if (low < 0xDC00 || low > 0xDFFF) return broken();
      point = 0x10000 + ((point - 0xD800) << 10 | (low - 0xDC00));
    }
    append_utf8(text, point);
  }
  return text;
}

std::string from_windows_1252(std::string_view bytes) {
  // 0x80 to 0x9F; what stands for nothing there becomes the replacement character.
  constexpr std::array<unsigned, 32> high = {0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                             0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const unsigned point = byte >= 0x80 && byte < 0xA0 ? high[byte - 0x80] : byte;
    if (point < 0x80) text += static_cast<char>(point);
    else if (point < 0x800) text += {static_cast<char>(0xC0 | point >> 6), static_cast<char>(0x80 | (point & 0x3F))};
    else text += {static_cast<char>(0xE0 | point >> 12), static_cast<char>(0x80 | (point >> 6 & 0x3F)), static_cast<char>(0x80 | (point & 0x3F))};
  }
  return text;
}

}  // namespace handrail::knowledge
