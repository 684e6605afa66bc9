// A client of one HTTP service: `send` parks the strand that calls until the answer is there or the deadline has passed, and says of every failure
// whether the request may have been carried out. Connections are kept and used again, a bounded number on each shard; redirects are not followed.
#pragma once

#include <memory>
#include <string>

#include "adapters/http/message.hpp"
#include "adapters/http/origin.hpp"
#include "adapters/waiting/fibers.hpp"
#include "engine/base/limits.hpp"

namespace handrail::http {

struct ClientOptions {
  std::string ca_file;                                          // PEM of the authority to trust instead of the system's; https only
  std::size_t connections = limits::service_connections;       // at once, on each shard; who finds them all busy waits in line
  std::size_t answer_bytes = limits::service_answer_bytes;     // of one answer's body
  Duration connect_wait = limits::service_connect_wait;        // for the name, the connection and the handshake together
  Duration idle = limits::service_idle;                         // how old a connection may be that is used again,
  Duration idle_for_acts = limits::service_idle_for_acts;      // and how old by what must not be asked twice
};

class Client {
 public:
  // `waiting` outlives the client, and has drained before the client goes. Fails with invalid for an authority that cannot be read.
  static Result<std::unique_ptr<Client>> make(FiberWaiting& waiting, Origin origin, ClientOptions options = {});
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // From a strand, or from a thread that is none of the loops'. A request is sent at most once.
  tl::expected<Answer, Failure> send(const Request& request);
  // The same; the body of an answer with status 2xx goes to `on_bytes` as it arrives, on a strand's thread and never after the return, `body` stays empty.
  tl::expected<Answer, Failure> send(const Request& request, const OnBytes& on_bytes);
  // From any thread: cuts every connection, and what is asked from now on fails unsent. Before the strands are drained.
  void stop();
  [[nodiscard]] const Origin& origin() const;

 private:
  struct State;
  explicit Client(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

}  // namespace handrail::http
