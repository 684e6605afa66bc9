// A circuit breaker: after some failures in a row a model is left alone for a while; then one question tries it for all, and the pause grows where that fails.
#pragma once

#include <mutex>

#include "engine/base/time.hpp"

namespace handrail::llm {

class Breaker {
 public:
  enum class Turned { nothing, opened, closed };   // what a report changed, for the operator

  // Whether to ask now. After a pause exactly one is let through; it reports how it went, or that it gave up without knowing.
  [[nodiscard]] bool lets_through(Instant now);
  Turned succeeded();
  Turned failed(Instant now);
  void gave_up();
  // How long it stays shut, from `now` on; 0: it does not.
  [[nodiscard]] Duration shut_for(Instant now) const;

 private:
  mutable std::mutex mutex_;
  int in_a_row_ = 0;
  bool open_ = false, trying_ = false;
  Duration pause_{};
  Instant until_{};
};

}  // namespace handrail::llm
