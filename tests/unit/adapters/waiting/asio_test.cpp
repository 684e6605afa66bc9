// Fibers that mix waits of the seam with operations of Asio's own.
#include <atomic>
#include <future>
#include <set>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include "adapters/waiting/fibers_asio.hpp"
#include "tests/catch.hpp"
#include "tests/unit/adapters/waiting/countdown.hpp"

using namespace handrail;
namespace asio = boost::asio;
using waiting::current_yield;

TEST_CASE("a strand stays itself while timers of Asio and waits of the seam interleave on one thread") {
  FiberWaiting fibers(1);
  constexpr int strands = 50;
  std::atomic<int> strayed = 0;
  Countdown done(strands);
  for (int i = 0; i < strands; ++i) {
    fibers.start(0, [&, i] {
      // One timer stands on the loop, the other on the strand's own executor: both must lead back here.
      asio::steady_timer on_loop(waiting::loop(fibers, 0));
      asio::steady_timer on_strand(current_yield().get_executor());
      for (int turn = 0; turn < 10; ++turn) {
        boost::system::error_code error;
        auto& timer = (turn + i) % 2 == 0 ? on_loop : on_strand;
        timer.expires_after(std::chrono::milliseconds((i * 7 + turn * 3) % 4));
        timer.async_wait(current_yield()[error]);
        if (error || fibers.current_shard() != 0) ++strayed;
        // Parking asserts that the strand which prepared the wait is the one that parks.
        if (!fibers.sleep(milliseconds((i + turn) % 3))) ++strayed;
      }
      done.one();
    });
  }
  done.wait();
  CHECK(strayed == 0);
}

TEST_CASE("one strand may wake another, and goes on as itself") {
  FiberWaiting fibers(1);
  std::shared_ptr<Wait> sleeper;
  Countdown done(2);
  std::vector<std::string> order;
  fibers.start(0, [&] {
    sleeper = fibers.prepare();
    CHECK(sleeper->park(hours(1)).has_value());
    order.push_back("sleeper");
    done.one();
  });
  fibers.start(0, [&] {
    sleeper->wake();
    order.push_back("waker");
    CHECK(fibers.sleep(milliseconds(1)).has_value());
    done.one();
  });
  done.wait();
  CHECK(order == std::vector<std::string>{"waker", "sleeper"});
}

TEST_CASE("sockets of many strands suspend only their own strand") {
  FiberWaiting fibers(2);
  constexpr int pairs = 20;
  std::atomic<int> echoed = 0;
  Countdown done(pairs);
  using Socket = asio::local::stream_protocol::socket;
  for (int i = 0; i < pairs; ++i) {
    const std::size_t shard = static_cast<std::size_t>(i % 2);
    fibers.start(shard, [&, shard, i] {
      auto& context = waiting::loop(fibers, shard);
      auto near = std::make_shared<Socket>(context), far = std::make_shared<Socket>(context);
      asio::local::connect_pair(*near, *far);
      fibers.start(shard, [&fibers, far] {
        std::string line(4, '\0');
        boost::system::error_code error;
        asio::async_read(*far, asio::buffer(line), current_yield()[error]);
        (void)fibers.sleep(milliseconds(2));
        asio::async_write(*far, asio::buffer(line), current_yield()[error]);
      });
      std::string line = "n" + std::to_string(100 + i), answer(4, '\0');
      boost::system::error_code error;
      asio::async_write(*near, asio::buffer(line), current_yield()[error]);
      asio::async_read(*near, asio::buffer(answer), current_yield()[error]);
      if (!error && answer == line) ++echoed;
      done.one();
    });
  }
  done.wait();
  CHECK(echoed == pairs);
  fibers.drain();
}

TEST_CASE("outside of a strand there is no yield, and waiting on a bare loop is a bug that says so") {
  FiberWaiting fibers(1);
  CHECK_THROWS(current_yield());
  std::promise<bool> refused;
  asio::post(waiting::loop(fibers, 0), [&] {
    bool threw = false;
    try {
      (void)fibers.prepare();
    } catch (const std::exception&) {
      threw = true;
    }
    refused.set_value(threw);
  });
  CHECK(refused.get_future().get());
}

TEST_CASE("a strand that never suspended ends like the others") {
  FiberWaiting fibers(1);
  std::atomic<int> ran = 0;
  for (int i = 0; i < 1000; ++i) fibers.start(0, [&] { ++ran; });
  fibers.drain();
  CHECK(ran == 1000);
}
