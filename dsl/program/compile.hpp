// The front door of the language: a bundle's texts in; a program, or what stands in its way, out. compile.cpp reads top to bottom.
#pragma once

#include <memory>
#include <optional>

#include "dsl/program/program.hpp"
#include "dsl/source/diagnostic.hpp"

namespace handrail::dsl {

struct CompileOptions {
  std::optional<Instant> today = {};   // rules that ended before it are told (P0420); none: nobody asks
};

struct Compiled {
  std::shared_ptr<const Program> program;   // null when there are errors
  Diagnostics diagnostics;                  // all that do not only follow from others, most important first; warnings too
  Sources sources;                          // what the diagnostics point into
};

// `files`: every text of the bundle that the language may name: *.policy, and the files that they refer to (examples, holidays, workflows).
[[nodiscard]] Compiled compile(std::vector<SourceFile> files, const CompileOptions& options = {});

}  // namespace handrail::dsl
