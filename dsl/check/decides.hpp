// Whether a text decides anything yet: one that only declares things is no bundle in which they lie idle.
#pragma once

#include "dsl/check/symbols.hpp"

namespace handrail::dsl {

[[nodiscard]] inline bool something_decides(const Symbols& symbols) { return symbols.tools.size() + symbols.triggers.size() + symbols.intents.size() > 0; }

}  // namespace handrail::dsl
