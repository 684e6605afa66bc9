// Which blocks of all that were read make up the bundle: an included file is a base, whose blocks others leave out or take the place of by
// name. Runs between parsing and checking; what is left is a tree like any other.
#pragma once

#include "dsl/source/diagnostic.hpp"
#include "dsl/syntax/tree.hpp"

namespace handrail::dsl {

// The path of an included file as it is named among the sources: as seen from the bundle's root, else beside the file that includes it.
[[nodiscard]] std::optional<std::uint32_t> find_included(const Sources& sources, const IncludeBlock& include);

// Files below `standard/` that nobody includes are left out; an `override` replaces the included block of its kind and name; a `without` removes one.
[[nodiscard]] Tree resolve_includes(Tree tree, const Sources& sources, Diagnostics& diagnostics);

}  // namespace handrail::dsl
