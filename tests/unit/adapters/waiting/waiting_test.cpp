// What both implementations promise, and what fibers promise beyond that.
#include <atomic>
#include <future>
#include <set>
#include <thread>
#include <vector>

#include "adapters/waiting/fibers.hpp"
#include "adapters/waiting/threads.hpp"
#include "tests/catch.hpp"
#include "tests/unit/adapters/waiting/countdown.hpp"

using namespace handrail;

namespace {

// Runs `body` on a strand and returns when it has ended.
void on_strand(Waiting& waiting, std::function<void()> body) {
  Countdown done;
  waiting.start(0, [&] {
    body();
    done.one();
  });
  done.wait();
}

template <class T>
std::unique_ptr<T> make();
template <>
std::unique_ptr<ThreadWaiting> make() { return std::make_unique<ThreadWaiting>(2); }
template <>
std::unique_ptr<FiberWaiting> make() { return std::make_unique<FiberWaiting>(2); }

std::size_t resident_kib() {
  std::size_t total = 0, resident = 0;
  FILE* file = std::fopen("/proc/self/statm", "r");
  if (!file) return 0;
  const int read = std::fscanf(file, "%zu %zu", &total, &resident);
  std::fclose(file);
  return read == 2 ? resident * 4 : 0;
}

}  // namespace

TEMPLATE_TEST_CASE("waiting", "", ThreadWaiting, FiberWaiting) {
  const auto owner = make<TestType>();
  auto& waiting = *owner;

  SECTION("a wait that was woken before it parks returns at once") {
    on_strand(waiting, [&] {
      const auto wait = waiting.prepare();
      wait->wake();
      wait->wake();
      CHECK(wait->park(hours(1)).has_value());
    });
  }
  SECTION("a parked strand is woken from another thread") {
    Result<void> parked = fail(ErrorCode::invalid, "never ran");
    std::promise<std::shared_ptr<Wait>> handed;
    Countdown ended;
    waiting.start(0, [&] {
      auto wait = waiting.prepare();
      handed.set_value(wait);
      parked = wait->park(hours(1));
      ended.one();
    });
    handed.get_future().get()->wake();
    ended.wait();
    CHECK(parked.has_value());
  }
  SECTION("a wait that nobody wakes fails with timeout, and waking it later does nothing") {
    on_strand(waiting, [&] {
      const auto wait = waiting.prepare();
      const auto parked = wait->park(milliseconds(1));
      REQUIRE_FALSE(parked.has_value());
      CHECK(parked.error().code == ErrorCode::timeout);
      wait->wake();
    });
  }
  SECTION("the longest duration there is does not overflow into the past") {
    Countdown both(2);
    std::promise<std::shared_ptr<Wait>> handed;
    waiting.start(0, [&] {
      auto wait = waiting.prepare();
      handed.set_value(wait);
      if (wait->park({std::numeric_limits<std::int64_t>::max()})) both.one();
    });
    waiting.start(0, [&] {
      CHECK(waiting.sleep(milliseconds(5)).has_value());
      both.one();
    });
    auto wait = handed.get_future().get();
    while (both.left() == 2) std::this_thread::yield();
    wait->wake();
    both.wait();
  }
  SECTION("a strand knows its shard, and other threads have none") {
    CHECK(waiting.shards() == 2);
    CHECK(waiting.current_shard() == 2);
    Countdown both(2);
    std::atomic<std::size_t> seen[2] = {9, 9};
    for (std::size_t shard : {0u, 1u}) {
      waiting.start(shard, [&, shard] {
        (void)waiting.sleep(milliseconds(1));
        seen[shard] = waiting.current_shard();
        both.one();
      });
    }
    both.wait();
    CHECK(seen[0] == 0);
    CHECK(seen[1] == 1);
  }
  SECTION("a thread that is no strand may wait too") {
    auto wait = waiting.prepare();
    std::thread waker([&] { wait->wake(); });
    CHECK(wait->park(hours(1)).has_value());
    waker.join();
    CHECK(waiting.prepare()->park(milliseconds(1)).error().code == ErrorCode::timeout);
  }
  SECTION("draining cancels every wait, also those to come, and waits for the strands") {
    Countdown parked(10);
    std::atomic<int> cancelled = 0, ended = 0;
    for (int i = 0; i < 10; ++i) {
      waiting.start(static_cast<std::size_t>(i % 2), [&] {
        auto wait = waiting.prepare();
        parked.one();
        const auto result = wait->park(hours(1));
        if (!result && result.error().code == ErrorCode::cancelled) ++cancelled;
        const auto slept = waiting.sleep(hours(1));
        if (!slept && slept.error().code == ErrorCode::cancelled) ++cancelled;
        ++ended;
      });
    }
    parked.wait();
    CHECK_FALSE(waiting.draining());
    waiting.drain();
    CHECK(waiting.draining());
    CHECK(cancelled == 20);
    CHECK(ended == 10);
    waiting.drain();
  }
  SECTION("a strand may start others, also on another shard") {
    Countdown all(3);
    waiting.start(0, [&] {
      waiting.start(1, [&] {
        waiting.start(1, [&] { all.one(); });
        all.one();
      });
      all.one();
    });
    all.wait();
  }
  SECTION("a wait may be woken after everything has ended") {
    std::shared_ptr<Wait> wait;
    on_strand(waiting, [&] {
      wait = waiting.prepare();
      (void)wait->park(milliseconds(0));
    });
    waiting.drain();
    wait->wake();
  }
}

TEST_CASE("ten thousand fibers wait at once, on two threads and little memory") {
  FiberWaiting waiting(2);
  constexpr int strands = 10'000;
  std::vector<std::shared_ptr<Wait>> waits(strands);
  Countdown parked(strands), woken(strands);
  std::atomic<int> failed = 0;
  const std::size_t before = resident_kib();
  for (int i = 0; i < strands; ++i) {
    waiting.start(static_cast<std::size_t>(i % 2), [&, i] {
      waits[static_cast<std::size_t>(i)] = waiting.prepare();
      auto wait = waits[static_cast<std::size_t>(i)];
      parked.one();
      if (!wait->park(hours(1))) ++failed;
      woken.one();
    });
  }
  parked.wait();
  const std::size_t grown = resident_kib() - before;
  CHECK(grown < 200 * 1024);
  for (auto& wait : waits) wait->wake();
  woken.wait();
  CHECK(failed == 0);
  waiting.drain();
}

TEST_CASE("a fiber wakes on the thread it was started on") {
  FiberWaiting waiting(2);
  Countdown all(100);
  std::atomic<int> moved = 0;
  for (int i = 0; i < 100; ++i) {
    waiting.start(static_cast<std::size_t>(i % 2), [&] {
      const auto thread = std::this_thread::get_id();
      for (int turn = 0; turn < 5; ++turn) {
        (void)waiting.sleep(milliseconds(1));
        if (std::this_thread::get_id() != thread) ++moved;
      }
      all.one();
    });
  }
  all.wait();
  CHECK(moved == 0);
}

TEST_CASE("a fiber may block its thread while no other one of its loop waits to be woken or to begin; those that sleep do not count") {
  FiberWaiting waiting(2);
  CHECK(waiting.may_block());   // off the loops: whoever calls blocks its own thread
  on_strand(waiting, [&] {
    CHECK(waiting.may_block());
    Countdown ended(3);
    waiting.start(0, [&] {
      (void)waiting.sleep(milliseconds(1));
      ended.one();
    });
    CHECK_FALSE(waiting.may_block());   // it has not begun
    (void)waiting.sleep(milliseconds(0));
    CHECK(waiting.may_block());
    std::shared_ptr<Wait> others;
    waiting.start(0, [&] {
      others = waiting.prepare();
      CHECK(others->park(hours(1)));
      CHECK(waiting.may_block());       // the strand that woke it sleeps
      ended.one();
    });
    bool elsewhere = false;
    waiting.start(1, [&] {
      elsewhere = waiting.may_block();
      ended.one();
    });
    while (!others) (void)waiting.sleep(milliseconds(1));
    CHECK_FALSE(waiting.may_block());
    others->wake();
    CHECK_FALSE(waiting.may_block());   // woken, and not gone on yet
    while (ended.left() > 0) (void)waiting.sleep(milliseconds(1));
    CHECK(waiting.may_block());
    CHECK(elsewhere);
  });
}

TEST_CASE("a fiber that blocks its thread again and again parks between, so that its loop sees to sockets") {
  FiberWaiting waiting(1);
  on_strand(waiting, [&] {
    for (int again = 0; again < 3; ++again) {
      for (std::size_t i = 0; i < FiberWaiting::blocks_in_a_row; ++i) REQUIRE(waiting.may_block());
      CHECK_FALSE(waiting.may_block());
      (void)waiting.sleep(milliseconds(0));
    }
  });
}

TEST_CASE("strands of one shard never run at the same time") {
  FiberWaiting waiting(2);
  Countdown all(50);
  int counter = 0;   // no atomic: the shard is the protection
  for (int i = 0; i < 50; ++i) {
    waiting.start(1, [&] {
      for (int turn = 0; turn < 20; ++turn) {
        ++counter;
        if (turn % 5 == 0) (void)waiting.sleep(milliseconds(0));
      }
      all.one();
    });
  }
  all.wait();
  CHECK(counter == 1000);
}

TEST_CASE("parking a wait of another strand, or twice, is a bug that says so") {
  FiberWaiting waiting(1);
  on_strand(waiting, [&] {
    auto wait = waiting.prepare();
    wait->wake();
    CHECK(wait->park(hours(1)).has_value());
    CHECK_THROWS(wait->park(hours(1)));
  });
  std::shared_ptr<Wait> foreign;
  Countdown handed, both(2);
  waiting.start(0, [&] {
    foreign = waiting.prepare();
    handed.one();
    (void)waiting.sleep(milliseconds(20));
    both.one();
  });
  handed.wait();
  waiting.start(0, [&] {
    CHECK_THROWS(foreign->park(hours(1)));
    both.one();
  });
  both.wait();
}

TEST_CASE("a deep recursion has its 512 KiB") {
  FiberWaiting waiting(1);
  std::function<int(int)> deep = [&](int left) {
    volatile char frame[1024] = {};
    frame[0] = static_cast<char>(left);
    return left == 0 ? frame[0] : deep(left - 1) + frame[0] * 0;
  };
  on_strand(waiting, [&] { CHECK(deep(250) == 0); });
}
