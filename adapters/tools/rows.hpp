// Small steps between rows and JSON that several tools take: asking with parameters, money and times as the tools answer them, who an argument means.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/sqlite/database.hpp"
#include "adapters/tools/tool.hpp"
#include "engine/base/json.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/money.hpp"

namespace handrail::tools {

inline void bind_one(sqlite::Statement& statement, int at, std::int64_t value) { statement.bind(at, value); }
inline void bind_one(sqlite::Statement& statement, int at, std::string_view value) { statement.bind(at, value); }
inline void bind_one(sqlite::Statement& statement, int at, const std::string& value) { statement.bind(at, std::string_view(value)); }
inline void bind_one(sqlite::Statement& statement, int at, const std::optional<std::int64_t>& value) { statement.bind(at, value); }
inline void bind_one(sqlite::Statement& statement, int at, const std::optional<std::string>& value) {
  if (value) {
    statement.bind(at, std::string_view(*value));
  } else {
    statement.bind_null(at);
  }
}
inline void bind_one(sqlite::Statement& statement, int at, Instant value) { statement.bind(at, value.ms); }
inline void bind_one(sqlite::Statement& statement, int at, const std::optional<Instant>& value) {
  if (value) {
    statement.bind(at, value->ms);
  } else {
    statement.bind_null(at);
  }
}

template <class... Parameters>
void bind_all(sqlite::Statement& statement, const Parameters&... parameters) {
  int at = 0;
  (bind_one(statement, ++at, parameters), ...);
}

// A statement with its parameters, ready to step.
template <class... Parameters>
Result<sqlite::Statement> ask(sqlite::Database& database, std::string_view sql, const Parameters&... parameters) {
  HANDRAIL_TRY(sqlite::Statement statement, database.prepare(sql));
  bind_all(statement, parameters...);
  return statement;
}

template <class... Parameters>
Result<void> change(sqlite::Database& database, std::string_view sql, const Parameters&... parameters) {
  HANDRAIL_TRY(sqlite::Statement statement, ask(database, sql, parameters...));
  return statement.run();
}

// The first column of the first row; 0 where there is none.
template <class... Parameters>
Result<std::int64_t> ask_number(sqlite::Database& database, std::string_view sql, const Parameters&... parameters) {
  HANDRAIL_TRY(sqlite::Statement statement, ask(database, sql, parameters...));
  HANDRAIL_TRY(const bool found, statement.step());
  return found ? statement.integer(0) : 0;
}

[[nodiscard]] Json text_column(const sqlite::Statement& row, int column);             // null stays null
[[nodiscard]] Json time_column(const sqlite::Statement& row, int column);
[[nodiscard]] Json money_column(const sqlite::Statement& row, int column, const Currency& currency);
[[nodiscard]] std::optional<Instant> instant_column(const sqlite::Statement& row, int column);
[[nodiscard]] Json time_json(const std::optional<Instant>& time);
[[nodiscard]] Json money_json(std::int64_t minor, const Currency& currency);
// JSON text that this adapter wrote. Fails with corrupt.
Result<Json> stored_json(std::string_view text);

// The data set's currency. Fails with not_found while the shop is empty.
Result<Currency> shop_currency(sqlite::Database& database);

// --- what callers write -------------------------------------------------------------------------------------------------------------------------

// All issues as one sentence after `what`, or nothing when there are none.
Result<void> no_issues(std::string_view what, std::vector<JsonIssue> issues);
[[nodiscard]] JsonReader argument_reader(const Visit& visit);
Result<void> finish(JsonReader& reader);

std::string required_id(JsonReader& reader, std::string_view key);                    // 1 to id_bytes bytes without control characters
std::optional<std::string> optional_id(JsonReader& reader, std::string_view key);
// {"line1","line2"?,"city","region"?,"postcode"?,"country"}, checked; as JSON text.
std::string read_address(const Json& address, const std::string& pointer, std::vector<JsonIssue>& issues);
[[nodiscard]] bool plausible_email(std::string_view email);
// E-mail addresses are one and the same in any case.
[[nodiscard]] std::string email_key(std::string_view email);
// "#w1001" and "W1001" are the same order to somebody who types; what is written to must be named exactly.
[[nodiscard]] std::string spoken_order(std::string_view id);

// The customer that `customer_id` or `email` means (exactly one of them is there), or nothing.
Result<std::optional<std::string>> customer_meant(Visit& visit);
// The `customer_id` of an act: exists, and is the verified customer where there is one. Fails with not_found, in the same words for both.
Result<void> own_customer(Visit& visit, const std::string& customer);

}  // namespace handrail::tools
