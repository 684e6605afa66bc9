#include "engine/app/settings.hpp"

#include <filesystem>
#include <map>
#include <set>

#include "engine/app/embedding_settings.hpp"
#include "engine/app/model_settings.hpp"
#include "engine/app/setting_nodes.hpp"
#include "engine/app/tool_services.hpp"

namespace handrail {
namespace {

namespace fs = std::filesystem;
using setting::wrong;

const std::map<std::string, std::set<std::string>> known = {{"server", {"host", "port", "threads"}}, {"data", {"folder"}}, {"sandbox", {"data"}}};

Result<void> check_names(const fs::path& file, const toml::table& root) {
  for (const auto& [name, node] : root) {
    if (name.str() == "tools" && node.is_table()) continue;   // read_tool_services knows its names,
    if (name.str() == "models" || name.str() == "model" || name.str() == "embeddings") continue;   // and their readers these
    const auto table = known.find(std::string(name.str()));
    if (table == known.end() || !node.is_table())
      return wrong(file, node, "`" + std::string(name.str()) + "` is not a table of handrail.toml; there are server, data, sandbox, tools, models, model, embeddings");
    for (const auto& [key, value] : *node.as_table())
      if (!table->second.count(std::string(key.str()))) return wrong(file, value, "`" + std::string(key.str()) + "` is not a setting of [" + table->first + "]");
  }
  return {};
}

Result<std::string> text(const fs::path& file, const toml::table& root, const char* table, const char* key, std::string otherwise) {
  const auto node = root[table][key];
  if (!node) return otherwise;
  const auto value = node.value<std::string>();
  if (!value || !node.is_string()) return wrong(file, *node.node(), std::string("`") + key + "` is a text in quotes");
  return *value;
}

Result<std::int64_t> number(const fs::path& file, const toml::table& root, const char* table, const char* key, std::int64_t otherwise, std::int64_t most) {
  const auto node = root[table][key];
  if (!node) return otherwise;
  const auto value = node.value<std::int64_t>();
  if (!value || !node.is_integer() || *value < 0 || *value > most) return wrong(file, *node.node(), std::string("`") + key + "` is a number from 0 to " + std::to_string(most));
  return *value;
}

std::string below(const fs::path& folder, const std::string& path) { return path.empty() || fs::path(path).is_absolute() ? path : (folder / path).string(); }

}  // namespace

Result<Settings> read_settings(const std::string& bundle) {
  std::error_code error;
  if (!fs::is_directory(bundle, error)) return fail(ErrorCode::not_found, "`" + bundle + "` is not a folder with a bundle");
  const fs::path folder(bundle);
  const fs::path file = folder / "handrail.toml";
  toml::table root;
  if (fs::exists(file, error)) {
    HANDRAIL_TRY(root, setting::read_file(file));
  }
  HANDRAIL_TRY_VOID(check_names(file, root));
  Settings settings;
  settings.bundle = bundle;
  HANDRAIL_TRY(settings.host, text(file, root, "server", "host", settings.host));
  HANDRAIL_TRY(const std::int64_t port, number(file, root, "server", "port", settings.port, 65535));
  HANDRAIL_TRY(const std::int64_t threads, number(file, root, "server", "threads", 0, 256));
  HANDRAIL_TRY(const std::string data, text(file, root, "data", "folder", ".handrail"));
  HANDRAIL_TRY(const std::string sandbox, text(file, root, "sandbox", "data", fs::exists(folder / "sandbox.json", error) ? "sandbox.json" : ""));
  if (const toml::table* tools = root["tools"].as_table()) {
    HANDRAIL_TRY(settings.services, read_tool_services(file, *tools));
  }
  HANDRAIL_TRY(settings.model_reading, read_model_reading(file, root.get("model")));
  HANDRAIL_TRY(settings.models, read_model_services(file, root.get("models"), root.get("model")));
  HANDRAIL_TRY(settings.embeddings, read_embedding_service(file, root.get("embeddings")));
  settings.port = static_cast<std::uint16_t>(port);
  settings.threads = static_cast<std::size_t>(threads);
  settings.data = below(folder, data);
  settings.sandbox = below(folder, sandbox);
  return settings;
}

}  // namespace handrail
