// Waits that block the thread they park on: all there is on threads, and what callers off the loops get on fibers.
#pragma once

#include <memory>
#include <mutex>
#include <unordered_set>

#include "engine/seams/waiting.hpp"

namespace handrail::waiting {

// All blocking waits of one owner, so that draining reaches them. One mutex for all, held for a few instructions.
class BlockingWaits : public std::enable_shared_from_this<BlockingWaits> {
 public:
  [[nodiscard]] std::shared_ptr<Wait> prepare();
  void cancel();   // fails those that are parked and those to come
  [[nodiscard]] bool cancelled() const;

 private:
  class Blocking;
  mutable std::mutex mutex_;
  std::unordered_set<Blocking*> parked_;
  bool cancelled_ = false;
};

// What a park that nobody wakes says about a sleep: running out is the success.
[[nodiscard]] Result<void> slept(const Result<void>& parked);
// The longest time that is handed to a clock: adding it to now does not overflow.
[[nodiscard]] Duration bounded(Duration at_most);

}  // namespace handrail::waiting
