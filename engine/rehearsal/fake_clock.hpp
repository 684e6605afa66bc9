// A clock that stands still until a test moves it. Starts on Monday 2026-01-05, 09:00 UTC.
#pragma once

#include <atomic>

#include "engine/seams/clock.hpp"

namespace handrail {

class FakeClock : public Clock {
 public:
  static constexpr Instant beginning{1'767'603'600'000};

  explicit FakeClock(Instant start = beginning) : ms_(start.ms) {}
  [[nodiscard]] Instant now() const override { return {ms_.load()}; }
  void advance(Duration duration) { ms_ += duration.ms; }
  void set(Instant instant) { ms_ = instant.ms; }

 private:
  std::atomic<std::int64_t> ms_;
};

}  // namespace handrail
