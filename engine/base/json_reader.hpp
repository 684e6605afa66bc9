// Reads an object that somebody else wrote, and collects everything wrong with it: each issue has a JSON Pointer and a sentence.
//
//   JsonReader body(json);
//   auto text = body.required_text("text", {.bytes_max = limits::message_bytes});
//   auto id = body.optional_text("id");
//   if (auto issues = body.finish(); !issues.empty()) …     // unknown members are issues too
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/time.hpp"

namespace handrail {

struct JsonIssue {
  std::string pointer;  // "/arguments/amount"
  std::string message;  // "expected a string, got a number"
  bool operator==(const JsonIssue&) const = default;
};

struct TextBounds {
  std::size_t bytes_min = 0;
  std::size_t bytes_max = 4096;
};

// A member that is null is there: a null where a string is expected is an issue. What has an issue reads as missing.
class JsonReader {
 public:
  // Not an object: one issue at `pointer`, and every member reads as missing without a second issue.
  explicit JsonReader(const Json& json, std::string pointer = "");

  std::string required_text(std::string_view key, TextBounds bounds = {});
  std::optional<std::string> optional_text(std::string_view key, TextBounds bounds = {});
  bool optional_bool(std::string_view key, bool otherwise);
  std::optional<std::int64_t> optional_integer(std::string_view key, std::int64_t min, std::int64_t max);
  std::optional<Instant> optional_time(std::string_view key);
  Instant required_time(std::string_view key);
  const Json* optional_object(std::string_view key);
  const Json* required_object(std::string_view key);
  const Json* optional_array(std::string_view key, std::size_t items_max);
  const Json* any(std::string_view key);  // marks the member as known
  // One of the words, or an issue that lists them; the index into `words`.
  std::optional<std::size_t> one_of(std::string_view key, std::initializer_list<std::string_view> words, bool required);

  [[nodiscard]] std::string at(std::string_view key) const;  // the pointer of a member
  void issue(std::string pointer, std::string message);
  void take(std::vector<JsonIssue> issues);  // those of a nested reader
  // All issues; members that nobody asked for are issues here (the first limits::diagnostics of them).
  std::vector<JsonIssue> finish();

 private:
  const Json* known(std::string_view key);
  const Json* object_ = nullptr;
  std::string pointer_;
  std::set<std::string, std::less<>> known_;
  std::vector<JsonIssue> issues_;
};

}  // namespace handrail
