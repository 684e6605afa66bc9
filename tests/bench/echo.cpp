#include "tests/bench/echo.hpp"

#include <future>
#include <string>

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include "adapters/server/listen.hpp"
#include "adapters/waiting/fibers_asio.hpp"
#include "tests/bench/figures.hpp"

namespace handrail::bench {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Socket = asio::ip::tcp::socket;

struct EchoServer::State {
  FiberWaiting& waiting;
  sqlite::Writer* writer;
  std::uint16_t port = 0;
  std::vector<std::unique_ptr<asio::ip::tcp::acceptor>> acceptors;
};

namespace {

Result<void> commit(sqlite::Writer& writer, const std::string& body) {
  return writer.submit([&](sqlite::Database& database) -> Result<void> {
    HANDRAIL_TRY(auto insert, database.kept("INSERT INTO echoes (body) VALUES (?1)"));
    return insert->bind(1, body).run();
  });
}

void serve(sqlite::Writer* writer, Socket& socket) {
  boost::system::error_code error;
  beast::flat_buffer buffer;
  while (true) {
    http::request<http::string_body> request;
    http::async_read(socket, buffer, request, waiting::current_yield()[error]);
    if (error) return;
    if (writer) must(commit(*writer, request.body()));
    http::response<http::string_body> response(http::status::ok, request.version());
    response.set(http::field::content_type, "application/json");
    response.keep_alive(request.keep_alive());
    response.body() = std::move(request.body());
    response.prepare_payload();
    http::async_write(socket, response, waiting::current_yield()[error]);
    if (error) return;
  }
}

}  // namespace

EchoServer::EchoServer(FiberWaiting& waiting, sqlite::Writer* writer) : state_(std::make_shared<State>(State{waiting, writer, 0, {}})) {
  const auto sockets = must(server::listen_on("127.0.0.1", 0, waiting.shards()));
  state_->port = sockets.port;
  for (std::size_t shard = 0; shard < waiting.shards(); ++shard) {
    state_->acceptors.push_back(std::make_unique<asio::ip::tcp::acceptor>(waiting::loop(waiting, shard)));
    state_->acceptors.back()->assign(asio::ip::tcp::v4(), sockets.descriptors[shard]);
  }
  for (std::size_t shard = 0; shard < waiting.shards(); ++shard) {
    waiting.start(shard, [state = state_, shard] {
      while (true) {
        boost::system::error_code error;
        auto socket = std::make_shared<Socket>(waiting::loop(state->waiting, shard));
        state->acceptors[shard]->async_accept(*socket, waiting::current_yield()[error]);
        if (error) return;
        socket->set_option(asio::ip::tcp::no_delay(true), error);
        state->waiting.start(shard, [state, socket] { serve(state->writer, *socket); });
      }
    });
  }
}

EchoServer::~EchoServer() {
  for (std::size_t shard = 0; shard < state_->acceptors.size(); ++shard) {
    std::promise<void> closed;
    state_->waiting.start(shard, [&] {
      state_->acceptors[shard]->close();
      closed.set_value();
    });
    closed.get_future().wait();
  }
}

std::uint16_t EchoServer::port() const { return state_->port; }

}  // namespace handrail::bench
