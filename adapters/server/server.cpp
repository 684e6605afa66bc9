#include "adapters/server/server.hpp"

#include <chrono>

#include "adapters/server/listen.hpp"
#include "adapters/server/problem.hpp"
#include "adapters/server/server_state.hpp"
#include "adapters/server/session.hpp"
#include "adapters/server/wire_rules.hpp"
#include "adapters/waiting/fibers_asio.hpp"
#include "engine/base/assert.hpp"

namespace handrail {

namespace server {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr Duration pause_without_descriptors = milliseconds(100);   // the kernel has no open file to give: accepting again at once would spin

// Written without waiting: it fits the buffer of a fresh connection.
void turn_away(tcp::socket& socket) {
  const HttpResponse response = problem(ProblemKind::overloaded, "this server has no free connection");
  const std::string bytes = response_head(response, true) + response.body;
  boost::system::error_code ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(bytes), ignored);
  socket.shutdown(tcp::socket::shutdown_send, ignored);
}

// Starts a strand that stop() waits for.
void start_strand(const std::shared_ptr<ServerState>& state, std::size_t shard, std::function<void()> body) {
  {
    const std::scoped_lock lock(state->mutex);
    ++state->strands;
  }
  state->waiting.start(shard, [state, body = std::move(body)]() mutable {
    body();
    body = nullptr;
    const std::scoped_lock lock(state->mutex);
    if (--state->strands == 0) state->ended.notify_all();
  });
}

void take(const std::shared_ptr<ServerState>& state, std::size_t shard, tcp::socket socket) {
  if (state->connections.fetch_add(1) >= state->options.connections) {
    state->connections.fetch_sub(1);
    return turn_away(socket);
  }
  boost::system::error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  const auto owned = std::make_shared<tcp::socket>(std::move(socket));   // a strand's body is copyable, a socket is not
  start_strand(state, shard, [state = state.get(), owned] {
    run_session(*state, std::move(*owned));
    state->connections.fetch_sub(1);
  });
}

void accept_connections(const std::shared_ptr<ServerState>& state, std::size_t shard) {
  tcp::acceptor& acceptor = *state->shards[shard].acceptor;
  while (!state->stopping) {
    tcp::socket socket(waiting::loop(state->waiting, shard));
    boost::system::error_code error;
    acceptor.async_accept(socket, waiting::current_yield()[error]);
    if (state->stopping) break;
    if (!error) {
      take(state, shard, std::move(socket));
    } else if (error == asio::error::no_descriptors || error == boost::system::errc::too_many_files_open_in_system ||
               error == boost::system::errc::not_enough_memory || error == asio::error::no_buffer_space) {
      if (!state->waiting.sleep(pause_without_descriptors)) break;
    }
  }
  // Here, so that nothing of Asio's outlives its loop; what has been accepted by the kernel alone is refused by it.
  state->shards[shard].acceptor.reset();
}

bool wait_for_end(ServerState& state, Duration at_most) {
  std::unique_lock lock(state.mutex);
  return state.ended.wait_for(lock, std::chrono::milliseconds(at_most.ms), [&] { return state.strands == 0; });
}

void on_every_shard(const std::shared_ptr<ServerState>& state, void (*end)(Session&)) {
  for (std::size_t shard = 0; shard < state->shards.size(); ++shard) {
    start_strand(state, shard, [state, shard, end] {
      boost::system::error_code ignored;
      if (auto& acceptor = state->shards[shard].acceptor) acceptor->close(ignored);
      for (Session* session : state->shards[shard].sessions) end(*session);
    });
  }
}

}  // namespace

}  // namespace server

Server::Server(std::shared_ptr<server::ServerState> state) : state_(std::move(state)) {}

Server::~Server() { stop(); }

Result<std::unique_ptr<Server>> Server::start(FiberWaiting& waiting, Conversations& conversations, const KeyRing& keys, ServerOptions options) {
  HANDRAIL_TRY(const server::ListeningSockets sockets, server::listen_on(options.host, options.port, waiting.shards()));
  auto state = std::make_shared<server::ServerState>(waiting, conversations, keys, std::move(options));
  state->port = sockets.port;
  const auto protocol = sockets.family == AF_INET6 ? boost::asio::ip::tcp::v6() : boost::asio::ip::tcp::v4();
  for (std::size_t shard = 0; shard < waiting.shards(); ++shard) {
    auto& acceptor = state->shards[shard].acceptor;
    acceptor = std::make_unique<boost::asio::ip::tcp::acceptor>(waiting::loop(waiting, shard));
    boost::system::error_code error;
    acceptor->assign(protocol, sockets.descriptors[shard], error);
    HANDRAIL_ASSERT(!error, "a fresh listening socket joins its loop");
  }
  for (std::size_t shard = 0; shard < waiting.shards(); ++shard) {
    server::start_strand(state, shard, [state, shard] { server::accept_connections(state, shard); });
  }
  return std::unique_ptr<Server>(new Server(std::move(state)));
}

std::uint16_t Server::port() const { return state_->port; }

void Server::stop() {
  if (state_->stopping.exchange(true)) return;
  server::on_every_shard(state_, server::stop_session);
  if (server::wait_for_end(*state_, state_->options.stop_wait)) return;
  server::on_every_shard(state_, server::cut_session);
  // A turn that still runs now is the drain's: it is cancelled there, and its session ends with it.
  server::wait_for_end(*state_, limits::close_wait);
}

}  // namespace handrail
