#include "engine/past/csv.hpp"

namespace handrail {
namespace {

constexpr std::size_t rows_read_again_max = 64;   // so many times the longest row: a file made of open quotes is not read for ever

}  // namespace

int CsvReader::take() {
  const int c = in_.rdbuf()->sbumpc();
  if (c != std::char_traits<char>::eof()) ++bytes_;
  if (c == '\n') ++line_;
  return c;
}

bool CsvReader::go_behind_first_line() {
  if (first_line_end_ == 0 || bytes_ <= first_line_end_ || read_again_ > rows_read_again_max * row_bytes_max_) return false;
  read_again_ += bytes_ - first_line_end_;
  in_.clear();
  if (!in_.seekg(static_cast<std::streamoff>(first_line_end_))) return false;
  bytes_ = first_line_end_;
  line_ = row_line_ + 1;
  return true;
}

CsvReader::Row CsvReader::next(std::vector<std::string>& fields) {
  constexpr int end = std::char_traits<char>::eof();
  for (;;) {
    fields.assign(1, "");
    row_line_ = line_;
    first_line_end_ = 0;
    std::size_t size = 0;
    bool quoted = false, was_quoted = false, wrong = false;
    int c = take();
    for (; c != end; c = take()) {
      if (c == '\n' && line_ == row_line_ + 1) first_line_end_ = bytes_;
      if (!quoted && c == '\n') break;
      if (++size > row_bytes_max_) {
        if (quoted && line_ > row_line_) break;
        if (c == '\n') break;
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
        wrong = wrong || was_quoted;   // words behind a closed quote
        if (wrong && line_ > row_line_) break;
        fields.back() += static_cast<char>(c);
      }
    }
    if ((quoted && (c == end || line_ > row_line_)) || (wrong && line_ > row_line_ && c != '\n')) {
      (void)go_behind_first_line();
      return Row::unclosed;
    }
    if (size > row_bytes_max_) return Row::too_long;
    if (fields.size() > 1 || !fields.front().empty()) return Row::read;
    if (c == end) return Row::end;
  }
}

}  // namespace handrail
