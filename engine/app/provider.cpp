#include "engine/app/provider.hpp"

#include <cmath>

#include "engine/base/text.hpp"

namespace handrail::setting {
namespace {

constexpr std::int64_t price_most = 10'000;   // US dollars for a million tokens

Result<void> read_url(const ProviderTable& table, const toml::node& node, Provider& provider) {
  HANDRAIL_TRY(const std::string url, text(table.file, "url", node));
  auto origin = http::parse_origin(url);
  if (!origin) return wrong(table.file, node, origin.error().message);
  for (const std::string_view endpoint : table.endpoints)
    if (origin->path.ends_with(endpoint)) return wrong(table.file, node, "`url` ends before `" + std::string(endpoint) + "`, which Handrail adds");
  provider.origin = std::move(*origin);
  return {};
}

}  // namespace

Result<void> read_of_provider(const ProviderTable& table, const std::string& key, const toml::node& node, Provider& provider) {
  if (key == "url") return read_url(table, node, provider);
  if (key == "key_env") {
    HANDRAIL_TRY(provider.key.env, text(table.file, key, node));
  } else if (key == "key_file" || key == "ca") {
    HANDRAIL_TRY(const std::string path, text(table.file, key, node));
    (key == "ca" ? provider.ca : provider.key.file) = below(table.file, path);
  } else if (key == "allow_plain_http") {
    if (!node.is_boolean()) return wrong(table.file, node, "`allow_plain_http` is true or false");
  } else if (key == "key") {
    return wrong(table.file, node, "this file holds no secrets: say with `key_env` or `key_file` where the key of " + table.title + " is read");
  } else {
    return wrong(table.file, node, "`" + printable(key) + "` is not a setting of " + table.title + did_you_mean(key, table.keys));
  }
  return {};
}

Result<void> check_provider(const ProviderTable& table, const toml::table& node, const Provider& provider) {
  if (!provider.key.env.empty() && !provider.key.file.empty())
    return wrong(table.file, node, table.title + " has `key_env` and `key_file`: its key is read in one place");
  const bool plain_allowed = node["allow_plain_http"].value_or(false);
  if (!provider.key.none() && !provider.origin.tls && !provider.origin.loopback() && !plain_allowed)
    return wrong(table.file, node.contains("url") ? *node.get("url") : node,
                 table.title + " would send its key to " + provider.origin.authority() + " in the clear: write https://, or allow_plain_http = true where the network keeps it");
  if (!provider.ca.empty() && !provider.origin.tls) return wrong(table.file, node, table.title + " has a `ca`, and its `url` is not https://");
  return {};
}

Result<std::uint64_t> price(const std::filesystem::path& file, const std::string& key, const toml::node& node) {
  const auto value = node.value<double>();
  if (!node.is_number() || !std::isfinite(*value) || *value < 0 || *value > static_cast<double>(price_most))
    return wrong(file, node, "`" + key + "` is what a million tokens cost, in US dollars: a number from 0 to " + std::to_string(price_most));
  return static_cast<std::uint64_t>(std::llround(*value * 1'000'000));
}

std::string did_you_mean(const std::string& name, const std::vector<std::string>& there) {
  const auto near = nearest(name, there);
  return near ? "; did you mean `" + *near + "`?" : there.empty() ? "" : "; there are " + english_list(there);
}

}  // namespace handrail::setting
