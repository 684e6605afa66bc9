#include "engine/app/tool_services.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "engine/base/text.hpp"

namespace handrail {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view hole = "{secret}";

tl::unexpected<Error> wrong(const fs::path& file, const toml::node& node, const std::string& what) {
  return fail(ErrorCode::invalid, file.string() + ":" + std::to_string(node.source().begin.line) + ": " + what);
}

Result<std::string> text(const fs::path& file, const std::string& key, const toml::node& node) {
  const auto value = node.value<std::string>();
  if (!node.is_string() || value->empty()) return wrong(file, node, "`" + key + "` is a text in quotes");
  return *value;
}

std::string below(const fs::path& file, const std::string& path) { return fs::path(path).is_absolute() ? path : (file.parent_path() / path).string(); }

bool tool_name(std::string_view name) {
  return !name.empty() && name.size() <= limits::id_bytes &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; });
}

Result<std::vector<std::string>> tool_names(const fs::path& file, const toml::node& node) {
  std::vector<std::string> names;
  if (!node.is_array() || node.as_array()->empty()) return wrong(file, node, "`tools` is a list of names; without it the service itself says what it does");
  for (const toml::node& item : *node.as_array()) {
    const auto name = item.value<std::string>();
    if (!item.is_string() || !tool_name(*name)) return wrong(file, item, "a tool's name is a text of letters, digits and underscores");
    if (std::find(names.begin(), names.end(), *name) != names.end()) return wrong(file, item, "`" + *name + "` is there twice");
    names.push_back(*name);
  }
  return names;
}

Result<std::vector<std::pair<std::string, std::string>>> headers(const fs::path& file, const toml::node& node) {
  static const std::set<std::string> ours = {"host", "content-length", "content-type", "transfer-encoding",
                                             "connection", "accept", "idempotency-key", "user-agent", "expect", "te", "trailer", "upgrade"};
  static const std::set<std::string> secret = {"authorization", "proxy-authorization", "cookie", "x-api-key"};
  std::vector<std::pair<std::string, std::string>> found;
  if (!node.is_table()) return wrong(file, node, "`headers` is a table: { Authorization = \"Bearer {secret}\" }");
  for (const auto& [key, value] : *node.as_table()) {
    const std::string name(key.str());
    HANDRAIL_TRY(std::string content, text(file, name, value));
    if (ours.contains(lower_ascii(name))) return wrong(file, value, "the header `" + name + "` is set by Handrail itself");
    if (secret.contains(lower_ascii(name)) && content.find(hole) == std::string::npos)
      return wrong(file, value, "the value of `" + name + "` is a secret, and this file holds none: write {secret}, and say with `secret` where it is read");
    found.emplace_back(name, std::move(content));
  }
  return found;
}

Result<void> secret_place(const fs::path& file, const toml::node& node, ToolService& service) {
  const toml::table* place = node.as_table();
  if (!place || place->size() != 1 || !(place->contains("env") || place->contains("file")))
    return wrong(file, node, "`secret` says where it is read: { env = \"NAME\" } or { file = \"PATH\" }");
  const bool env = place->contains("env");
  HANDRAIL_TRY(const std::string where, text(file, env ? "env" : "file", *place->get(env ? "env" : "file")));
  if (env) service.secret_env = where;
  else service.secret_file = below(file, where);
  return {};
}

Result<void> read_key(const fs::path& file, const std::string& key, const toml::node& node, ToolService& service) {
  if (key == "url") {
    HANDRAIL_TRY(service.url, text(file, key, node));
    if (const auto origin = http::parse_origin(service.url); !origin) return wrong(file, node, origin.error().message);
  } else if (key == "tools") {
    HANDRAIL_TRY(service.tools, tool_names(file, node));
  } else if (key == "headers") {
    HANDRAIL_TRY(service.headers, headers(file, node));
  } else if (key == "secret") {
    HANDRAIL_TRY_VOID(secret_place(file, node, service));
  } else if (key == "ca") {
    HANDRAIL_TRY(const std::string path, text(file, key, node));
    service.ca = below(file, path);
  } else if (key == "timeout") {
    HANDRAIL_TRY(const std::string words, text(file, key, node));
    const auto timeout = parse_duration(words);
    if (!timeout || timeout->ms <= 0 || *timeout > limits::tool_deadline)
      return wrong(file, node, "`timeout` is a time like \"5s\", at most " + format_duration(limits::tool_deadline));
    service.timeout = *timeout;
  } else if (key == "connections") {
    const auto value = node.value<std::int64_t>();
    if (!node.is_integer() || *value < 1 || *value > static_cast<std::int64_t>(limits::service_connections))
      return wrong(file, node, "`connections` is a number from 1 to " + std::to_string(limits::service_connections));
    service.connections = static_cast<std::size_t>(*value);
  } else {
    return wrong(file, node, "`" + key + "` is not a setting of [tools." + service.name + "]; there are url, tools, headers, secret, timeout, ca, connections");
  }
  return {};
}

Result<ToolService> read_service(const fs::path& file, const std::string& name, const toml::node& node) {
  ToolService service{.name = name};
  if (!node.is_table()) return wrong(file, node, "[tools." + name + "] is a table with the `url` of a service");
  for (const auto& [key, value] : *node.as_table()) HANDRAIL_TRY_VOID(read_key(file, std::string(key.str()), value, service));
  if (service.url.empty()) return wrong(file, node, "[tools." + name + "] has no `url`");
  const bool used = std::any_of(service.headers.begin(), service.headers.end(), [](const auto& header) { return header.second.find(hole) != std::string::npos; });
  const bool there = !service.secret_env.empty() || !service.secret_file.empty();
  if (used && !there) return wrong(file, node, "a header of [tools." + name + "] has {secret}, and no `secret` says where it is read");
  if (there && !used) return wrong(file, node, "[tools." + name + "] has a `secret` that none of its headers carries: headers = { Authorization = \"Bearer {secret}\" }");
  if (!service.ca.empty() && !service.url.starts_with("https")) return wrong(file, node, "[tools." + name + "] has a `ca`, and its `url` is not https://");
  return service;
}

Result<std::string> read_secret(const ToolService& service) {
  std::string secret;
  std::string where;
  if (!service.secret_env.empty()) {
    where = "the environment variable `" + service.secret_env + "`";
    const char* value = std::getenv(service.secret_env.c_str());
    if (!value) return fail(ErrorCode::not_found, where + ", which [tools." + service.name + "] reads its secret from, is not set");
    secret = value;
  } else {
    where = "the file `" + service.secret_file + "`";
    std::ifstream in(service.secret_file, std::ios::binary);
    if (!in) return fail(ErrorCode::not_found, where + ", which [tools." + service.name + "] reads its secret from, cannot be read");
    secret.resize(limits::secret_bytes + 2);   // a line's end more than it may have
    in.read(secret.data(), static_cast<std::streamsize>(secret.size()));
    secret.resize(static_cast<std::size_t>(in.gcount()));
  }
  while (secret.ends_with('\n') || secret.ends_with('\r')) secret.pop_back();
  const bool one_line = std::all_of(secret.begin(), secret.end(), [](unsigned char c) { return c >= ' ' && c < 127; });
  if (secret.empty() || secret.size() > limits::secret_bytes || !one_line)
    return fail(ErrorCode::invalid, "the secret of [tools." + service.name + "] in " + where + " is not one line of at most " + std::to_string(limits::secret_bytes) +
                                        " printable characters");
  return secret;
}

}  // namespace

Result<std::vector<ToolService>> read_tool_services(const fs::path& file, const toml::table& tools) {
  std::map<std::string, ToolService> services;
  for (const auto& [name, node] : tools) {
    const std::string key(name.str());
    if (!tool_name(key)) return wrong(file, node, "a service's name is made of letters, digits and underscores");
    HANDRAIL_TRY(ToolService service, read_service(file, key, node));
    for (const std::string& tool : service.tools)
      for (const auto& [other, before] : services)
        if (std::find(before.tools.begin(), before.tools.end(), tool) != before.tools.end())
          return wrong(file, node, "`" + tool + "` is a tool of [tools." + other + "] and of [tools." + key + "]: one of them does it");
    services.emplace(key, std::move(service));
    if (services.size() > limits::tool_services) return wrong(file, node, "there are more than " + std::to_string(limits::tool_services) + " services");
  }
  std::vector<ToolService> all;
  for (auto& [name, service] : services) all.push_back(std::move(service));
  return all;
}

Result<RemoteService> with_secret(const ToolService& service) {
  RemoteService remote{.name = service.name, .origin = {}, .tools = service.tools, .headers = service.headers, .secrets = {}, .timeout = service.timeout, .client = {}};
  HANDRAIL_TRY(remote.origin, http::parse_origin(service.url));
  remote.client.ca_file = service.ca;
  remote.client.connections = service.connections;
  if (service.secret_env.empty() && service.secret_file.empty()) return remote;
  HANDRAIL_TRY(const std::string secret, read_secret(service));
  for (auto& [name, value] : remote.headers)
    for (std::size_t at = value.find(hole); at != std::string::npos; at = value.find(hole, at + secret.size())) value.replace(at, hole.size(), secret);
  remote.secrets.push_back(secret);
  return remote;
}

}  // namespace handrail
