// Text to tree. Every broken statement is reported, and the rest is still read: a tree always comes back.
#pragma once

#include "dsl/source/diagnostic.hpp"
#include "dsl/syntax/tree.hpp"

namespace handrail::dsl {

// Reads the `.policy` files among `sources`, in order of path; appends what it finds wrong to `diagnostics`, in the order of
// the text. Reading stops after one finding more than limits::diagnostics: whoever shows them says that there are more.
[[nodiscard]] Tree parse(const Sources& sources, Diagnostics& diagnostics);

}  // namespace handrail::dsl
