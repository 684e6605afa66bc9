// The repository as text: its files, and what a rule finds in them, told as `file:line: what is wrong`.
#pragma once

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/text.hpp"
#include "tests/catch.hpp"

namespace handrail::tidy {

struct File {
  std::string path;   // from the root, with slashes
  std::string text;
  [[nodiscard]] bool ends_in(std::initializer_list<std::string_view> endings) const {
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return path.ends_with(ending); });
  }
  [[nodiscard]] bool below(std::initializer_list<std::string_view> folders) const {
    return std::any_of(folders.begin(), folders.end(), [&](std::string_view folder) { return path.starts_with(std::string(folder) + "/"); });
  }
  [[nodiscard]] bool is_code() const { return ends_in({".cpp", ".hpp"}); }
};

struct Line { std::size_t number; std::string_view text; };

inline std::vector<Line> lines_of(const File& file) {
  std::vector<Line> lines;
  for (const std::string_view line : split(file.text, '\n')) lines.push_back({lines.size() + 1, line});
  if (!lines.empty() && lines.back().text.empty()) lines.pop_back();   // what stands behind the last line break is no line
  return lines;
}

inline std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Every text that people write here; not what is built or installed, and nothing hidden but the scripts of CI.
inline const std::vector<File>& repository() {
  static const std::vector<File> files = [] {
    namespace fs = std::filesystem;
    const fs::path root = HANDRAIL_SOURCE_DIR;
    std::vector<File> found;
    for (auto entry = fs::recursive_directory_iterator(root); entry != fs::recursive_directory_iterator(); ++entry) {
      const std::string name = entry->path().filename().string();
      const bool top = entry.depth() == 0;
      if (entry->is_directory()) {
        const bool built = (top && name.starts_with("build")) || name == "node_modules" || name == "__pycache__";
        if (built || (name.starts_with(".") && name != ".ci")) entry.disable_recursion_pending();
        continue;
      }
      File file{fs::relative(entry->path(), root).generic_string(), ""};
      const bool text = file.ends_in({".cpp", ".hpp", ".cmake", ".md", ".policy", ".lua", ".txt", ".case", ".turn", ".golden", ".py", ".sh", ".yaml", ".json", ".html"});
      if (!entry->is_regular_file() || name.starts_with(".") || !(text || name == "Makefile" || file.below({".ci"}))) continue;
      file.text = read(entry->path());
      found.push_back(std::move(file));
    }
    std::sort(found.begin(), found.end(), [](const File& a, const File& b) { return a.path < b.path; });
    return found;
  }();
  return files;
}

using Findings = std::vector<std::string>;

inline std::string at(const File& file, std::size_t line, const std::string& what) { return file.path + ":" + std::to_string(line) + ": " + what; }

inline void add(Findings& all, Findings more) { all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end())); }

// Fails with every finding on a line of its own.
inline void check_none(const Findings& findings) {
  INFO(join(findings, "\n"));
  CHECK(findings.empty());
}

}  // namespace handrail::tidy
