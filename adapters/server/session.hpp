// One connection: reads requests one after the other, asks the Api, writes the answers. Lives on one strand of one shard.
#pragma once

#include <memory>

#include <boost/asio/ip/tcp.hpp>

#include "adapters/server/server_state.hpp"

namespace handrail::server {

// Serves the connection until it ends; on the strand that calls.
void run_session(ServerState& state, boost::asio::ip::tcp::socket socket);
// On the session's shard: ends it if it waits for a request or streams; what runs goes on to its answer.
void stop_session(Session& session);
// On the session's shard: ends it as soon as what runs comes back.
void cut_session(Session& session);

}  // namespace handrail::server
