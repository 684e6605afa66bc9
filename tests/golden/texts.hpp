// What the goldens are read with: a file's text, and an author's files out of one text.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "dsl/source/source.hpp"

namespace handrail {

inline std::string content(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// "test.policy", then one file per `# file PATH` line; `# repeat N TEXT` stands for N lines of TEXT.
inline std::vector<dsl::SourceFile> files_in(const std::string& text) {
  std::vector<dsl::SourceFile> files{{"test.policy", ""}};
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("# file ")) {
      files.push_back({line.substr(7), ""});
    } else if (line.starts_with("# repeat ")) {
      std::size_t used = 0;
      const int times = std::stoi(line.substr(9), &used);
      for (int i = 0; i < times; ++i) files.back().text += line.substr(9 + used + 1) + "\n";
    } else {
      files.back().text += line + "\n";
    }
  }
  return files;
}

}  // namespace handrail
