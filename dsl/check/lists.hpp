// Named lists: their values and types are settled before any condition is read, so that `reason in cancel_reasons` has a type.
#pragma once

#include "dsl/check/symbols.hpp"

namespace handrail::dsl {

// Fills Symbols::list_types and list_values, as `lists`.
void collect_lists(Symbols& symbols, const Sources& sources, Report& report);

}  // namespace handrail::dsl
