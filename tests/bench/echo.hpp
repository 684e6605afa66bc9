// What a turn is compared with: Beast reading a request and sending its body back on the same fibers, bare or after one group commit of the body.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "adapters/sqlite/writer.hpp"
#include "adapters/waiting/fibers.hpp"

namespace handrail::bench {

class EchoServer {
 public:
  // Listens on 127.0.0.1, one acceptor and its sessions per shard. With a writer, a body is a row in its table `echoes`, committed before it is sent back.
  EchoServer(FiberWaiting& waiting, sqlite::Writer* writer);
  ~EchoServer();   // once the clients have gone
  EchoServer(const EchoServer&) = delete;
  EchoServer& operator=(const EchoServer&) = delete;
  [[nodiscard]] std::uint16_t port() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace handrail::bench
