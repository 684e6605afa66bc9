#include "adapters/http/dial.hpp"

#include <algorithm>
#include <chrono>
#include <vector>

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/address.hpp>

#include "adapters/http/alarm.hpp"
#include "adapters/waiting/fibers_asio.hpp"
#include "engine/base/text.hpp"

namespace handrail::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Steady = std::chrono::steady_clock;

namespace {

struct Names {
  explicit Names(asio::io_context& loop) : resolver(loop) {}
  tcp::resolver resolver;
  error_code error;
  std::vector<tcp::endpoint> found;
};

// The resolver's answer is waited for with a Wait of ours: an operation of Asio's would hold the fiber until the system's resolver gives up.
Result<std::vector<tcp::endpoint>> endpoints(FiberWaiting& waiting, asio::io_context& loop, const Origin& origin, Duration at_most) {
  error_code error;
  if (const auto address = asio::ip::make_address(origin.host, error); !error) return std::vector<tcp::endpoint>{{address, origin.port}};
  const auto names = std::make_shared<Names>(loop);
  const std::shared_ptr<Wait> wait = waiting.prepare();
  names->resolver.async_resolve(origin.host, std::to_string(origin.port), [names, wait](error_code failed, const tcp::resolver::results_type& results) {
    names->error = failed;
    for (const auto& entry : results) names->found.push_back(entry.endpoint());
    wait->wake();
  });
  if (const auto parked = wait->park(at_most); !parked) {
    names->resolver.cancel();
    return fail(parked.error().code, "the name " + origin.host + " was not resolved in time");
  }
  if (names->error || names->found.empty()) return fail(ErrorCode::unavailable, "the name " + origin.host + " has no address");
  return std::move(names->found);
}

}  // namespace

Result<void> dial(FiberWaiting& waiting, Wire& wire, const Origin& origin, Duration at_most) {
  const Steady::time_point until = Steady::now() + std::chrono::milliseconds(at_most.ms);
  asio::io_context& loop = waiting::loop(waiting, waiting.current_shard());
  HANDRAIL_TRY(const auto addresses, endpoints(waiting, loop, origin, at_most));

  const Alarm alarm(loop, wire, until);
  error_code error;
  asio::async_connect(wire.socket(), addresses, waiting::current_yield()[error]);
  Result<void> done;
  if (error) {
    done = fail(ErrorCode::unavailable, "cannot connect to " + origin.authority() + ": " + printable(error.message(), 200));
  } else {
    error_code ignored;
    wire.socket().set_option(tcp::no_delay(true), ignored);
    done = wire.shake_hands(origin.host);
  }
  if (alarm.expired()) done = fail(ErrorCode::timeout, "cannot connect to " + origin.authority() + " within " + format_duration(at_most));
  if (!done) wire.cut();
  return done;
}

}  // namespace handrail::http
