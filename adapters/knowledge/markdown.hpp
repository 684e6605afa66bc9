// Markdown as plain text, for quoting: marks gone, links as their words, lists as lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/knowledge/sections.hpp"

namespace handrail::knowledge {

// One line or paragraph without emphasis, code marks, links, images, tags and escapes.
[[nodiscard]] std::string without_marks(std::string_view text);

// Cut at headings, in order. Linear in the text.
[[nodiscard]] std::vector<HeadedText> sections_of(const std::vector<std::string_view>& lines);

}  // namespace handrail::knowledge
