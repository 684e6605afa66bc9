#include "dsl/syntax/one_line.hpp"

#include <algorithm>

#include "dsl/syntax/print_words.hpp"

namespace handrail::dsl {

std::string on_one_line(std::string_view text) {
  std::string line;
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (c == '"') quoted = !quoted;
    if (c == '#' && !quoted) {
      at = std::min(text.find('\n', at), text.size()) - 1;
    } else if (quoted && c == '\\' && at + 1 < text.size()) {
      line.append(text, at++, 2);
    } else if (quoted || !blank) {
      line += c;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

std::string as_formatted(std::string_view text) {
  const PrintWords words = words_of(on_one_line(text), Brackets::as_needed);
  return joined(words, 0, words.size());
}

}  // namespace handrail::dsl
