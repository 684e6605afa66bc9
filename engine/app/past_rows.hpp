// The rows of an export, one at a time: CSV with a header, or JSON lines. A row that cannot be read is told with its line, and the next one is read.
#pragma once

#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/past/csv.hpp"
#include "engine/past/past.hpp"

namespace handrail {

enum class PastFormat { csv, json_lines };

class PastRows {
 public:
  // By the file's ending: .csv (and .tsv), else JSON lines. Fails with not_found, and invalid for UTF-16 and a header that has not the columns of the mapping.
  static Result<PastRows> open(const std::string& path, const PastMapping& mapping);
  // Of JSON lines: the columns of the mapping that no row has, in words. Reads on until all are seen. Fails as `open`, and with invalid where one that no row
  // can do without, or that says what to mask, is nowhere.
  static Result<std::vector<std::string>> columns_not_seen(const std::string& path, const PastMapping& mapping);

  struct Row { Json json; std::size_t line = 0; std::string problem; };
  // False at the end.
  bool next(Row& row);
  [[nodiscard]] std::size_t bytes_read() const { return format_ == PastFormat::csv ? csv_->bytes() : bytes_; }
  [[nodiscard]] std::size_t bytes() const { return size_; }

 private:
  PastRows() = default;
  Result<void> pass_over_mark();
  bool next_csv(Row& row);
  bool next_line(Row& row);

  std::unique_ptr<std::ifstream> in_;
  PastFormat format_ = PastFormat::json_lines;
  std::unique_ptr<CsvReader> csv_;
  std::vector<std::string> header_;
  std::size_t line_ = 0, bytes_ = 0, size_ = 0;
};

}  // namespace handrail
