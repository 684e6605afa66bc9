#include "adapters/llm/breaker.hpp"

#include <algorithm>
#include <utility>

#include "adapters/llm/bounds.hpp"

namespace handrail::llm {

bool Breaker::lets_through(Instant now) {
  const std::lock_guard lock(mutex_);
  if (!open_) return true;
  if (now < until_ || trying_) return false;
  return trying_ = true;
}

Breaker::Turned Breaker::succeeded() {
  const std::lock_guard lock(mutex_);
  in_a_row_ = 0;
  trying_ = false;
  pause_ = {};
  return std::exchange(open_, false) ? Turned::closed : Turned::nothing;
}

// What was asked before it opened, and fails after that, does not make the pause longer.
Breaker::Turned Breaker::failed(Instant now) {
  const std::lock_guard lock(mutex_);
  if (open_ && !trying_) return Turned::nothing;
  if (!open_ && ++in_a_row_ < bounds::failures_to_open) return Turned::nothing;
  trying_ = false;
  pause_ = open_ ? Duration{std::min(pause_.ms * 2, bounds::open_most.ms)} : bounds::open_first;
  until_ = now + pause_;
  return std::exchange(open_, true) ? Turned::nothing : Turned::opened;
}

void Breaker::gave_up() {
  const std::lock_guard lock(mutex_);
  trying_ = false;
}

Duration Breaker::shut_for(Instant now) const {
  const std::lock_guard lock(mutex_);
  if (!open_) return {};
  return std::max(Duration{1}, until_ - now);
}

}  // namespace handrail::llm
