// Markdown as plain text, for quoting: marks gone, links as their words, lists as lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handrail::knowledge {

// One line or paragraph without emphasis, code marks, links, images, tags and escapes.
[[nodiscard]] std::string without_marks(std::string_view text);

struct MarkdownSection {
  int level = 0;            // of its heading; 0 before the first
  std::string heading;
  std::string text;         // paragraphs, list items ("- …", "1. …"), table rows and code, a line each
};

// Cut at headings, in order. Linear in the text.
[[nodiscard]] std::vector<MarkdownSection> sections_of(const std::vector<std::string_view>& lines);

}  // namespace handrail::knowledge
