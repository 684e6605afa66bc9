// The same fibers, for code that speaks Asio: the loop of a shard, and what the current strand hands to an asynchronous operation so that it suspends
// just this strand. Waits of the seam and operations of Asio may be mixed on one strand.
#pragma once

#include <cstddef>

#include <boost/asio/io_context.hpp>
#include <boost/asio/spawn.hpp>

#include "adapters/waiting/fibers.hpp"

namespace handrail::waiting {

// Lives as long as `fibers`; run by one thread only, so that sockets made on it are used on that shard only.
[[nodiscard]] boost::asio::io_context& loop(FiberWaiting& fibers, std::size_t shard);

// Of the strand that calls: `socket.async_read_some(buffer, current_yield()[error])`. Asserts that there is one.
[[nodiscard]] boost::asio::yield_context current_yield();

}  // namespace handrail::waiting
