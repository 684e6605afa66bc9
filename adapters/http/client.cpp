#include "adapters/http/client.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <mutex>
#include <optional>
#include <unordered_set>
#include <vector>

#include <boost/asio/post.hpp>

#include "adapters/http/alarm.hpp"
#include "adapters/http/dial.hpp"
#include "adapters/http/exchange.hpp"
#include "adapters/waiting/fibers_asio.hpp"
#include "engine/base/assert.hpp"

namespace handrail::http {

namespace asio = boost::asio;
using boost::system::error_code;
using Steady = std::chrono::steady_clock;

namespace {

struct Idle {
  std::unique_ptr<Wire> wire;
  Steady::time_point since;
};

// What belongs to one loop, touched by its thread only.
struct Shard {
  std::size_t busy = 0;
  std::vector<Idle> idle;                          // the latest at the end
  std::deque<std::shared_ptr<Wait>> line;          // who waits for a place; a place that gets free goes to the first, without `busy` changing
  std::unordered_set<Wire*> working;
};

Duration left(Steady::time_point until) {
  return {std::max<std::int64_t>(0, std::chrono::ceil<std::chrono::milliseconds>(until - Steady::now()).count())};
}

tl::unexpected<Failure> unsent(ErrorCode code, std::string message) { return tl::unexpected<Failure>(Failure{false, 0, {code, std::move(message)}}); }

}  // namespace

struct Client::State {
  State(FiberWaiting& fibers, Origin where, ClientOptions set) : waiting(fibers), origin(std::move(where)), options(std::move(set)), shards(fibers.shards()) {}

  tl::expected<Answer, Failure> send_here(const Request& request, const OnBytes& on_bytes);
  tl::expected<void, Failure> take_place(Shard& shard, Steady::time_point until);
  static void leave_place(Shard& shard);
  std::unique_ptr<Wire> idle_wire(Shard& shard, bool repeatable);
  tl::expected<Answer, Failure> exchange(Shard& shard, std::unique_ptr<Wire> wire, const std::string& text, Steady::time_point until, Duration deadline,
                                         const OnBytes& on_bytes);
  [[nodiscard]] Failure broken(const Read& read, const Alarm& alarm, Duration deadline) const;
  [[nodiscard]] std::string there() const { return origin.authority(); }

  FiberWaiting& waiting;
  const Origin origin;
  const ClientOptions options;
  std::optional<Trust> trust;
  std::vector<Shard> shards;
  std::atomic<bool> stopping = false;
};

tl::expected<void, Failure> Client::State::take_place(Shard& shard, Steady::time_point until) {
  if (stopping) return unsent(ErrorCode::cancelled, "the process is shutting down");
  if (shard.busy < options.connections) {
    ++shard.busy;
    return {};
  }
  const std::shared_ptr<Wait> wait = waiting.prepare();
  shard.line.push_back(wait);
  if (wait->park(left(until))) {
    if (!stopping) return {};
    leave_place(shard);
    return unsent(ErrorCode::cancelled, "the process is shutting down");
  }
  std::erase(shard.line, wait);
  return unsent(ErrorCode::timeout, "all " + std::to_string(options.connections) + " connections to " + there() + " are busy");
}

void Client::State::leave_place(Shard& shard) {
  if (shard.line.empty()) {
    --shard.busy;
    return;
  }
  const std::shared_ptr<Wait> next = std::move(shard.line.front());
  shard.line.pop_front();
  next->wake();
}

// A connection that was idle may be closed by the other side at the very moment of sending, and then nobody knows; so what must not be asked twice takes
// only one that was in use a moment ago.
std::unique_ptr<Wire> Client::State::idle_wire(Shard& shard, bool repeatable) {
  const Duration most = repeatable ? options.idle : options.idle_for_acts;
  while (!shard.idle.empty()) {
    Idle last = std::move(shard.idle.back());
    shard.idle.pop_back();
    if (Steady::now() - last.since <= std::chrono::milliseconds(most.ms) && last.wire->quiet()) return std::move(last.wire);
  }
  return nullptr;
}

Failure Client::State::broken(const Read& read, const Alarm& alarm, Duration deadline) const {
  Failure failure{true, read.status, {ErrorCode::unavailable, there() + " broke the connection before its answer was whole"}};
  if (alarm.expired()) failure.error = {ErrorCode::timeout, there() + " did not answer within " + format_duration(deadline)};
  else if (stopping) failure.error = {ErrorCode::cancelled, "the process is shutting down"};
  else if (read.too_large) failure.error = {ErrorCode::limit, "the answer of " + there() + " has more than " + std::to_string(options.answer_bytes) + " bytes"};
  else if (read.malformed) failure.error.message = "the answer of " + there() + " is no HTTP";
  return failure;
}

tl::expected<Answer, Failure> Client::State::exchange(Shard& shard, std::unique_ptr<Wire> wire, const std::string& text, Steady::time_point until, Duration deadline,
                                                      const OnBytes& on_bytes) {
  asio::io_context& loop = waiting::loop(waiting, waiting.current_shard());
  struct Working {
    Shard& shard;
    Wire* wire;
    ~Working() { shard.working.erase(wire); }
  } const working{shard, wire.get()};
  shard.working.insert(wire.get());
  const Alarm alarm(loop, *wire, until);
  if (!wire->socket().is_open()) {
    const tl::expected<void, Error> dialled = dial(waiting, *wire, origin, std::min(left(until), options.connect_wait));
    if (!dialled) return unsent(stopping ? ErrorCode::cancelled : alarm.expired() ? ErrorCode::timeout : dialled.error().code, dialled.error().message);
  }
  error_code error;
  if (stopping) return unsent(ErrorCode::cancelled, "the process is shutting down");
  const std::size_t written = wire->write(text, error);
  if (error && written == 0) return unsent(alarm.expired() ? ErrorCode::timeout : ErrorCode::unavailable, "nothing could be sent to " + there());
  Read read = read_answer(*wire, options.answer_bytes, on_bytes);
  if (read.error) return tl::unexpected<Failure>(broken(read, alarm, deadline));
  if (read.reusable && !error && !stopping && !alarm.expired()) {
    shard.idle.push_back({std::move(wire), Steady::now()});
    if (shard.idle.size() > options.connections) shard.idle.erase(shard.idle.begin());
  }
  return std::move(read.answer);
}

tl::expected<Answer, Failure> Client::State::send_here(const Request& request, const OnBytes& on_bytes) {
  const auto text = request_text(origin, request);
  if (!text) return tl::unexpected<Failure>(Failure{false, 0, text.error()});
  Shard& shard = shards.at(waiting.current_shard());
  const Steady::time_point until = Steady::now() + std::chrono::milliseconds(std::max<std::int64_t>(0, request.deadline.ms));
  if (auto place = take_place(shard, until); !place) return tl::unexpected<Failure>(place.error());
  struct Place {
    Shard& shard;
    ~Place() { leave_place(shard); }
  } const place{shard};
  std::unique_ptr<Wire> wire = idle_wire(shard, request.repeatable);
  if (!wire) {
    asio::io_context& loop = waiting::loop(waiting, waiting.current_shard());
    wire = trust ? tls_wire(loop, *trust) : plain_wire(loop);
  }
  return exchange(shard, std::move(wire), *text, until, request.deadline, on_bytes);
}

Client::Client(std::shared_ptr<State> state) : state_(std::move(state)) {}
Client::~Client() = default;

Result<std::unique_ptr<Client>> Client::make(FiberWaiting& waiting, Origin origin, ClientOptions options) {
  const auto state = std::make_shared<State>(waiting, std::move(origin), std::move(options));
  if (state->origin.tls) {
    HANDRAIL_TRY(state->trust, Trust::load(state->options.ca_file));
  }
  return std::unique_ptr<Client>(new Client(state));
}

tl::expected<Answer, Failure> Client::send(const Request& request) { return send(request, {}); }

tl::expected<Answer, Failure> Client::send(const Request& request, const OnBytes& on_bytes) {
  if (state_->waiting.current_shard() < state_->waiting.shards()) return state_->send_here(request, on_bytes);
  // Sockets live on loops: a thread of its own has a strand ask for it, and may give up before the strand does. From then on it hears nothing any more.
  struct Shared {
    Request request;
    OnBytes on_bytes;
    tl::expected<Answer, Failure> came = tl::unexpected<Failure>(Failure{});
    std::atomic<bool> done = false;
    std::mutex heard;            // held while `on_bytes` is at work
    bool given_up = false;
  };
  const auto shared = std::make_shared<Shared>();
  shared->request = request;
  if (on_bytes) {
    shared->on_bytes = [hears = std::weak_ptr<Shared>(shared), &on_bytes](std::string_view bytes) {
      const auto still = hears.lock();
      if (!still) return false;
      const std::lock_guard lock(still->heard);
      return !still->given_up && on_bytes(bytes);
    };
  }
  if (state_->waiting.draining()) return unsent(ErrorCode::cancelled, "the process is shutting down");
  const std::shared_ptr<Wait> wait = state_->waiting.prepare();
  state_->waiting.start(0, [state = state_, shared, wait] {
    shared->came = state->send_here(shared->request, shared->on_bytes);
    shared->done.store(true, std::memory_order_release);
    wait->wake();
  });
  const Result<void> parked = wait->park({request.deadline.ms + limits::service_connect_wait.ms});
  if (parked && shared->done.load(std::memory_order_acquire)) return std::move(shared->came);
  const std::lock_guard lock(shared->heard);
  shared->given_up = true;
  return tl::unexpected<Failure>(Failure{true, 0, {ErrorCode::cancelled, "the process is shutting down"}});
}

void Client::stop() {
  state_->stopping = true;
  for (std::size_t i = 0; i < state_->shards.size(); ++i) {
    asio::post(waiting::loop(state_->waiting, i), [state = state_, i] {
      for (Wire* wire : state->shards[i].working) wire->cut();
      for (const auto& waiter : std::exchange(state->shards[i].line, {})) {
        ++state->shards[i].busy;   // a place that it leaves again
        waiter->wake();
      }
      state->shards[i].idle.clear();
    });
  }
}

const Origin& Client::origin() const { return state_->origin; }

}  // namespace handrail::http
