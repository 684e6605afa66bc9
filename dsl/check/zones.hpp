// The time zones that there are: the system's database, which opening hours are counted with (engine/policy/opening.hpp).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handrail::dsl {

// Is there a zone of exactly this name? "UTC" always is; where the system has no database, nothing else is.
[[nodiscard]] bool is_time_zone(std::string_view name);
// In no order; empty where the system has no database.
[[nodiscard]] std::vector<std::string> time_zones();

}  // namespace handrail::dsl
