// The checked tree, written down flat: the last stage of the front end. Only a tree without errors is lowered, so nothing here can be wrong.
#pragma once

#include "dsl/check/check.hpp"
#include "dsl/program/program.hpp"

namespace handrail::dsl {

[[nodiscard]] Program lower(const Checked& checked, const Sources& sources);

}  // namespace handrail::dsl
