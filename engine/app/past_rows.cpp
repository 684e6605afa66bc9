#include "engine/app/past_rows.hpp"

#include <filesystem>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/past/columns.hpp"

namespace handrail {

Result<PastRows> PastRows::open(const std::string& path, const PastMapping& mapping) {
  std::error_code error;
  const std::filesystem::path file(path);
  if (!std::filesystem::is_regular_file(file, error)) return fail(ErrorCode::not_found, "there is no file `" + path + "`");
  PastRows rows;
  rows.size_ = std::filesystem::file_size(file, error);
  rows.in_ = std::make_unique<std::ifstream>(file, std::ios::binary);
  if (!*rows.in_) return fail(ErrorCode::unavailable, "cannot read `" + path + "`");
  HANDRAIL_TRY_VOID(rows.pass_over_mark());
  const std::string ending = lower_ascii(file.extension().string());
  if (ending != ".csv" && ending != ".tsv") return rows;
  rows.format_ = PastFormat::csv;
  rows.csv_ = std::make_unique<CsvReader>(*rows.in_, ending == ".tsv" && mapping.separator == ',' ? '\t' : mapping.separator, limits::import_row_bytes, rows.bytes_);
  if (rows.csv_->next(rows.header_) != CsvReader::Row::read) return fail(ErrorCode::invalid, "the file has no header");
  for (std::string& name : rows.header_) name = std::string(trim(name));
  HANDRAIL_TRY_VOID(ColumnsNamed(mapping).in_header(rows.header_));
  return rows;
}

Result<std::vector<std::string>> PastRows::columns_not_seen(const std::string& path, const PastMapping& mapping) {
  HANDRAIL_TRY(PastRows rows, open(path, mapping));
  if (rows.format_ == PastFormat::csv) return std::vector<std::string>{};
  ColumnsNamed named(mapping);
  bool any = false;
  Row row;
  while (!named.all_seen() && rows.next(row)) {
    if (!row.problem.empty() || !row.json.is_object()) continue;
    named.row(row.json);
    any = true;
  }
  if (!any) return std::vector<std::string>{};   // what is wrong with each row is told when it is read
  HANDRAIL_TRY_VOID(named.needed());
  return named.not_seen();
}

// The mark that some programs begin a text with belongs to no column and no row.
Result<void> PastRows::pass_over_mark() {
  char first[3] = {};
  in_->read(first, sizeof first);
  const std::string_view begin(first, static_cast<std::size_t>(in_->gcount()));
  if (begin.substr(0, 2) == "\xFF\xFE" || begin.substr(0, 2) == "\xFE\xFF") return fail(ErrorCode::invalid, "the file is UTF-16: save it as UTF-8 (in Excel \"CSV UTF-8\")");
  bytes_ = begin == "\xEF\xBB\xBF" ? begin.size() : 0;
  in_->clear();
  in_->seekg(static_cast<std::streamoff>(bytes_));
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
