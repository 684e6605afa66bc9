// Waiting without holding a thread. The core is written as plain calls; whatever must wait (a commit, a tool, a model) prepares a Wait, hands it to
// whoever will wake it, and parks. On fibers parking suspends the fiber; on threads it blocks the thread. Nothing that parks holds a mutex, a
// `catch` in progress, an open transaction or a live statement.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"

namespace handrail {

// One wait of one strand of execution, woken once.
class Wait {
 public:
  virtual ~Wait() = default;
  // Returns when woken (also when that happened before); fails with timeout after `at_most`, with cancelled while the process drains.
  // Called once, by the strand that prepared it.
  virtual Result<void> park(Duration at_most) = 0;
  // From any thread; the first call counts, later ones do nothing.
  virtual void wake() = 0;
};

class Waiting {
 public:
  virtual ~Waiting() = default;
  [[nodiscard]] virtual std::shared_ptr<Wait> prepare() = 0;   // for the strand that calls
  // Shards are threads with a loop each. A conversation lives on one of them: `shard = hash % shards()`.
  [[nodiscard]] virtual std::size_t shards() const = 0;
  [[nodiscard]] virtual std::size_t current_shard() const = 0;   // of the calling strand; shards() when the caller is not on one
  // Starts a new strand on that shard. An exception that leaves `body` ends the process.
  virtual void start(std::size_t shard, std::function<void()> body) = 0;
  virtual Result<void> sleep(Duration duration) = 0;             // fails with cancelled while draining
  [[nodiscard]] virtual bool draining() const = 0;
};

}  // namespace handrail
