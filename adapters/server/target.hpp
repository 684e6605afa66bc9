// A request target taken apart: path segments and query parameters, percent-decoded and checked.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/json_reader.hpp"
#include "engine/base/result.hpp"

namespace handrail::server {

struct Target {
  std::vector<std::string> segments;                          // "/v1/approvals" is {"v1", "approvals"}, "/" is {}
  std::vector<std::pair<std::string, std::string>> query;
};

// Origin form ("/a?b=c") and absolute form ("http://host/a"). Fails with invalid on a broken escape, a NUL byte or ill-formed UTF-8.
Result<Target> parse_target(std::string_view target);

// Reads query parameters as JsonReader reads members: everything wrong is collected, with pointers like "?limit".
class QueryReader {
 public:
  explicit QueryReader(const Target& target) : query_(target.query) {}
  std::optional<std::string> text(std::string_view name, std::size_t bytes_max);
  std::optional<std::string> one_of(std::string_view name, std::initializer_list<std::string_view> words);
  std::optional<std::uint64_t> number(std::string_view name, std::uint64_t min, std::uint64_t max);
  void issue(std::string pointer, std::string message) { issues_.push_back({std::move(pointer), std::move(message)}); }
  // All issues; parameters that nobody asked for and repeated ones are issues here.
  std::vector<JsonIssue> finish();

 private:
  const std::vector<std::pair<std::string, std::string>>& query_;
  std::vector<std::string> known_;
  std::vector<JsonIssue> issues_;
};

}  // namespace handrail::server
