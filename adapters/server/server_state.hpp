// What the listener and its sessions share. The parts of a shard are touched on its thread only.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <unordered_set>
#include <vector>

#include <boost/asio/ip/tcp.hpp>

#include "adapters/server/api.hpp"
#include "adapters/server/server.hpp"

namespace handrail::server {

class Session;

struct ShardSessions {
  std::unique_ptr<boost::asio::ip::tcp::acceptor> acceptor;
  std::unordered_set<Session*> sessions;
};

struct ServerState {
  ServerState(FiberWaiting& fibers, Conversations& conversations, const KeyRing& keys, ServerOptions given)
      : waiting(fibers), options(std::move(given)),
        api(fibers, conversations, keys,
            {.pages = options.pages, .version = options.version, .turns_at_once = options.turns_at_once, .answer_wait = options.answer_wait,
             .heartbeat = options.event_heartbeat}),
        shards(fibers.shards()) {}

  FiberWaiting& waiting;
  const ServerOptions options;
  Api api;
  std::uint16_t port = 0;
  std::atomic<bool> stopping{false};
  std::atomic<std::size_t> connections{0};
  std::vector<ShardSessions> shards;

  // Strands of ours that have not ended: accepting ones and sessions.
  std::mutex mutex;
  std::condition_variable ended;
  std::size_t strands = 0;
};

}  // namespace handrail::server
