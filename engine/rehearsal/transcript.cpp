#include "engine/rehearsal/transcript.hpp"

#include "engine/base/text.hpp"

namespace handrail {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string whole_text(const Part& part) {
  std::string whole = part.text;
  for (const std::string& line : part.block) whole += "\n" + line;
  return whole;
}

std::string written_over_lines(const std::string& text) {
  std::string written;
  for (const std::string_view line : split(text, '\n')) {
    if (!written.empty()) written += line.empty() ? "\n|" : "\n| ";
    written += line;
  }
  return written;
}

std::vector<Part> parts_of(const std::string& text) {
  std::vector<Part> parts;
  int number = 0;
  for (const std::string_view view : split(std::string_view(text).substr(text.rfind(byte_order_mark, 0) == 0 ? byte_order_mark.size() : 0), '\n')) {
    std::string line(view);
    ++number;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.rfind("  ", 0) == 0 && !parts.empty()) {
      if (parts.back().expected.empty()) parts.back().expected_line = number;
      parts.back().expected.push_back(line.substr(2));
    } else if (line.rfind("|", 0) == 0 && !parts.empty()) {
      parts.back().block.push_back(line.substr(line.rfind("| ", 0) == 0 ? 2 : 1));
    } else {
      parts.push_back({line, {}, {}, number, 0});
    }
  }
  while (!parts.empty() && parts.back().text.empty() && parts.back().expected.empty()) parts.pop_back();
  return parts;
}

std::string text_of(const std::vector<Part>& parts) {
  std::string text;
  for (const Part& part : parts) {
    text += part.text + "\n";
    for (const std::string& line : part.block) text += line.empty() ? "|\n" : "| " + line + "\n";
    for (const std::string& line : part.expected) text += "  " + line + "\n";
  }
  return text;
}

}  // namespace handrail
