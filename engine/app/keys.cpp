#include "engine/app/keys.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "engine/app/system.hpp"
#include "engine/app/whole_file.hpp"
#include "engine/base/hash.hpp"

namespace handrail {
namespace {

constexpr std::size_t key_bytes = 24;
constexpr std::string_view kinds[] = {"channel", "person", "service"};

Json to_json(const Principal& principal) {
  Json json = Json::object({{"name", principal.name}, {"kind", kinds[static_cast<std::size_t>(principal.kind)]}});
  if (principal.vouches) json.set("vouches", true);
  if (principal.agent) json.set("agent", true);
  if (principal.gate) json.set("gate", true);
  if (!principal.roles.empty()) {
    Json roles = Json::array();
    for (const std::string& role : principal.roles) roles.push(role);
    json.set("roles", std::move(roles));
  }
  return json;
}

std::optional<Principal> principal_from(const Json& json) {
  const auto kind = std::find(std::begin(kinds), std::end(kinds), json.text_or("kind"));
  if (kind == std::end(kinds) || json.text_or("name").empty()) return std::nullopt;
  Principal principal{static_cast<PrincipalKind>(kind - std::begin(kinds)), json.text_or("name"), json.boolean_or("vouches"), json.boolean_or("agent"), {},
                      json.boolean_or("gate")};
  if (const Json::Array* roles = json["roles"].items())
    for (const Json& role : *roles)
      if (role.text()) principal.roles.push_back(*role.text());
  return principal;
}

std::string stamp_of(const std::string& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) return "";
  return std::to_string(info.st_mtim.tv_sec) + "." + std::to_string(info.st_mtim.tv_nsec) + "." + std::to_string(info.st_size) + "." + std::to_string(info.st_ino);
}

// Which folder it is, whatever is in it; empty: there is none.
std::string place_of(const std::string& folder) {
  struct stat info {};
  if (stat(folder.empty() ? "." : folder.c_str(), &info) != 0) return "";
  return std::to_string(info.st_dev) + "." + std::to_string(info.st_ino);
}

}  // namespace

Result<std::unique_ptr<KeyFile>> KeyFile::open(std::string path) {
  std::unique_ptr<KeyFile> file(new KeyFile(std::move(path)));
  file->folder_ = place_of(std::filesystem::path(file->path_).parent_path().string());
  HANDRAIL_TRY_VOID(file->load());
  return file;
}

Result<void> KeyFile::load() const {
  const std::string stamp = stamp_of(path_);
  std::vector<Entry> entries;
  if (!stamp.empty()) {
    std::ifstream in(path_, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    const auto json = parse_json(text);
    const Json::Array* list = json ? (*json)["keys"].items() : nullptr;
    if (!list) return fail(ErrorCode::corrupt, "`" + path_ + "` is not a key file");
    for (const Json& item : *list) {
      auto principal = principal_from(item);
      if (!principal || item.text_or("sha256").size() != 64) return fail(ErrorCode::corrupt, "`" + path_ + "` has an entry that is no key");
      entries.push_back({std::move(*principal), item.text_or("sha256")});
    }
  }
  const std::lock_guard lock(mutex_);
  stamp_ = stamp;
  entries_ = std::make_shared<const std::vector<Entry>>(std::move(entries));
  return {};
}

Result<void> KeyFile::refresh() const {
  const std::string now = stamp_of(path_);
  {
    const std::lock_guard lock(mutex_);
    if (now == stamp_) return {};
    // Whoever takes the file away takes the keys away. With its folder, or with another one in its place, the whole desk is gone, and nobody's key is less good for that.
    if (!folder_.empty() && place_of(std::filesystem::path(path_).parent_path().string()) != folder_)
      return fail(ErrorCode::unavailable, "the folder of `" + path_ + "` is not the one that was opened: put it back");
  }
  return load();
}

std::optional<Principal> KeyFile::principal_of(std::string_view key) const {
  (void)refresh();   // whoever watches the file tells of one that cannot be read
  std::shared_ptr<const std::vector<Entry>> entries;
  {
    const std::lock_guard lock(mutex_);
    entries = entries_;
  }
  const std::string hash = sha256(key);
  const Entry* found = nullptr;
  for (const Entry& entry : *entries)   // all of them, so that the time does not tell
    if (equal_in_constant_time(entry.hash, hash)) found = &entry;
  return found ? std::optional<Principal>(found->principal) : std::nullopt;
}

Result<void> KeyFile::save(const std::vector<Entry>& entries) const {
  Json list = Json::array();
  for (const Entry& entry : entries) {
    Json item = to_json(entry.principal);
    item.set("sha256", entry.hash);
    list.push(std::move(item));
  }
  const std::string text = dump_pretty(Json::object({{"keys", std::move(list)}})) + "\n";
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(path_).parent_path(), ignored);
  return write_whole(path_, text);
}

Result<std::string> KeyFile::add(const Principal& principal) {
  const std::string key = "hk_" + random_text(key_bytes);
  std::vector<Entry> entries = *entries_;
  if (std::ranges::any_of(entries, [&](const Entry& entry) { return entry.principal.name == principal.name; }))
    return fail(ErrorCode::conflict, "there is a key named `" + principal.name + "`");
  entries.push_back({principal, sha256(key)});
  HANDRAIL_TRY_VOID(save(entries));
  HANDRAIL_TRY_VOID(load());
  return key;
}

Result<void> KeyFile::remove(const std::string& name) {
  std::vector<Entry> entries = *entries_;
  if (std::erase_if(entries, [&](const Entry& entry) { return entry.principal.name == name; }) == 0) return fail(ErrorCode::not_found, "there is no key named `" + name + "`");
  HANDRAIL_TRY_VOID(save(entries));
  return load();
}

std::vector<Principal> KeyFile::list() const {
  const std::lock_guard lock(mutex_);
  std::vector<Principal> principals;
  for (const Entry& entry : *entries_) principals.push_back(entry.principal);
  return principals;
}

}  // namespace handrail
