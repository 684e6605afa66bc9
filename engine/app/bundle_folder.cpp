#include "engine/app/bundle_folder.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "engine/app/standard_library.hpp"
#include "engine/base/limits.hpp"

namespace handrail {
namespace {

namespace fs = std::filesystem;

bool belongs(const fs::path& relative) {
  for (const fs::path& part : relative)
    if (part.string().rfind('.', 0) == 0) return false;
  if (relative == "README.md") return false;
  const std::string ending = relative.extension().string();
  if (ending == ".html" || ending == ".htm") return *relative.begin() == "knowledge";
  return ending == ".policy" || ending == ".lua" || ending == ".md" || ending == ".txt" || ending == ".case";
}

bool inside(const fs::path& file, const fs::path& folder) {
  std::error_code error;
  const fs::path real = fs::canonical(file, error);
  const fs::path root = fs::canonical(folder, error);
  if (error) return false;
  return std::mismatch(root.begin(), root.end(), real.begin(), real.end()).first == root.end();
}

Result<std::vector<fs::path>> files_below(const fs::path& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) return fail(ErrorCode::not_found, "`" + folder.string() + "` is not a folder with a bundle");
  std::vector<fs::path> files;
  for (auto entry = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, error); entry != fs::recursive_directory_iterator();
       entry.increment(error)) {
    if (error) return fail(ErrorCode::unavailable, "cannot read `" + folder.string() + "`: " + error.message());
    if (entry->path().filename().string().rfind('.', 0) == 0) {
      if (entry->is_directory(error)) entry.disable_recursion_pending();
      continue;
    }
    if (!entry->is_regular_file(error) || !belongs(fs::relative(entry->path(), folder, error)) || !inside(entry->path(), folder)) continue;
    files.push_back(entry->path());
    if (files.size() > limits::bundle_files) return fail(ErrorCode::limit, "a bundle has at most " + std::to_string(limits::bundle_files) + " files");
  }
  std::sort(files.begin(), files.end());
  return files;
}

// No more of a file than counts, however large it is.
Result<std::string> first_bytes(const fs::path& path, std::size_t bytes_max) {
  std::error_code error;
  std::string text(std::min<std::uintmax_t>(fs::file_size(path, error), bytes_max), '\0');
  std::ifstream in(path, std::ios::binary);
  if (error || !in) return fail(ErrorCode::unavailable, "cannot read `" + path.string() + "`");
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));   // somebody may have made it shorter meanwhile
  return text;
}

}  // namespace

Result<std::vector<dsl::SourceFile>> read_bundle_folder(const std::string& folder) {
  HANDRAIL_TRY(const auto paths, files_below(folder));
  std::vector<dsl::SourceFile> files;
  std::size_t bytes = 0;
  for (const fs::path& path : paths) {
    HANDRAIL_TRY(std::string text, first_bytes(path, limits::bundle_bytes - bytes + 1));
    bytes += text.size();
    if (bytes > limits::bundle_bytes) return fail(ErrorCode::limit, "a bundle holds at most " + std::to_string(limits::bundle_bytes >> 20) + " MiB");
    files.push_back({fs::relative(path, folder).generic_string(), std::move(text)});
  }
  add_included_from_library(files);
  const auto is_policy = [](const dsl::SourceFile& file) { return fs::path(file.path).extension() == ".policy"; };
  if (std::none_of(files.begin(), files.end(), is_policy)) return fail(ErrorCode::not_found, "`" + folder + "` has no *.policy file");
  return files;
}

std::string folder_stamp(const std::string& folder) {
  const auto paths = files_below(folder);
  if (!paths) return paths.error().message;
  std::string stamp;
  for (const fs::path& path : *paths) {
    std::error_code error;
    stamp += path.string() + ":" + std::to_string(fs::file_size(path, error)) + ":" + std::to_string(fs::last_write_time(path, error).time_since_epoch().count()) + "\n";
  }
  return stamp;
}

}  // namespace handrail
