// A call of one tool and everything that its gate asks for, as the solver thinks of it. Rebuilt and judged for real by engine/proof.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "dsl/program/program.hpp"

namespace handrail::dsl {

struct GateSample {
  std::uint32_t tool = 0;
  std::vector<Value> slots;               // as many as the tool's scope has
  Instant now;
  std::vector<bool> needs;                // per need: a fresh look-up, the customer's yes; true for conditions
  std::vector<Value> used;                // per limit: what was used before, Money or whole number
  std::vector<Duration> ages;             // per let: how long ago it was looked up
  std::vector<bool> failed;               // per let: its look-up gave nothing, not even that there is no such record
  bool anonymous = false;                 // nobody knows whose calls the limits count
  std::vector<std::pair<std::uint32_t, Value>> unread;   // limited amounts that no condition reads, by parameter
};

}  // namespace handrail::dsl
