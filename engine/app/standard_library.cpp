#include "engine/app/standard_library.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "workflows/source/required_scripts.hpp"

namespace handrail {
namespace {

const LibraryFile* find(std::string_view path) {
  const auto& library = standard_library();
  const auto found = std::lower_bound(library.begin(), library.end(), path, [](const LibraryFile& file, std::string_view key) { return file.path < key; });
  return found != library.end() && found->path == path ? &*found : nullptr;
}

// The text between the first two quotes, or nothing.
std::string_view quoted(std::string_view line) {
  const std::size_t begin = line.find('"');
  const std::size_t end = begin == std::string_view::npos ? begin : line.find('"', begin + 1);
  return end == std::string_view::npos ? std::string_view() : line.substr(begin + 1, end - begin - 1);
}

// A head stands at the margin, so what a policy includes, and which scripts carry its workflows, can be seen without reading it; one that turns out to be
// broken costs nothing but a file.
std::vector<std::string> includes_of(std::string_view text) {
  std::vector<std::string> paths;
  for (const std::string_view line : split(text, '\n')) {
    const bool policy = line.starts_with("include ") && quoted(line).starts_with("standard/");
    const bool script = line.starts_with("workflow ") && quoted(line).starts_with("library/");
    if (policy || script) paths.emplace_back(quoted(line));
  }
  return paths;
}

bool has(const std::vector<dsl::SourceFile>& files, std::string_view path) { return std::ranges::find(files, path, &dsl::SourceFile::path) != files.end(); }

// The scripts of the library that a script requires: those that are not in the bundle under a place that is looked at before.
std::vector<std::string> scripts_of(const dsl::SourceFile& script, const std::vector<dsl::SourceFile>& files) {
  std::vector<std::string> paths;
  for (const std::string& name : names_required(script.text)) {
    for (std::string& place : places_of_required(name, script.path)) {
      if (has(files, place)) break;
      if (!find(place)) continue;
      paths.push_back(std::move(place));
      break;
    }
  }
  return paths;
}

// The texts that a policy of the library reads: those of its own folder that it names.
std::vector<std::string> texts_of(std::string_view path, std::string_view policy) {
  const std::string_view folder = path.substr(0, path.rfind('/') + 1);
  std::vector<std::string> paths;
  for (const LibraryFile& file : standard_library())
    if (file.path.starts_with(folder) && file.path.ends_with(".txt") && policy.find("\"" + std::string(file.path.substr(folder.size())) + "\"") != std::string_view::npos)
      paths.emplace_back(file.path);
  return paths;
}

}  // namespace

void add_included_from_library(std::vector<dsl::SourceFile>& files) {
  for (std::size_t i = 0; i < files.size(); ++i) {   // grows while it is walked
    const bool script = files[i].path.ends_with(".lua");
    if (!script && !files[i].path.ends_with(".policy")) continue;
    std::vector<std::string> wanted = script ? scripts_of(files[i], files) : includes_of(files[i].text);
    if (files[i].path.starts_with("standard/"))
      for (std::string& text : texts_of(files[i].path, files[i].text)) wanted.push_back(std::move(text));
    for (const std::string& path : wanted) {
      const LibraryFile* file = find(path);
      if (file && !has(files, path)) files.push_back({path, std::string(file->text)});
    }
  }
  std::ranges::sort(files, {}, &dsl::SourceFile::path);
}

}  // namespace handrail
