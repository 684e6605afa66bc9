// One immutable version of what a desk says: its compiled policy, its workflows' scripts, its knowledge, and the hash that names it all.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "dsl/program/compile.hpp"
#include "dsl/program/program.hpp"
#include "engine/base/id.hpp"
#include "engine/base/json.hpp"
#include "workflows/source/required_scripts.hpp"

namespace handrail {

struct Bundle {
  BundleHash hash;
  std::vector<dsl::SourceFile> files;                     // sorted by path: *.policy, *.lua, knowledge/**.md and .html, *.txt
  std::shared_ptr<const dsl::Program> program;
  // Of each script that carries a workflow, by its path: the scripts that it requires, and the hash that pins a run to all of them.
  struct Script { std::string hash; std::vector<RequiredScript> required; };
  std::map<std::string, Script> scripts;
  [[nodiscard]] const std::string* text_of(std::string_view path) const;
};

// The hash of the files' paths and contents, whatever order they come in.
[[nodiscard]] BundleHash hash_of(std::vector<dsl::SourceFile> files);

struct BundleResult {
  std::shared_ptr<const Bundle> bundle;                   // null when there are errors
  dsl::Diagnostics diagnostics;
  dsl::Sources sources;
};
// Compiles, and runs the examples that stand in the tools.
[[nodiscard]] BundleResult make_bundle(std::vector<dsl::SourceFile> files, const dsl::CompileOptions& options = {});

// As the store keeps it, and back: the exact files.
[[nodiscard]] std::string to_text(const Bundle& bundle);
[[nodiscard]] Result<std::vector<dsl::SourceFile>> bundle_files(const std::string& text);

}  // namespace handrail
