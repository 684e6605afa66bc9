// Waiting on fibers: a strand is a fiber with a stack of its own, parking suspends it and the thread goes on with others. One loop per thread; a
// fiber never leaves its thread. Ten thousand parked strands cost about 50 MiB and no thread.
#pragma once

#include <functional>
#include <memory>

#include "engine/seams/waiting.hpp"

namespace handrail {

class FiberWaiting : public Waiting {
 public:
  explicit FiberWaiting(std::size_t threads);   // as many shards
  ~FiberWaiting() override;                     // drains
  FiberWaiting(const FiberWaiting&) = delete;
  FiberWaiting& operator=(const FiberWaiting&) = delete;

  // For the strand that calls; a thread that is none of the loops' gets a wait that blocks it. Code that runs on a loop outside of a strand must not wait.
  [[nodiscard]] std::shared_ptr<Wait> prepare() override;
  [[nodiscard]] std::size_t shards() const override;
  [[nodiscard]] std::size_t current_shard() const override;
  void start(std::size_t shard, std::function<void()> body) override;   // from any thread, until drain has returned
  Result<void> sleep(Duration duration) override;
  [[nodiscard]] bool draining() const override;
  // Whether whoever calls may block its thread for a moment and hold nobody up who is in the middle of something: no other strand of its loop waits to be woken or
  // to begin. Those that sleep, and those that wait for a socket (an idle connection), come a moment later then: after so many yeses in a row the loop sees to them
  // first. Off the loops it is always so.
  static constexpr std::size_t blocks_in_a_row = 16;
  [[nodiscard]] bool may_block();

  // Fails every wait with cancelled, also those to come, returns when every strand has ended, and stops the loops. Strands that wait for an operation
  // of Asio's own (a socket) are not reached: close it first. Not from a loop. A second time does nothing.
  void drain();

  struct Loops;   // fibers_asio.hpp reaches the loops through it
  [[nodiscard]] Loops& loops() { return *loops_; }

 private:
  std::unique_ptr<Loops> loops_;
};

}  // namespace handrail
