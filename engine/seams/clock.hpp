// The time, asked once at the entry of a turn and handed along.
#pragma once

#include "engine/base/time.hpp"

namespace handrail {

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

}  // namespace handrail
