// Random desks (triggers, bands, tables, routes) and random messages to them, from one seed always the same.
#pragma once

#include "tests/reference/random_policy.hpp"

namespace handrail::reference {

struct RandomDesk {
  std::vector<std::string> blocks;         // triggers and tables: those that may be left out
  std::string bands, routes, replies;
  [[nodiscard]] std::string text() const;
};
[[nodiscard]] RandomDesk random_desk(Random& random);
[[nodiscard]] Facts random_message(Random& random);

inline const std::vector<std::string> desk_signals{"wants_person", "hot", "cold"};

}  // namespace handrail::reference
