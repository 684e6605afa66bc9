#include "engine/app/setting_nodes.hpp"

#include <algorithm>

#include "engine/base/limits.hpp"

namespace handrail::setting {

namespace fs = std::filesystem;

tl::unexpected<Error> wrong(const fs::path& file, const toml::node& node, const std::string& what) {
  return fail(ErrorCode::invalid, file.string() + ":" + std::to_string(node.source().begin.line) + ": " + what);
}

Result<std::string> text(const fs::path& file, const std::string& key, const toml::node& node) {
  const auto value = node.value<std::string>();
  if (!node.is_string() || value->empty()) return wrong(file, node, "`" + key + "` is a text in quotes");
  return *value;
}

Result<std::int64_t> number(const fs::path& file, const std::string& key, const toml::node& node, std::int64_t most) {
  const auto value = node.value<std::int64_t>();
  if (!node.is_integer() || *value < 1 || *value > most) return wrong(file, node, "`" + key + "` is a number from 1 to " + std::to_string(most));
  return *value;
}

Result<Duration> duration(const fs::path& file, const std::string& key, const toml::node& node, Duration most) {
  HANDRAIL_TRY(const std::string words, text(file, key, node));
  const auto read = parse_duration(words);
  if (!read || read->ms <= 0 || *read > most) return wrong(file, node, "`" + key + "` is a time like \"5s\", at most " + format_duration(most));
  return *read;
}

std::string below(const fs::path& file, const std::string& path) { return fs::path(path).is_absolute() ? path : (file.parent_path() / path).string(); }

bool plain_name(std::string_view name) {
  return !name.empty() && name.size() <= limits::id_bytes &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; });
}

}  // namespace handrail::setting
