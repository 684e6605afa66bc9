// A page written as a knowledge file: front matter and Markdown that read_document reads back as the same title, sections and text.
#pragma once

#include <string>
#include <string_view>

#include "adapters/knowledge/document.hpp"

namespace handrail::knowledge {

[[nodiscard]] std::string article_text(const Page& page);
// "How long do I have?" as "how-long-do-i-have"; letters of other alphabets stay. Never empty.
[[nodiscard]] std::string file_name_for(std::string_view title);
// What is not UTF-8 read as Windows-1252, of which Latin-1 is a part: every text can be, and no letter of it is lost.
[[nodiscard]] std::string from_windows_1252(std::string_view bytes);
// Two bytes a letter, as some editors save "Unicode": told by the mark at the beginning, or by every other byte being zero.
enum class TwoBytes { no, low_first, high_first };
[[nodiscard]] TwoBytes two_bytes_a_letter(std::string_view bytes);
// Fails with invalid where it ends within a letter, or a half of one stands alone.
[[nodiscard]] Result<std::string> from_utf16(std::string_view bytes, TwoBytes order);

}  // namespace handrail::knowledge
