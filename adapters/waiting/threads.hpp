// Waiting on plain threads: each strand is a thread, parking blocks it. For unit tests, the sanitizers (which do not understand fibers), and small
// command-line programs.
#pragma once

#include <functional>
#include <memory>

#include "engine/seams/waiting.hpp"

namespace handrail {

class ThreadWaiting : public Waiting {
 public:
  explicit ThreadWaiting(std::size_t shards = 1);   // numbers that strands carry; strands of one shard do run side by side here
  ~ThreadWaiting() override;                        // drains
  ThreadWaiting(const ThreadWaiting&) = delete;
  ThreadWaiting& operator=(const ThreadWaiting&) = delete;

  [[nodiscard]] std::shared_ptr<Wait> prepare() override;   // any thread may, strand or not
  [[nodiscard]] std::size_t shards() const override;
  [[nodiscard]] std::size_t current_shard() const override;
  void start(std::size_t shard, std::function<void()> body) override;
  Result<void> sleep(Duration duration) override;
  [[nodiscard]] bool draining() const override;

  // Fails every wait with cancelled, also those to come, and returns when every strand has ended. Not from a strand. A second time does nothing.
  void drain();

 private:
  struct State;
  std::shared_ptr<State> state_;   // shared with the strands, which may outlive a caller's interest
};

}  // namespace handrail
