// The transcripts of tests/golden/turns, as files.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/desk/transcript.hpp"

namespace handrail {

namespace fs = std::filesystem;

inline std::vector<fs::path> transcripts() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(fs::path(HANDRAIL_SOURCE_DIR) / "tests/golden/turns"))
    if (entry.path().extension() == ".turn") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

inline std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace handrail
