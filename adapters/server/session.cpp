#include "adapters/server/session.hpp"

#include <array>
#include <chrono>
#include <optional>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "adapters/server/problem.hpp"
#include "adapters/server/wire_rules.hpp"
#include "adapters/waiting/fibers_asio.hpp"
#include "engine/base/text.hpp"

namespace handrail::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using Steady = std::chrono::steady_clock;
using Parser = http::request_parser<http::string_body>;

namespace {

constexpr std::size_t head_read_bytes = 4096;    // a usual request in one read; an idle connection holds no more
constexpr std::size_t body_read_bytes = 32u << 10;
constexpr std::size_t start_line_slack = 64;     // method, version and blanks around a target
// What the chunks of a body may weigh on the wire: chunks of six bytes double it. It bounds the trailers, too.
constexpr std::size_t body_wire_bytes = 2 * limits::http_body_bytes + limits::http_header_bytes;

std::string plain(beast::string_view text) { return {text.data(), text.size()}; }

HttpRequest read_head(const Parser& parser) {
  const auto& message = parser.get();
  HttpRequest request;
  request.method = plain(message.method_string());
  request.target = plain(message.target());
  for (const auto& field : message) request.headers.emplace_back(lower_ascii(plain(field.name_string())), plain(field.value()));
  request.has_body = parser.chunked() || parser.content_length_remaining().value_or(0) > 0;
  return request;
}

HttpVersion version_of(const Parser& parser) { return parser.get().version() >= 11 ? HttpVersion::v1_1 : HttpVersion::v1_0; }

}  // namespace

class Session : public ResponseStream, public std::enable_shared_from_this<Session> {
 public:
  Session(ServerState& state, asio::ip::tcp::socket socket) : state_(state), socket_(std::move(socket)), timer_(socket_.get_executor()) {}

  void run() {
    bool first = true;
    while (serve_one(first)) first = false;
    finish();
  }

  void stop() {
    if (receiving_) socket_.cancel(ignored_);
    if (parked_) parked_->wake();
  }
  void cut() {
    stop();
    socket_.close(ignored_);
  }
  void end() {
    over_ = true;
    timer_.cancel();
  }

  bool write(std::string_view bytes) override {
    set_deadline(state_.options.response_write_wait);
    error_code error;
    asio::async_write(socket_, asio::buffer(bytes), waiting::current_yield()[error]);
    clear_deadline();
    return !error;
  }
  [[nodiscard]] bool stopping() const override { return state_.stopping; }
  void parks_on(std::shared_ptr<Wait> wait) override {
    parked_ = std::move(wait);
    // The server may have stopped between the last look and now; then nobody else wakes it.
    if (parked_ && state_.stopping) parked_->wake();
  }

 private:
  bool serve_one(bool first);
  bool wait_for_bytes(bool first);
  template <class Enough>
  error_code receive(Parser& parser, std::size_t read_bytes, const Enough& enough);
  error_code receive_head(Parser& parser);
  error_code receive_body(Parser& parser);
  bool refuse(error_code error, const Parser& parser);
  bool answer(Parser& parser, HttpRequest request, HttpVersion version);
  bool send(const HttpResponse& response, bool head_only, bool close);
  bool send_last(HttpResponse response, bool head_only = false);
  HttpResponse ask(const HttpRequest& request);
  void stream(const HttpResponse& response);
  void finish();

  // One timer, moved lazily: when it fires before the deadline it goes on to it, else it cancels what the socket does.
  void set_deadline(Duration wait) {
    expired_ = false;
    deadline_ = Steady::now() + std::chrono::milliseconds(wait.ms);
    if (!armed_ || deadline_ < armed_for_) arm();
  }
  void clear_deadline() { deadline_ = Steady::time_point::max(); }
  void arm() {
    armed_ = true;
    armed_for_ = deadline_;
    timer_.expires_at(deadline_);
    timer_.async_wait([self = shared_from_this()](error_code error) {
      if (error || self->over_) return;
      self->armed_ = false;
      if (self->deadline_ == Steady::time_point::max()) return;
      if (Steady::now() < self->deadline_) return self->arm();
      self->expired_ = true;
      self->socket_.cancel(self->ignored_);
    });
  }

  ServerState& state_;
  asio::ip::tcp::socket socket_;
  asio::steady_timer timer_;
  beast::flat_buffer buffer_;   // may hold the beginning of the next request already
  Steady::time_point deadline_ = Steady::time_point::max(), armed_for_;
  bool armed_ = false, expired_ = false, over_ = false;
  bool receiving_ = false;      // a stop may end what the socket does
  bool unread_ = false;         // the client may still be sending what we will not read
  std::shared_ptr<Wait> parked_;
  error_code ignored_;
};

// Feeds the parser from the buffer, and the buffer from the socket, until it is `enough(parser, bytes taken)`, which may also refuse.
template <class Enough>
error_code Session::receive(Parser& parser, std::size_t read_bytes, const Enough& enough) {
  std::size_t taken = 0;
  bool hungry = false;
  for (;;) {
    error_code error;
    if (!hungry) {
      const std::size_t bytes = parser.put(buffer_.data(), error);
      buffer_.consume(bytes);
      taken += bytes;
      hungry = error == http::error::need_more || bytes == 0 || buffer_.size() == 0;
      if (error == http::error::need_more) error = {};
      if (error) return error;
      if (enough(taken, error) || error) return error;
      continue;
    }
    receiving_ = true;
    const std::size_t bytes = socket_.async_read_some(buffer_.prepare(read_bytes), waiting::current_yield()[error]);
    receiving_ = false;
    if (error) return error;
    buffer_.commit(bytes);
    hungry = false;
  }
}

// The parser's own limit forgets what it has consumed, so a header in many small pieces is counted here.
error_code Session::receive_head(Parser& parser) {
  parser.header_limit(static_cast<std::uint32_t>(limits::http_header_bytes + limits::http_target_bytes + start_line_slack));
  parser.body_limit(limits::http_body_bytes);
  set_deadline(state_.options.request_header_wait);
  return receive(parser, head_read_bytes, [&](std::size_t taken, error_code& error) {
    const bool done = parser.is_header_done();
    const std::size_t seen = taken + (done ? 0 : buffer_.size());
    if (taken == 0) {
      if (seen > limits::http_target_bytes + start_line_slack) error = http::error::header_limit;
    } else {
      const auto& message = parser.get();
      const std::size_t start_line = message.method_string().size() + message.target().size() + std::string_view("  HTTP/1.1\r\n").size();
      if (seen > start_line + limits::http_header_bytes && message.target().size() <= limits::http_target_bytes) error = http::error::header_limit;
    }
    return done;
  });
}

error_code Session::receive_body(Parser& parser) {
  parser.eager(true);
  set_deadline(state_.options.request_body_wait);
  return receive(parser, body_read_bytes, [&](std::size_t taken, error_code& error) {
    if (taken + buffer_.size() > body_wire_bytes && !parser.is_done()) error = http::error::body_limit;
    return parser.is_done();
  });
}

// True when another request may follow on the connection.
bool Session::serve_one(bool first) {
  if (!wait_for_bytes(first)) return false;
  Parser parser;
  if (const error_code error = receive_head(parser)) return refuse(error, parser);
  return answer(parser, read_head(parser), version_of(parser));
}

// Nothing has been said yet: whatever goes wrong here ends the connection without a word.
bool Session::wait_for_bytes(bool first) {
  if (buffer_.size() > 0) return !state_.stopping;
  if (state_.stopping) return false;
  buffer_.shrink_to_fit();
  set_deadline(first ? state_.options.request_header_wait : state_.options.keep_alive);
  receiving_ = true;
  error_code error;
  const std::size_t bytes = socket_.async_read_some(buffer_.prepare(head_read_bytes), waiting::current_yield()[error]);
  receiving_ = false;
  buffer_.commit(bytes);
  return !error;
}

bool Session::answer(Parser& parser, HttpRequest request, HttpVersion version) {
  const bool head_only = request.method == "HEAD";
  std::optional<HttpResponse> settled = breaks_http(request, version);
  if (settled) {
    unread_ = true;
    return send_last(std::move(*settled), head_only);
  }
  settled = state_.api.before_body(request);
  if (settled && request.has_body) {
    unread_ = true;
    return send_last(std::move(*settled), head_only);
  }
  if (wants_continue(request, version) && !write("HTTP/1.1 100 Continue\r\n\r\n")) return false;
  if (request.has_body) {
    if (const error_code error = receive_body(parser)) return refuse(error, parser);
    request.body = std::move(parser.get().body());
  }
  clear_deadline();
  const HttpResponse response = settled ? std::move(*settled) : ask(request);
  if (response.stream && !head_only) {
    stream(response);
    return false;
  }
  const bool close = response.close || state_.stopping || !parser.get().keep_alive();
  return send(response, head_only, close) && !close;
}

// The first of the two places where a Bug is caught; nothing of it but its own words, which are ours, goes to the report.
HttpResponse Session::ask(const HttpRequest& request) {
  std::string bug;
  try {
    return state_.api.answer(request);
  } catch (const std::exception& thrown) {
    bug = thrown.what();
  }
  state_.options.report("a request met a bug: " + printable(bug, 400));
  return problem(ProblemKind::internal, "the request met a mistake of ours, which has been reported; the server goes on");
}

void Session::stream(const HttpResponse& response) {
  if (!write(response_head(response, true))) return;
  std::string bug;
  try {
    response.stream(*this);
  } catch (const std::exception& thrown) {
    bug = thrown.what();
  }
  if (!bug.empty()) state_.options.report("a stream met a bug: " + printable(bug, 400));
}

// What could not be read, said as far as the client can still hear it.
bool Session::refuse(error_code error, const Parser& parser) {
  unread_ = true;
  const bool started = parser.got_some();
  if (error == asio::error::operation_aborted && !expired_) {
    return started && state_.stopping && send_last(problem(ProblemKind::stopping, "the server stops; the request was not complete and has not been taken"));
  }
  if (expired_) {
    const bool in_body = parser.is_header_done();
    return send_last(problem(ProblemKind::request_timeout, in_body ? "the body did not arrive in time" : "the header did not arrive in time"));
  }
  // It sends no more, and may still listen; one that has gone does not hear it.
  if (error == asio::error::eof || error == http::error::end_of_stream || error == http::error::partial_message)
    return started && send_last(problem(ProblemKind::malformed_request, "the request ended before it was complete, and has not been taken"));
  if (error == http::error::body_limit) {
    return send_last(problem(ProblemKind::body_too_large, "the body has more than " + std::to_string(limits::http_body_bytes) + " bytes"));
  }
  if (error == http::error::header_limit) {
    const bool in_target = parser.get().target().empty();
    return send_last(in_target ? problem(ProblemKind::target_too_long, "the request target has more than " + std::to_string(limits::http_target_bytes) + " bytes")
                               : problem(ProblemKind::header_too_large, "the header has more than " + std::to_string(limits::http_header_bytes) + " bytes"));
  }
  if (error == http::error::bad_version) return send_last(problem(ProblemKind::http_version, "only HTTP/1.1 and HTTP/1.0 are spoken here"));
  if (error.category() == http::make_error_code(http::error::bad_target).category()) {
    return send_last(problem(ProblemKind::malformed_request, "the request cannot be read: " + error.message()));
  }
  return false;   // the connection broke
}

bool Session::send_last(HttpResponse response, bool head_only) {
  send(response, head_only, true);
  return false;
}

bool Session::send(const HttpResponse& response, bool head_only, bool close) {
  const std::string head = response_head(response, close);
  const std::array<asio::const_buffer, 2> parts{asio::buffer(head), head_only ? asio::const_buffer() : asio::buffer(response.body)};
  set_deadline(state_.options.response_write_wait);
  error_code error;
  asio::async_write(socket_, parts, waiting::current_yield()[error]);
  clear_deadline();
  return !error;
}

// Closing with bytes unread would reset the connection under the answer, so a refused client may send a little longer, unheard.
void Session::finish() {
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored_);
  if (unread_ && !state_.stopping) {
    set_deadline(limits::close_wait);
    receiving_ = true;
    buffer_.clear();
    error_code error;
    for (std::size_t drained = 0; !error && !expired_ && drained < limits::close_drain_bytes;) {
      drained += socket_.async_read_some(buffer_.prepare(head_read_bytes), waiting::current_yield()[error]);
    }
    receiving_ = false;
  }
  socket_.close(ignored_);
}

void run_session(ServerState& state, asio::ip::tcp::socket socket) {
  const auto session = std::make_shared<Session>(state, std::move(socket));
  auto& mine = state.shards[state.waiting.current_shard()].sessions;
  mine.insert(session.get());
  std::string bug;
  try {
    session->run();
  } catch (const std::exception& thrown) {
    bug = thrown.what();
  }
  mine.erase(session.get());
  session->end();
  if (!bug.empty()) state.options.report("a connection met a bug: " + printable(bug, 400));
}

void stop_session(Session& session) { session.stop(); }
void cut_session(Session& session) { session.cut(); }

}  // namespace handrail::server
