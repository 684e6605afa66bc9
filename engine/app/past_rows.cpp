#include "engine/app/past_rows.hpp"

#include <algorithm>
#include <filesystem>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail {

Result<PastRows> PastRows::open(const std::string& path, const PastMapping& mapping) {
  std::error_code error;
  const std::filesystem::path file(path);
  if (!std::filesystem::is_regular_file(file, error)) return fail(ErrorCode::not_found, "there is no file `" + path + "`");
  PastRows rows;
  rows.size_ = std::filesystem::file_size(file, error);
  rows.in_ = std::make_unique<std::ifstream>(file, std::ios::binary);
  if (!*rows.in_) return fail(ErrorCode::unavailable, "cannot read `" + path + "`");
  const std::string ending = lower_ascii(file.extension().string());
  if (ending != ".csv" && ending != ".tsv") return rows;
  rows.format_ = PastFormat::csv;
  rows.csv_ = std::make_unique<CsvReader>(*rows.in_, ending == ".tsv" && mapping.separator == ',' ? '\t' : mapping.separator, limits::import_row_bytes);
  HANDRAIL_TRY_VOID(rows.read_header(mapping));
  return rows;
}

Result<void> PastRows::read_header(const PastMapping& mapping) {
  if (csv_->next(header_) != CsvReader::Row::read) return fail(ErrorCode::invalid, "the file has no header");
  if (header_.front().rfind("\xEF\xBB\xBF", 0) == 0) header_.front().erase(0, 3);
  for (std::string& name : header_) name = std::string(trim(name));
  const PastMapping::Columns& c = mapping.columns;
  for (const std::string* column : {&c.conversation, &c.customer, &c.verified, &c.intent, &c.resolution, &c.sentiment, &c.tags, &c.at, &c.by, &c.text}) {
    if (column->empty() || std::find(header_.begin(), header_.end(), *column) != header_.end()) continue;
    const auto meant = nearest(*column, header_);
    return fail(ErrorCode::invalid, "the file has no column `" + *column + "`" + (meant ? ": did you mean `" + *meant + "`?" : "; it has " + printable(join(header_, ", "), 400)));
  }
  for (const std::string& column : mapping.name_columns) {
    if (std::find(header_.begin(), header_.end(), column) != header_.end()) continue;
    const auto meant = nearest(column, header_);
    return fail(ErrorCode::invalid, "[mask] names the column `" + column + "`, which the file does not have" + (meant ? ": did you mean `" + *meant + "`?" : ""));
  }
  return {};
}

bool PastRows::next(Row& row) {
  row = {};
  return format_ == PastFormat::csv ? next_csv(row) : next_line(row);
}

bool PastRows::next_csv(Row& row) {
  std::vector<std::string> fields;
  const CsvReader::Row read = csv_->next(fields);
  row.line = csv_->line();
  if (read == CsvReader::Row::end) return false;
  if (read == CsvReader::Row::too_long) {
    row.problem = "the row is longer than " + std::to_string(limits::import_row_bytes) + " bytes";
    return true;
  }
  if (read == CsvReader::Row::unclosed) {
    row.problem = "a quote that is opened here is not closed where a field ends: the next row is looked for on the next line";
    return true;
  }
  if (fields.size() != header_.size()) {
    (void)csv_->go_behind_first_line();   // a quote may have taken the lines of others
    row.problem = "the row has " + std::to_string(fields.size()) + " fields, and the header " + std::to_string(header_.size());
    return true;
  }
  row.json = Json::object();
  for (std::size_t i = 0; i < fields.size(); ++i) row.json.set(header_[i], std::move(fields[i]));
  return true;
}

bool PastRows::next_line(Row& row) {
  std::string line;
  bool any = false, too_long = false;
  constexpr int end = std::char_traits<char>::eof();
  for (;;) {
    const int c = in_->rdbuf()->sbumpc();
    if (c != end) ++bytes_, any = true;
    if (c != end && c != '\n') {
      if (line.size() < limits::import_row_bytes) line += static_cast<char>(c);
      else too_long = true;
      continue;
    }
    if (!any) return false;
    ++line_;
    any = false;
    if (!trim(line).empty()) break;
    if (c == end) return false;
    line.clear();
  }
  row.line = line_;
  if (too_long) {
    row.problem = "the line is longer than " + std::to_string(limits::import_row_bytes) + " bytes";
    return true;
  }
  auto json = parse_json(trim(line), {.bytes_max = limits::import_row_bytes, .depth_max = static_cast<int>(limits::json_depth)});
  if (json) row.json = std::move(*json);
  else row.problem = json.error().message.rfind("line 1, ", 0) == 0 ? json.error().message.substr(8) : json.error().message;
  return true;
}

}  // namespace handrail
