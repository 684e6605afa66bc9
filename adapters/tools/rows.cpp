#include "adapters/tools/rows.hpp"

#include <algorithm>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail::tools {

Json text_column(const sqlite::Statement& row, int column) { return row.is_null(column) ? Json() : Json(row.text(column)); }

std::optional<Instant> instant_column(const sqlite::Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return Instant{row.integer(column)};
}

Json time_json(const std::optional<Instant>& time) { return time ? Json(format_time(*time)) : Json(); }
Json time_column(const sqlite::Statement& row, int column) { return time_json(instant_column(row, column)); }

Json money_json(std::int64_t minor, const Currency& currency) {
  return Json::object({{"amount", format_amount({minor, currency})}, {"currency", currency.code()}});
}

Json money_column(const sqlite::Statement& row, int column, const Currency& currency) {
  return row.is_null(column) ? Json() : money_json(row.integer(column), currency);
}

Result<Json> stored_json(std::string_view text) {
  Result<Json> json = parse_json(text, {.bytes_max = limits::tool_result_bytes * 2});
  if (!json) return fail(ErrorCode::corrupt, "the shop's file holds a damaged record: " + json.error().message);
  return json;
}

Result<Currency> shop_currency(sqlite::Database& database) {
  HANDRAIL_TRY(sqlite::Statement row, ask(database, "SELECT currency FROM data_set"));
  HANDRAIL_TRY(const bool found, row.step());
  if (!found) return fail(ErrorCode::not_found, "the sandbox shop has no data set loaded");
  return Currency::parse(row.text(0));
}

Result<void> no_issues(std::string_view what, std::vector<JsonIssue> issues) {
  constexpr std::size_t shown = 10;
  if (issues.empty()) return {};
  std::vector<std::string> parts;
  for (const JsonIssue& issue : issues) {
    if (parts.size() == shown) break;
    parts.push_back(issue.pointer + ": " + issue.message);
  }
  if (issues.size() > shown) parts.push_back("and " + std::to_string(issues.size() - shown) + " more");
  return fail(ErrorCode::invalid, std::string(what) + ": " + join(parts, "; "));
}

JsonReader argument_reader(const Visit& visit) { return JsonReader(visit.arguments); }
Result<void> finish(JsonReader& reader) { return no_issues("the arguments do not fit", reader.finish()); }

namespace {

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace

std::optional<std::string> optional_id(JsonReader& reader, std::string_view key) {
  std::optional<std::string> id = reader.optional_text(key, {.bytes_min = 1, .bytes_max = limits::id_bytes});
  if (id && has_control(*id)) reader.issue(reader.at(key), "must not hold control characters");
  return id;
}

std::string required_id(JsonReader& reader, std::string_view key) {
  std::string id = reader.required_text(key, {.bytes_min = 1, .bytes_max = limits::id_bytes});
  if (has_control(id)) reader.issue(reader.at(key), "must not hold control characters");
  return id;
}

std::string read_address(const Json& address, const std::string& pointer, std::vector<JsonIssue>& issues) {
  constexpr TextBounds line = {.bytes_min = 1, .bytes_max = 200};
  JsonReader reader(address, pointer);
  Json kept = Json::object();
  for (const std::string_view key : {"line1", "line2", "city", "region", "postcode", "country"}) {
    const bool needed = key == "line1" || key == "city" || key == "country";
    const Json* given = address.find(key);
    if (given && given->is_null() && !needed) {
      reader.any(key);
      continue;
    }
    const std::optional<std::string> text = needed ? std::optional(reader.required_text(key, line)) : reader.optional_text(key, line);
    if (!text) continue;
    if (has_control(*text)) reader.issue(reader.at(key), "must not hold control characters");
    kept.set(key, *text);
  }
  std::vector<JsonIssue> found = reader.finish();
  issues.insert(issues.end(), found.begin(), found.end());
  return dump(kept);
}

bool plausible_email(std::string_view email) {
  const std::size_t at = email.find('@');
  if (email.size() > 254 || at == 0 || at == std::string_view::npos || email.find('@', at + 1) != std::string_view::npos) return false;
  const std::string_view host = email.substr(at + 1);
  const bool dotted = host.find('.') != std::string_view::npos && host.front() != '.' && host.back() != '.';
  return dotted && !has_control(email) && email.find(' ') == std::string_view::npos;
}

std::string email_key(std::string_view email) { return fold_case(trim(email)); }

std::string spoken_order(std::string_view id) {
  id = trim(id);
  if (!id.empty() && id.front() == '#') id.remove_prefix(1);
  return lower_ascii(id);
}

Result<std::optional<std::string>> customer_meant(Visit& visit) {
  JsonReader reader = argument_reader(visit);
  const std::optional<std::string> id = optional_id(reader, "customer_id");
  const std::optional<std::string> email = reader.optional_text("email", {.bytes_min = 1, .bytes_max = 254});
  HANDRAIL_TRY_VOID(finish(reader));
  if (id.has_value() == email.has_value()) return fail(ErrorCode::invalid, "give either customer_id or email");
  const std::string_view sql = id ? "SELECT id FROM customers WHERE id = ?1" : "SELECT id FROM customers WHERE email_key = ?1";
  HANDRAIL_TRY(sqlite::Statement row, ask(visit.database, sql, id ? *id : email_key(*email)));
  HANDRAIL_TRY(const bool found, row.step());
  if (!found) return std::nullopt;
  return std::string(row.text(0));
}

Result<void> own_customer(Visit& visit, const std::string& customer) {
  HANDRAIL_TRY(const std::int64_t known, ask_number(visit.database, "SELECT count(*) FROM customers WHERE id = ?1", customer));
  const bool foreign = !visit.customer.empty() && visit.customer != customer;
  if (known == 0 || foreign) return fail(ErrorCode::not_found, "there is no customer `" + printable(customer) + "`");
  return {};
}

}  // namespace handrail::tools
