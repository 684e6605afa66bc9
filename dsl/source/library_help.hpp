// Findings in files that come with the program: nobody can edit those, so the help says what to write in the desk's own file instead.
#pragma once

#include "dsl/source/diagnostic.hpp"

namespace handrail::dsl {

// Whether a path is one of the library that comes with the program: `standard/…` of its policies, `library/…` of its scripts.
[[nodiscard]] bool is_library(std::string_view path);

// For each finding in a library file, a help that can be followed: `override` the block or leave it out. Of one code in one block of a library file the first
// finding is told, with the number of the others: one block is written out once.
[[nodiscard]] Diagnostics with_help_for_the_library(const Sources& sources, Diagnostics findings);

}  // namespace handrail::dsl
