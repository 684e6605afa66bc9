#include "adapters/waiting/blocking.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <utility>

#include "engine/base/assert.hpp"

namespace handrail::waiting {

class BlockingWaits::Blocking : public Wait {
 public:
  explicit Blocking(std::shared_ptr<BlockingWaits> owner) : owner_(std::move(owner)) {}

  Result<void> park(Duration at_most) override {
    std::unique_lock lock(owner_->mutex_);
    HANDRAIL_ASSERT(!std::exchange(parked_, true), "a wait is parked once");
    owner_->parked_.insert(this);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(bounded(at_most).ms);
    const bool in_time = changed_.wait_until(lock, deadline, [&] { return woken_ || owner_->cancelled_; });
    owner_->parked_.erase(this);
    if (woken_) return {};
    if (in_time) return fail(ErrorCode::cancelled, "the process is shutting down");
    return fail(ErrorCode::timeout, "nothing came within " + format_duration(at_most));
  }

  void wake() override {
    const std::scoped_lock lock(owner_->mutex_);
    if (!std::exchange(woken_, true)) changed_.notify_one();
  }
  void look_again() { changed_.notify_one(); }

 private:
  std::shared_ptr<BlockingWaits> owner_;
  std::condition_variable changed_;
  bool parked_ = false, woken_ = false;   // guarded by the owner's mutex
};

std::shared_ptr<Wait> BlockingWaits::prepare() { return std::make_shared<Blocking>(shared_from_this()); }

void BlockingWaits::cancel() {
  const std::scoped_lock lock(mutex_);
  cancelled_ = true;
  for (auto* wait : parked_) wait->look_again();
}

bool BlockingWaits::cancelled() const {
  const std::scoped_lock lock(mutex_);
  return cancelled_;
}

Result<void> slept(const Result<void>& parked) {
  if (!parked && parked.error().code == ErrorCode::cancelled) return parked;
  return {};
}

Duration bounded(Duration at_most) { return {std::clamp<std::int64_t>(at_most.ms, 0, days(3650).ms)}; }

}  // namespace handrail::waiting
