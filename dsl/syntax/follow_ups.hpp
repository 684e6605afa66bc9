// One mistake is told once: a name that nothing declares is told where it stands first, with its other places, and not at all where a slip of the name explains
// it (a block of its kind is declared twice).
#pragma once

#include "dsl/source/diagnostic.hpp"

namespace handrail::dsl {

[[nodiscard]] Diagnostics without_follow_ups(Diagnostics findings);

}  // namespace handrail::dsl
