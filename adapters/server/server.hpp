// The HTTP/1.1 endpoint: one listening socket, one accepting strand and its sessions on each shard, all answers from Conversations.
//
//   HANDRAIL_TRY(auto server, Server::start(fibers, conversations, keys, {.port = 8080, .version = "0.4.0"}));
//   …
//   server->stop();       // then drain the fibers
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "adapters/server/pages.hpp"
#include "adapters/waiting/fibers.hpp"
#include "engine/base/limits.hpp"
#include "engine/seams/key_ring.hpp"
#include "engine/turn/conversations.hpp"

namespace handrail {

namespace server {
struct ServerState;
}

struct ServerOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;                            // 0: any free one
  server::Pages pages = server::embedded_pages();
  std::string version;
  // One line about a bug of ours that a request met; never with anything that the request carried. From any shard.
  std::function<void(std::string)> report = [](const std::string&) {};

  // What tests make small.
  Duration request_header_wait = limits::request_header_wait;
  Duration request_body_wait = limits::request_body_wait;
  Duration response_write_wait = limits::response_write_wait;
  Duration keep_alive = limits::keep_alive;
  Duration answer_wait = limits::answer_wait;
  Duration event_heartbeat = limits::event_heartbeat;
  Duration stop_wait = limits::stop_wait;
  std::size_t connections = limits::connections;
  std::size_t turns_at_once = limits::turns_at_once;
};

class Server {
 public:
  // Listens when it returns. Fails with conflict when the port is taken, with invalid on a host that is none, with forbidden on a port that needs
  // a privilege. What is handed in must live until the fibers have been drained.
  static Result<std::unique_ptr<Server>> start(FiberWaiting& waiting, Conversations& conversations, const KeyRing& keys, ServerOptions options);
  ~Server();   // stops
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  // Takes no more connections, lets what runs end (at most stop_wait, then cuts it), ends streams and idle connections. Not from a strand.
  // A second time does nothing.
  void stop();

 private:
  explicit Server(std::shared_ptr<server::ServerState> state);
  std::shared_ptr<server::ServerState> state_;   // shared with the sessions
};

}  // namespace handrail
