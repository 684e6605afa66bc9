#include "dsl/check/zones.hpp"

#include <date/tz.h>

#include <algorithm>
#include <stdexcept>

namespace handrail::dsl {

namespace {

// Read once per process. Null: the system has none, which the library says by throwing.
const date::tzdb* database() {
  static const date::tzdb* const found = []() -> const date::tzdb* {
    try {
      return &date::get_tzdb();
    } catch (const std::exception&) {
      return nullptr;
    }
  }();
  return found;
}

}  // namespace

bool is_time_zone(std::string_view name) {
  if (name == "UTC") return true;
  const date::tzdb* const known = database();
  return known != nullptr && std::ranges::any_of(known->zones, [&](const date::time_zone& zone) { return zone.name() == name; });
}

std::vector<std::string> time_zones() {
  std::vector<std::string> names;
  if (const date::tzdb* const known = database())
    for (const date::time_zone& zone : known->zones) names.push_back(zone.name());
  return names;
}

}  // namespace handrail::dsl
