#include "adapters/waiting/threads.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "adapters/waiting/blocking.hpp"
#include "engine/base/assert.hpp"

namespace handrail {

struct ThreadWaiting::State {
  std::size_t shards = 1;
  std::shared_ptr<waiting::BlockingWaits> waits = std::make_shared<waiting::BlockingWaits>();
  std::mutex mutex;
  std::condition_variable ended;
  std::size_t strands = 0;
};

namespace {

// Which strand this thread is, if it is one.
struct Place {
  const void* owner = nullptr;
  std::size_t shard = 0;
};
thread_local Place place;

}  // namespace

ThreadWaiting::ThreadWaiting(std::size_t shards) : state_(std::make_shared<State>()) {
  HANDRAIL_ASSERT(shards > 0, "at least one shard");
  state_->shards = shards;
}

ThreadWaiting::~ThreadWaiting() { drain(); }

std::shared_ptr<Wait> ThreadWaiting::prepare() { return state_->waits->prepare(); }
std::size_t ThreadWaiting::shards() const { return state_->shards; }
std::size_t ThreadWaiting::current_shard() const { return place.owner == state_.get() ? place.shard : state_->shards; }

void ThreadWaiting::start(std::size_t shard, std::function<void()> body) {
  HANDRAIL_ASSERT(shard < state_->shards, "a shard that does not exist");
  {
    const std::scoped_lock lock(state_->mutex);
    ++state_->strands;
  }
  std::thread([state = state_, shard, body = std::move(body)]() mutable noexcept {
    place = {state.get(), shard};
    body();
    body = nullptr;   // what it holds goes before the strand counts as ended
    const std::scoped_lock lock(state->mutex);
    --state->strands;
    state->ended.notify_all();
  }).detach();
}

Result<void> ThreadWaiting::sleep(Duration duration) { return waiting::slept(prepare()->park(duration)); }
bool ThreadWaiting::draining() const { return state_->waits->cancelled(); }

void ThreadWaiting::drain() {
  HANDRAIL_ASSERT(place.owner != state_.get(), "a strand cannot wait for its own end");
  state_->waits->cancel();
  std::unique_lock lock(state_->mutex);
  state_->ended.wait(lock, [&] { return state_->strands == 0; });
}

}  // namespace handrail
