// Rows of a table with commas, one at a time (RFC 4180: fields in quotes may hold commas, quotes written twice, and line breaks). Holds one row in memory.
#pragma once

#include <istream>
#include <string>
#include <vector>

namespace handrail {

class CsvReader {
 public:
  // `separator`: one character. `row_bytes_max`: a longer row is passed over to its end.
  CsvReader(std::istream& in, char separator, std::size_t row_bytes_max) : in_(in), separator_(separator), row_bytes_max_(row_bytes_max) {}

  enum class Row { read, too_long, end };
  // The next row with anything in it. A quote that is never closed ends with the file.
  Row next(std::vector<std::string>& fields);
  [[nodiscard]] std::size_t line() const { return row_line_; }   // on which the last row began, from 1
  [[nodiscard]] std::size_t bytes() const { return bytes_; }     // read so far

 private:
  int take();

  std::istream& in_;
  char separator_;
  std::size_t row_bytes_max_;
  std::size_t line_ = 1, row_line_ = 1, bytes_ = 0;
};

}  // namespace handrail
