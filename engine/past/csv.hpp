// Rows of a table with commas, one at a time (RFC 4180: fields in quotes may hold commas, quotes written twice, and line breaks). Holds one row in memory.
#pragma once

#include <istream>
#include <string>
#include <vector>

namespace handrail {

class CsvReader {
 public:
  // `separator`: one character. `row_bytes_max`: a longer row is passed over to its end. `begins_at`: where the stream stands, in bytes from its beginning.
  CsvReader(std::istream& in, char separator, std::size_t row_bytes_max, std::size_t begins_at = 0)
      : in_(in), separator_(separator), row_bytes_max_(row_bytes_max), bytes_(begins_at) {}

  // unclosed: a quote that the row opens is closed nowhere within the limit, or in the middle of the words of a later line. The row after it begins on the
  // next line, so that one quote too many costs one row; a file of little else is read further on behind what was looked through.
  enum class Row { read, too_long, unclosed, end };
  // The next row with anything in it. The stream is one that can be read again from its beginning on.
  Row next(std::vector<std::string>& fields);
  [[nodiscard]] std::size_t line() const { return row_line_; }   // on which the last row began, from 1
  // Reads on behind the first line of the last row, where it has more than one: what is told by its caller to be no row.
  bool go_behind_first_line();
  [[nodiscard]] std::size_t bytes() const { return bytes_; }     // read so far

 private:
  int take();

  std::istream& in_;
  char separator_;
  std::size_t row_bytes_max_;
  std::size_t line_ = 1, row_line_ = 1, bytes_, first_line_end_ = 0, read_again_ = 0;
};

}  // namespace handrail
