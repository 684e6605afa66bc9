#include "engine/past/csv.hpp"

namespace handrail {

int CsvReader::take() {
  const int c = in_.rdbuf()->sbumpc();
  if (c != std::char_traits<char>::eof()) ++bytes_;
  if (c == '\n') ++line_;
  return c;
}

CsvReader::Row CsvReader::next(std::vector<std::string>& fields) {
  constexpr int end = std::char_traits<char>::eof();
  for (;;) {
    fields.assign(1, "");
    row_line_ = line_;
    std::size_t size = 0;
    bool quoted = false, was_quoted = false;
    int c = take();
    for (; c != end; c = take()) {
      if (!quoted && c == '\n') break;
      if (++size > row_bytes_max_) {
        if (!quoted || c == '"') quoted = c == '"' ? !quoted : quoted;
        continue;
      }
      if (quoted) {
        if (c != '"') fields.back() += static_cast<char>(c);
        else if (in_.rdbuf()->sgetc() == '"') fields.back() += static_cast<char>(take());
        else quoted = false;
      } else if (c == '"' && fields.back().empty() && !was_quoted) {
        quoted = was_quoted = true;
      } else if (c == separator_) {
        fields.emplace_back();
        was_quoted = false;
      } else if (c != '\r') {
        fields.back() += static_cast<char>(c);
      }
    }
    if (size > row_bytes_max_) return Row::too_long;
    if (fields.size() > 1 || !fields.front().empty()) return Row::read;
    if (c == end) return Row::end;
  }
}

}  // namespace handrail
