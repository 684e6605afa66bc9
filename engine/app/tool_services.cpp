#include "engine/app/tool_services.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "engine/app/setting_nodes.hpp"
#include "engine/base/text.hpp"

namespace handrail {
namespace {

namespace fs = std::filesystem;
using setting::below;
using setting::text;
using setting::wrong;
constexpr std::string_view hole = "{secret}";

Result<void> tool_names(const fs::path& file, const toml::node& node, ToolService& service) {
  std::vector<std::string>& names = service.tools;
  if (!node.is_array() || node.as_array()->empty()) return wrong(file, node, "`tools` is a list of names; without it the service itself says what it does");
  for (const toml::node& item : *node.as_array()) {
    const auto name = item.value<std::string>();
    if (!item.is_string() || !setting::plain_name(*name)) return wrong(file, item, "a tool's name is a text of letters, digits and underscores");
    if (std::find(names.begin(), names.end(), *name) != names.end()) return wrong(file, item, "`" + *name + "` is there twice");
    names.push_back(*name);
    service.lines.push_back(item.source().begin.line);
  }
  return {};
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
  (env ? service.secret.env : service.secret.file) = env ? where : below(file, where);
  return {};
}

Result<void> read_key(const fs::path& file, const std::string& key, const toml::node& node, ToolService& service) {
  if (key == "url") {
    HANDRAIL_TRY(service.url, text(file, key, node));
    if (const auto origin = http::parse_origin(service.url); !origin) return wrong(file, node, origin.error().message);
  } else if (key == "tools") {
    HANDRAIL_TRY_VOID(tool_names(file, node, service));
  } else if (key == "headers") {
    HANDRAIL_TRY(service.headers, headers(file, node));
  } else if (key == "secret") {
    HANDRAIL_TRY_VOID(secret_place(file, node, service));
  } else if (key == "ca") {
    HANDRAIL_TRY(const std::string path, text(file, key, node));
    service.ca = below(file, path);
  } else if (key == "timeout") {
    HANDRAIL_TRY(service.timeout, setting::duration(file, key, node, limits::tool_deadline));
  } else if (key == "connections") {
    HANDRAIL_TRY(const std::int64_t value, setting::number(file, key, node, static_cast<std::int64_t>(limits::service_connections)));
    service.connections = static_cast<std::size_t>(value);
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
  const bool there = !service.secret.none();
  if (used && !there) return wrong(file, node, "a header of [tools." + name + "] has {secret}, and no `secret` says where it is read");
  if (there && !used) return wrong(file, node, "[tools." + name + "] has a `secret` that none of its headers carries: headers = { Authorization = \"Bearer {secret}\" }");
  if (!service.ca.empty() && !service.url.starts_with("https")) return wrong(file, node, "[tools." + name + "] has a `ca`, and its `url` is not https://");
  return service;
}

}  // namespace

Result<std::vector<ToolService>> read_tool_services(const fs::path& file, const toml::table& tools) {
  std::map<std::string, ToolService> services;
  for (const auto& [name, node] : tools) {
    const std::string key(name.str());
    if (!setting::plain_name(key)) return wrong(file, node, "a service's name is made of letters, digits and underscores");
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

std::vector<std::string> undeclared_tools(const std::vector<ToolService>& services, const std::vector<std::string>& declared) {
  std::vector<std::string> told;
  for (const ToolService& service : services)
    for (std::size_t i = 0; i < service.tools.size(); ++i) {
      const std::string& tool = service.tools[i];
      if (std::find(declared.begin(), declared.end(), tool) != declared.end()) continue;
      const auto meant = nearest(tool, declared);
      const std::string place = "handrail.toml:" + std::to_string(service.lines[i]) + ": ";
      told.push_back(place + "`" + tool + "` of [tools." + service.name + "] is no tool of the policy, so nothing ever asks for it" +
                     (meant ? "; did you mean `" + *meant + "`?" : ""));
    }
  return told;
}

std::vector<std::string> undone_tools(const std::vector<ToolService>& services, const std::vector<std::string>& declared, bool sandbox) {
  std::vector<std::string> told;
  const bool all_named = std::none_of(services.begin(), services.end(), [](const ToolService& service) { return service.tools.empty(); });
  if (services.empty() || sandbox || !all_named) return told;
  for (const std::string& tool : declared) {
    const auto does = [&](const ToolService& service) { return std::find(service.tools.begin(), service.tools.end(), tool) != service.tools.end(); };
    if (std::none_of(services.begin(), services.end(), does)) told.push_back("nothing here can do `" + tool + "` of the policy; its calls will fail and go to a person");
  }
  return told;
}

Result<RemoteService> with_secret(const ToolService& service) {
  RemoteService remote{.name = service.name, .origin = {}, .tools = service.tools, .headers = service.headers, .secrets = {}, .timeout = service.timeout, .client = {}};
  HANDRAIL_TRY(remote.origin, http::parse_origin(service.url));
  remote.client.ca_file = service.ca;
  remote.client.connections = service.connections;
  if (service.secret.none()) return remote;
  HANDRAIL_TRY(const std::string secret, read_secret(service.secret, "[tools." + service.name + "]"));
  for (auto& [name, value] : remote.headers)
    for (std::size_t at = value.find(hole); at != std::string::npos; at = value.find(hole, at + secret.size())) value.replace(at, hole.size(), secret);
  remote.secrets.push_back(secret);
  return remote;
}

}  // namespace handrail
