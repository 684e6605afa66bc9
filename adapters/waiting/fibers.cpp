#include "adapters/waiting/fibers.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_set>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/context/protected_fixedsize_stack.hpp>

#include "adapters/waiting/blocking.hpp"
#include "adapters/waiting/fibers_asio.hpp"
#include "adapters/waiting/strand_executor.hpp"
#include "engine/base/assert.hpp"

namespace handrail {

namespace waiting {

namespace asio = boost::asio;

// One line of nested Lua callbacks overruns 256 KiB; the page below the stack turns an overrun into a crash instead of somebody else's memory.
constexpr std::size_t stack_bytes = 512u << 10;
constexpr std::size_t stacks_kept = 64;   // per loop: short strands then cost no mmap

class FiberWait;

struct Loop {
  Loop(std::size_t number, const void* whose) : index(number), owner(whose) {}
  const std::size_t index;
  const void* const owner;
  asio::io_context context{1};
  asio::executor_work_guard<asio::io_context::executor_type> guard{context.get_executor()};
  std::thread thread;
  std::atomic<std::size_t> coming = 0;   // strands that were started and have not begun
  // The rest is touched on the loop's thread only.
  std::unordered_set<FiberWait*> parked;
  std::size_t sleeping = 0;   // of the parked
  std::size_t blocks = 0;     // allowed since a strand parked
  bool cancelled = false;
  std::vector<boost::context::stack_context> stacks;

  ~Loop() {
    boost::context::protected_fixedsize_stack allocator(stack_bytes);
    for (auto& stack : stacks) allocator.deallocate(stack);
  }
};

struct Strand {
  std::shared_ptr<Loop> loop;
  asio::yield_context* yield = nullptr;   // lies on the fiber's stack
};

thread_local Strand* current_strand = nullptr;
thread_local Loop* current_loop = nullptr;

// Stacks that come back are used again; called on the loop's thread.
class LoopStacks {
 public:
  explicit LoopStacks(Loop& loop) : loop_(&loop) {}
  boost::context::stack_context allocate() {
    if (loop_->stacks.empty()) return boost::context::protected_fixedsize_stack(stack_bytes).allocate();
    const auto stack = loop_->stacks.back();
    loop_->stacks.pop_back();
    return stack;
  }
  void deallocate(boost::context::stack_context& stack) noexcept {
    if (loop_->stacks.size() < stacks_kept) loop_->stacks.push_back(stack);
    else boost::context::protected_fixedsize_stack(stack_bytes).deallocate(stack);
  }

 private:
  Loop* loop_;
};

class FiberWait : public Wait, public std::enable_shared_from_this<FiberWait> {
 public:
  explicit FiberWait(Strand& strand) : loop_(strand.loop), strand_(&strand) {}

  Result<void> park(Duration at_most) override {
    HANDRAIL_ASSERT(current_strand == strand_, "a wait is parked by the strand that prepared it");
    HANDRAIL_ASSERT(!std::exchange(used_, true), "a wait is parked once");
    if (stage_.load() == Stage::woken) return {};
    if (loop_->cancelled) return cancelled();
    suspend(bounded(at_most));
    HANDRAIL_ASSERT(current_strand == strand_ && current_loop == loop_.get(), "a fiber woke up in a strange place");
    if (stage_.exchange(Stage::woken) == Stage::woken) return {};
    if (cancelled_) return cancelled();
    return fail(ErrorCode::timeout, "nothing came within " + format_duration(at_most));
  }

  void wake() override {
    if (stage_.exchange(Stage::woken) != Stage::parked) return;   // not parked yet, or over: park sees the stage
    if (current_loop == loop_.get()) return resume();
    asio::post(loop_->context, [self = shared_from_this()] { self->resume(); });
  }

  // On the loop's thread.
  void cancel() {
    cancelled_ = true;
    resume();
  }

 private:
  enum class Stage { prepared, parked, woken };

  static tl::unexpected<Error> cancelled() { return fail(ErrorCode::cancelled, "the process is shutting down"); }

  void suspend(Duration at_most) {
    asio::steady_timer timer(loop_->context, std::chrono::milliseconds(at_most.ms));
    timer_ = &timer;
    loop_->parked.insert(this);
    loop_->blocks = 0;
    auto expected = Stage::prepared;
    if (stage_.compare_exchange_strong(expected, Stage::parked)) {
      boost::system::error_code ignored;   // expired or cancelled: the stage tells
      timer.async_wait((*strand_->yield)[ignored]);
    }
    loop_->parked.erase(this);
    timer_ = nullptr;
  }

  // Lets the timer complete at once; the fiber itself goes on from the loop.
  void resume() {
    if (timer_) timer_->cancel();
  }

  std::shared_ptr<Loop> loop_;
  Strand* strand_;
  std::atomic<Stage> stage_{Stage::prepared};
  // The rest is touched on the loop's thread only.
  asio::steady_timer* timer_ = nullptr;
  bool used_ = false, cancelled_ = false;
};

}  // namespace waiting

struct FiberWaiting::Loops {
  std::vector<std::shared_ptr<waiting::Loop>> all;
  std::shared_ptr<waiting::BlockingWaits> blocking = std::make_shared<waiting::BlockingWaits>();
  std::atomic<bool> draining = false;
  std::mutex mutex;
  std::condition_variable ended;
  std::size_t strands = 0;
  bool stopped = false;

  void ended_one() {
    const std::scoped_lock lock(mutex);
    if (--strands == 0) ended.notify_all();
  }
};

using waiting::current_loop;
using waiting::current_strand;
using waiting::Loop;
using waiting::Strand;

namespace {

void run_loop(const std::shared_ptr<Loop>& loop) noexcept {
  current_loop = loop.get();
  loop->context.run();
  // Stopped: what was ready must not stay behind in the context, because a late wake holds the loop that holds the context.
  loop->context.restart();
  loop->context.poll();
  current_loop = nullptr;
}

// On the loop's thread.
void run_strand(FiberWaiting::Loops& loops, const std::shared_ptr<Loop>& loop, std::function<void()> body) {
  auto* strand = new Strand{loop};   // ends with the fiber, in the completion below
  const waiting::StrandExecutor executor(loop->context.get_executor(), strand);
  boost::asio::spawn(
      boost::asio::any_io_executor(executor), std::allocator_arg, waiting::LoopStacks(*loop),
      [strand, body = std::move(body)](boost::asio::yield_context yield) mutable {
        strand->yield = &yield;
        body();
        body = nullptr;   // what it holds goes before the strand counts as ended
      },
      [&loops, strand](const std::exception_ptr& thrown) noexcept {
        if (thrown) std::rethrow_exception(thrown);   // ends the process, and says with what
        delete strand;
        loops.ended_one();
      });
}

}  // namespace

FiberWaiting::FiberWaiting(std::size_t threads) : loops_(std::make_unique<Loops>()) {
  HANDRAIL_ASSERT(threads > 0, "at least one thread");
  for (std::size_t i = 0; i < threads; ++i) loops_->all.push_back(std::make_shared<Loop>(i, loops_.get()));
  for (auto& loop : loops_->all) loop->thread = std::thread(run_loop, loop);
}

FiberWaiting::~FiberWaiting() { drain(); }

std::shared_ptr<Wait> FiberWaiting::prepare() {
  if (current_strand && current_strand->loop->owner == loops_.get()) return std::make_shared<waiting::FiberWait>(*current_strand);
  HANDRAIL_ASSERT(!current_loop || current_loop->owner != loops_.get(), "waiting on a loop outside of a strand would stop every strand on it");
  return loops_->blocking->prepare();
}

std::size_t FiberWaiting::shards() const { return loops_->all.size(); }

std::size_t FiberWaiting::current_shard() const {
  if (current_strand && current_strand->loop->owner == loops_.get()) return current_strand->loop->index;
  return shards();
}

void FiberWaiting::start(std::size_t shard, std::function<void()> body) {
  HANDRAIL_ASSERT(shard < shards(), "a shard that does not exist");
  {
    const std::scoped_lock lock(loops_->mutex);
    HANDRAIL_ASSERT(!loops_->stopped, "a strand started after the loops had stopped");
    ++loops_->strands;
  }
  const auto& loop = loops_->all[shard];
  ++loop->coming;
  boost::asio::post(loop->context, [loops = loops_.get(), &loop, body = std::move(body)]() mutable {
    --loop->coming;
    run_strand(*loops, loop, std::move(body));
  });
}

Result<void> FiberWaiting::sleep(Duration duration) {
  Loop* const loop = current_strand && current_strand->loop->owner == loops_.get() ? current_strand->loop.get() : nullptr;
  if (loop) ++loop->sleeping;
  const Result<void> parked = prepare()->park(duration);
  if (loop) --loop->sleeping;
  return waiting::slept(parked);
}

bool FiberWaiting::may_block() {
  if (!current_strand || current_strand->loop->owner != loops_.get()) return true;
  Loop& loop = *current_strand->loop;
  if (loop.coming > 0 || loop.parked.size() > loop.sleeping || loop.blocks >= blocks_in_a_row) return false;
  ++loop.blocks;
  return true;
}

bool FiberWaiting::draining() const { return loops_->draining; }

void FiberWaiting::drain() {
  HANDRAIL_ASSERT(!current_loop || current_loop->owner != loops_.get(), "a loop cannot wait for its own end");
  loops_->draining = true;
  loops_->blocking->cancel();
  for (const auto& loop : loops_->all) {
    boost::asio::post(loop->context, [loop = loop.get()] {
      loop->cancelled = true;
      for (auto* wait : loop->parked) wait->cancel();
    });
  }
  std::unique_lock lock(loops_->mutex);
  loops_->ended.wait(lock, [&] { return loops_->strands == 0; });
  if (std::exchange(loops_->stopped, true)) return;
  lock.unlock();
  for (const auto& loop : loops_->all) {
    loop->guard.reset();
    loop->context.stop();
    loop->thread.join();
  }
}

namespace waiting {

boost::asio::io_context& loop(FiberWaiting& fibers, std::size_t shard) { return fibers.loops().all.at(shard)->context; }

boost::asio::yield_context current_yield() {
  HANDRAIL_ASSERT(current_strand && current_strand->yield, "no fiber is running here");
  return *current_strand->yield;
}

}  // namespace waiting

}  // namespace handrail
