// A bundle as a folder on disk: what belongs to it, read as one consistent set.
#pragma once

#include <string>
#include <vector>

#include "dsl/source/source.hpp"
#include "engine/base/result.hpp"

namespace handrail {

// The *.policy, *.lua, *.md, *.txt and *.case files below the folder, by path relative to it, sorted; hidden files and folders, and README.md at the root, are
// left out; with them what they include from the standard library. Links are followed only to files inside the folder. Fails with not_found, unavailable (names the file) or limit.
Result<std::vector<dsl::SourceFile>> read_bundle_folder(const std::string& folder);

// Changes whenever a file of the bundle may have changed: names, sizes and times, without reading them.
[[nodiscard]] std::string folder_stamp(const std::string& folder);

}  // namespace handrail
