// Diagnostics for other programs than ours: SARIF 2.1.0 for code scanning and editors, and workflow commands for GitHub Actions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsl/source/diagnostic.hpp"

namespace handrail::dsl {

// An error in a file of the bundle's folder that is no policy: its rule has no page.
struct ErrorBeside {
  std::string rule, summary;   // "settings"
  std::string file, message;   // from the folder
  std::int64_t line = 1;
  bool warning = false;        // else an error
};

// One run with the rules that it found something by, each with its page. Paths are as seen from where the check was run (`%SRCROOT%`), with the bundle's `folder`
// before them, or from the folder itself (`BUNDLE`) where that is not below. Columns count UTF-16 code units.
[[nodiscard]] std::string render_sarif(const Sources& sources, const Diagnostics& diagnostics, std::string_view folder, std::string_view program_version,
                                       const std::vector<ErrorBeside>& beside = {});   // of one rule
// One `::error file=…::…` line per finding. `folder` is put before the paths, which GitHub wants as seen from the repository's root.
[[nodiscard]] std::string render_github(const Sources& sources, const Diagnostics& diagnostics, std::string_view folder);

}  // namespace handrail::dsl
