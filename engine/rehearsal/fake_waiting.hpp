// Waiting on one thread, always in the same order: started strands are queued, and run when somebody parks, sleeps, or calls run(). A park that
// nothing can wake is a bug of the test and says so, unless the test has allowed time to pass: then the clock jumps to the deadline.
#pragma once

#include <deque>

#include "engine/base/assert.hpp"
#include "engine/rehearsal/fake_clock.hpp"
#include "engine/seams/waiting.hpp"

namespace handrail {

class FakeWaiting : public Waiting {
 public:
  FakeWaiting() = default;
  explicit FakeWaiting(FakeClock& clock) : clock_(&clock) {}   // time may pass

  [[nodiscard]] std::shared_ptr<Wait> prepare() override { return std::make_shared<One>(*this); }
  [[nodiscard]] std::size_t shards() const override { return 1; }
  [[nodiscard]] std::size_t current_shard() const override { return depth_ > 0 ? 0 : 1; }
  void start(std::size_t shard, std::function<void()> body) override {
    HANDRAIL_ASSERT(shard == 0, "there is one shard");
    ready_.push_back(std::move(body));
  }
  Result<void> sleep(Duration duration) override {
    run();
    if (draining_) return cancelled();
    if (clock_) clock_->advance(duration);
    return {};
  }
  [[nodiscard]] bool draining() const override { return draining_; }

  // Runs what is queued, and what that queues, to the end.
  void run() {
    while (run_one()) {
    }
  }
  void drain() {
    draining_ = true;
    run();
  }

 private:
  class One : public Wait {
   public:
    explicit One(FakeWaiting& owner) : owner_(&owner) {}
    Result<void> park(Duration at_most) override {
      HANDRAIL_ASSERT(!std::exchange(parked_, true), "a wait is parked once");
      while (!woken_ && !owner_->draining_ && owner_->run_one()) {
      }
      if (woken_) return {};
      if (owner_->draining_) return cancelled();
      HANDRAIL_ASSERT(owner_->clock_, "parked, and nothing that is left can wake it");
      owner_->clock_->advance(at_most);
      return fail(ErrorCode::timeout, "nothing came within " + format_duration(at_most));
    }
    void wake() override { woken_ = true; }

   private:
    FakeWaiting* owner_;
    bool parked_ = false, woken_ = false;
  };

  static tl::unexpected<Error> cancelled() { return fail(ErrorCode::cancelled, "the process is shutting down"); }

  bool run_one() {
    if (ready_.empty()) return false;
    const auto body = std::move(ready_.front());
    ready_.pop_front();
    ++depth_;
    body();
    --depth_;
    return true;
  }

  FakeClock* clock_ = nullptr;
  std::deque<std::function<void()>> ready_;
  int depth_ = 0;
  bool draining_ = false;
};

}  // namespace handrail
