// One object of a data set: what JsonReader reads, and also money, times that may count from the load, and lists of objects.
#pragma once

#include <functional>

#include "adapters/tools/data_set.hpp"
#include "engine/base/json_reader.hpp"

namespace handrail::tools {

// What all readers of one data set share.
struct Reading {
  Currency currency;
  Instant now;
  std::vector<JsonIssue> issues;
};

class DataReader {
 public:
  DataReader(const Json& json, std::string pointer, Reading& reading) : reading_(reading), reader_(json, std::move(pointer)) {}
  // Hands its issues, unknown members among them, to the reading.
  ~DataReader();
  DataReader(const DataReader&) = delete;
  DataReader& operator=(const DataReader&) = delete;

  std::string id(std::string_view key);
  std::optional<std::string> optional_id(std::string_view key);
  std::string text(std::string_view key);                                // not empty
  std::optional<std::string> optional_text(std::string_view key);
  std::string word(std::string_view key, std::initializer_list<std::string_view> words, std::string_view otherwise = "");   // no `otherwise`: required
  bool yes(std::string_view key, bool otherwise) { return reader_.optional_bool(key, otherwise); }
  std::int64_t whole(std::string_view key, std::int64_t min, std::int64_t max, std::int64_t otherwise);
  // "49.99" in the data set's currency, not negative.
  std::int64_t money(std::string_view key);
  std::optional<std::int64_t> optional_money(std::string_view key);
  // "placed": one of placed_at (RFC 3339), placed_days_ago, placed_in_days. "": at, days_ago, in_days.
  Instant when(std::string_view stem);
  std::optional<Instant> optional_when(std::string_view stem);
  std::optional<std::string> address(std::string_view key);              // JSON text
  std::string options(std::string_view key);                             // an object of texts, as JSON text; "{}" where there is none
  const Json* any(std::string_view key) { return reader_.any(key); }
  // Calls `each` with every object of an array that may be missing.
  void list(std::string_view key, std::size_t items_max, const std::function<void(DataReader&)>& each);
  [[nodiscard]] std::string at(std::string_view key) const { return reader_.at(key); }
  void issue(std::string_view key, std::string message) { reader_.issue(reader_.at(key), std::move(message)); }

 private:
  Reading& reading_;
  JsonReader reader_;
};

}  // namespace handrail::tools
