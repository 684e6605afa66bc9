// Waits for a number of strands. What it waits on outlives it, so that it may leave its scope while the last strand is still on its way out.
#pragma once

#include <atomic>
#include <future>
#include <memory>

namespace handrail {

class Countdown {
 public:
  explicit Countdown(int count = 1) : shared_(std::make_shared<Shared>(count)) {}
  void one() {
    const auto shared = shared_;
    if (--shared->left == 0) shared->zero.set_value();
  }
  void wait() { shared_->zero.get_future().wait(); }
  [[nodiscard]] int left() const { return shared_->left; }

 private:
  struct Shared {
    explicit Shared(int count) : left(count) {}
    std::atomic<int> left;
    std::promise<void> zero;
  };
  std::shared_ptr<Shared> shared_;
};

}  // namespace handrail
