// A server on a free loopback port with a fake engine behind it, and a client that speaks bytes: what it sends is exactly what is written in the test.
#pragma once

#include <atomic>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "adapters/server/hop.hpp"
#include "adapters/server/server.hpp"
#include "adapters/waiting/fibers.hpp"
#include "engine/base/assert.hpp"
#include "engine/base/text.hpp"
#include "tests/catch.hpp"

namespace handrail::test {

class Keys : public KeyRing {
 public:
  [[nodiscard]] std::optional<Principal> principal_of(std::string_view key) const override {
    if (key == "key-channel") return Principal{.kind = PrincipalKind::channel, .name = "shop-web", .vouches = true, .gate = true};
    if (key == "key-foreign") return Principal{.kind = PrincipalKind::channel, .name = "other"};
    if (key == "key-person") return Principal{.kind = PrincipalKind::person, .name = "kim", .agent = true, .roles = {"billing_lead"}};
    return std::nullopt;
  }
};

// Knows the conversation c-1 of shop-web, the approval a-1 and the handoff h-1; what a message does is its text.
class Engine : public Conversations {
 public:
  explicit Engine(Waiting& waiting) : waiting_(waiting) {}

  Result<Json> open(const Principal& who, const OpenRequest& request) override {
    if (!request.customer.id.empty() && !who.vouches) return fail(ErrorCode::forbidden, "this key may not say who the customer is");
    note("open " + request.customer.id.text + (request.customer.verified ? " verified " : " ") + request.customer.verified_by);
    return Json::object({{"id", request.id.value_or("c-new")}, {"state", "open"}});
  }
  Result<TurnAnswer> message(const Principal& who, const ConversationId& id, const IncomingMessage& message) override {
    HANDRAIL_TRY_VOID(may(who, id));
    note("message " + message.id.text + " " + message.text.substr(0, 40));
    shard = waiting_.current_shard();
    if (message.text == "bug") HANDRAIL_ASSERT(false, "the fake engine has a bug");
    if (message.text == "full") return fail(ErrorCode::unavailable, "too many messages wait in this conversation");
    if (message.text == "late") return fail(ErrorCode::timeout, "nothing came in time");
    if (message.text == "broken") return fail(ErrorCode::corrupt, "the journal does not hold together");
    if (message.text == "often") return fail(ErrorCode::limit, "this conversation is too long");
    if (message.text == "twice") return fail(ErrorCode::conflict, "this id came with another text");
    if (message.text == "park") HANDRAIL_TRY_VOID(park());
    Json body = Json::object({{"conversation", id.text}, {"message", Json::object({{"id", message.id.text}})}, {"text", message.text}});
    return TurnAnswer{.waiting = message.text == "wait", .body = std::move(body)};
  }
  Result<Json> view(const Principal& who, const ConversationId& id) override {
    HANDRAIL_TRY_VOID(may(who, id));
    return Json::object({{"id", id.text}, {"state", "open"}});
  }
  Result<Json> close(const Principal& who, const ConversationId& id, const CloseRequest& request) override {
    HANDRAIL_TRY_VOID(may(who, id));
    return Json::object({{"id", id.text}, {"state", "closed"}, {"resolved", request.resolved}, {"key", request.key}});
  }
  Result<Json> events(const Principal& who, const ConversationId& id, EventQuery query) override {
    HANDRAIL_TRY_VOID(may(who, id));
    Json list = Json::array();
    const std::uint64_t last = last_event;
    for (std::uint64_t seq = query.after + 1; seq <= last && list.items()->size() < query.limit; ++seq) {
      list.push(Json::object({{"seq", seq}, {"at", "2026-11-21T09:30:00Z"}, {"kind", "reply_sent"}, {"body", Json::object({{"text", "line\nbreak"}})}}));
    }
    return Json::object({{"events", std::move(list)}, {"seq", last}});
  }
  Result<bool> wait_for_event(const Principal&, const ConversationId&, std::uint64_t after, Duration at_most) override {
    const auto wait = waiting_.prepare();
    {
      const std::scoped_lock lock(mutex_);
      if (last_event > after) return true;
      waits_.push_back(wait);
      ++waiters;
    }
    const Result<void> parked = wait->park(at_most);
    if (!parked && parked.error().code != ErrorCode::timeout) return fail(parked.error());
    return last_event > after;
  }
  // Every message is durable at once, but for one that never is, and one that was answered before.
  Result<TakenIn> take_in(const Principal& who, const ConversationId& id, const IncomingMessage& message) override {
    HANDRAIL_TRY_VOID(may(who, id));
    if (message.id.text == "never") return fail(ErrorCode::timeout, "it could not be made durable in time");
    return TakenIn{message, message.text == "hello"};
  }
  Result<Json> approvals(const Principal&, const ListQuery& query) override {
    return Json::object({{"approvals", Json::array()}, {"asked", query.status.value_or("-") + " " + query.after.value_or("-") + " " + std::to_string(query.limit)}});
  }
  Result<Json> approval(const Principal&, const ApprovalId& id) override { return known(id.text, "a-1"); }
  Result<Json> decide(const Principal& who, const ApprovalId& id, const ApprovalRequest& request) override {
    if (who.kind != PrincipalKind::person) return fail(ErrorCode::forbidden, "only a person may decide an approval");
    HANDRAIL_TRY(Json found, known(id.text, "a-1"));
    return found.set("verdict", static_cast<int>(request.verdict)).set("reason", request.reason).set("arguments", request.arguments);
  }
  Result<Json> handoffs(const Principal&, const ListQuery& query) override {
    return Json::object({{"handoffs", Json::array()}, {"asked", query.status.value_or("-") + " " + query.after.value_or("-") + " " + std::to_string(query.limit)}});
  }
  Result<Json> handoff(const Principal&, const HandoffId& id) override { return known(id.text, "h-1"); }
  Result<Json> act(const Principal&, const HandoffId& id, const HandoffRequest& request) override {
    HANDRAIL_TRY(Json found, known(id.text, "h-1"));
    return found.set("action", static_cast<int>(request.action)).set("text", request.text).set("closing", request.closing);
  }
  Result<Json> judge(const Principal& who, const ConversationId& id, const JudgeRequest& request) override {
    if (who.kind != PrincipalKind::person) return fail(ErrorCode::forbidden, "replies are judged by agents");
    if (id.text != "c-1") return fail(ErrorCode::not_found, "there is no such conversation");
    return Json::object({{"reply", request.reply}, {"verdict", static_cast<int>(request.verdict)}, {"reason", request.reason}, {"text", request.text}, {"key", request.key}});
  }
  Result<Json> gate(const Principal&, const Json& call) override {
    if (call.text_or("tool") != "process_refund")
      return Json::object({{"error", "there is no such tool"}, {"issues", Json::array({Json::object({{"pointer", "/tool"}, {"message", "`x` is not declared"}})})}});
    return Json::object({{"verdict", "allow"}});
  }
  Json readiness() override { return Json::object({{"ready", ready.load()}, {"bundle", "41ab"}}); }

  void add_event() { ++last_event, wake(); }
  void wake() {
    std::vector<std::shared_ptr<Wait>> waits;
    {
      const std::scoped_lock lock(mutex_);
      waits.swap(waits_);
    }
    for (const auto& wait : waits) wait->wake();
  }
  [[nodiscard]] std::vector<std::string> calls() {
    const std::scoped_lock lock(mutex_);
    return calls_;
  }

  std::atomic<std::uint64_t> last_event{0};
  std::atomic<std::size_t> shard{99};
  std::atomic<int> waiters{0};        // strands that have come to wait
  std::atomic<bool> ready{true};

 private:
  static Result<void> may(const Principal& who, const ConversationId& id) {
    if ((id.text == "c-1" || id.text == "c-2" || id.text == "c-3") && who.name == "shop-web") return {};
    return fail(ErrorCode::not_found, "there is no such conversation");
  }
  static Result<Json> known(const std::string& id, std::string_view only) {
    if (id != only) return fail(ErrorCode::not_found, "there is nothing with this id");
    return Json::object({{"id", id}});
  }
  Result<void> park() {
    const auto wait = waiting_.prepare();
    {
      const std::scoped_lock lock(mutex_);
      waits_.push_back(wait);
      ++waiters;
    }
    return wait->park(seconds(30));
  }
  void note(std::string call) {
    const std::scoped_lock lock(mutex_);
    calls_.push_back(std::move(call));
  }

  Waiting& waiting_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<Wait>> waits_;
  std::vector<std::string> calls_;
};

inline void until_waiting(const Engine& engine, int strands) {
  while (engine.waiters < strands) std::this_thread::yield();
}

struct Answer {
  int status = 0;
  std::map<std::string, std::string> headers;   // names in lower case
  std::string body;
  [[nodiscard]] std::string header(const std::string& name) const { return headers.contains(name) ? headers.at(name) : ""; }
  [[nodiscard]] Json json() const { return parse_json(body).value_or(Json()); }
};

// One connection. Reading gives up after ten seconds, so that a server that says nothing fails a test instead of stopping it.
class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{.tv_sec = 10, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    connected = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void half_close() { ::shutdown(socket_, SHUT_WR); }
  // Everything up to and with `mark`; what there is when the connection ends before.
  std::string read_until(std::string_view mark) {
    while (buffer_.find(mark) == std::string::npos && fill()) {
    }
    const std::size_t found = buffer_.find(mark);
    const std::size_t end = found == std::string::npos ? buffer_.size() : found + mark.size();
    std::string taken = buffer_.substr(0, end);
    buffer_.erase(0, end);
    return taken;
  }
  // One whole answer; status 0 when the connection ended without one. `head`: it has no body, whatever its length says.
  Answer answer(bool head = false) {
    Answer answer;
    const std::string start = read_until("\r\n\r\n");
    if (!start.ends_with("\r\n\r\n")) return answer;
    answer.status = std::stoi(start.substr(9, 3));
    for (const std::string_view line : split(start, '\n')) {
      const std::size_t colon = line.find(": ");
      if (colon != std::string_view::npos) answer.headers[lower_ascii(line.substr(0, colon))] = std::string(trim(line.substr(colon + 2)));
    }
    const std::string length = answer.header("content-length");
    if (head || length.empty()) return answer;
    while (buffer_.size() < std::stoul(length) && fill()) {
    }
    answer.body = buffer_.substr(0, std::stoul(length));
    buffer_.erase(0, std::stoul(length));
    return answer;
  }
  // True when the server has ended the connection and nothing is left to read.
  bool ended() { return buffer_.empty() && !fill() && !timed_out_; }

  bool connected = false;

 private:
  bool fill() {
    char bytes[16384];
    const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
    timed_out_ = got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    if (got <= 0) return false;
    buffer_.append(bytes, static_cast<std::size_t>(got));
    return true;
  }
  int socket_;
  bool timed_out_ = false;
  std::string buffer_;
};

// "GET /x" with a key, and a body with its type when there is one.
inline std::string request(std::string_view line, std::string_view body = "", std::string_view more = "", std::string_view key = "key-channel") {
  std::string text = std::string(line) + " HTTP/1.1\r\nHost: localhost\r\n";
  if (!key.empty()) text += "Authorization: Bearer " + std::string(key) + "\r\n";
  if (line.starts_with("POST")) text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
  return text + std::string(more) + "\r\n" + std::string(body);
}

class TestServer {
 public:
  explicit TestServer(ServerOptions options = {}, std::size_t threads = 2) : fibers(threads), engine(fibers) {
    options.version = "0.1.0";
    options.report = [this](const std::string& line) {
      const std::scoped_lock lock(mutex_);
      reported_ += line + "\n";
    };
    auto started = Server::start(fibers, engine, keys, std::move(options));
    REQUIRE(started);
    server = std::move(*started);
  }
  ~TestServer() {
    engine.wake();
    if (server) server->stop();
    fibers.drain();
  }
  [[nodiscard]] std::uint16_t port() const { return server->port(); }
  // Sends the bytes on a connection of their own and reads one answer.
  [[nodiscard]] Answer ask(std::string_view bytes) const {
    Client client(port());
    client.send(bytes);
    return client.answer(bytes.starts_with("HEAD"));
  }
  [[nodiscard]] std::string reported() {
    const std::scoped_lock lock(mutex_);
    return reported_;
  }

  FiberWaiting fibers;
  Keys keys;
  Engine engine;
  std::unique_ptr<Server> server;

 private:
  std::mutex mutex_;
  std::string reported_;
};

inline void check_problem(const Answer& answer, int status, std::string_view slug) {
  INFO(answer.body);
  CHECK(answer.status == status);
  CHECK(answer.header("content-type") == "application/problem+json");
  const Json document = answer.json();
  CHECK(document.text_or("type") == "/problems/" + std::string(slug));
  CHECK(document.integer_or("status") == status);
  CHECK_FALSE(document.text_or("title").empty());
  CHECK_FALSE(document.text_or("detail").empty());
  CHECK(answer.body.find("key-") == std::string::npos);   // no key, and no part of one
}

// The pointer (or parameter) of the only issue.
inline std::string only_issue(const Answer& answer) {
  const Json document = answer.json();
  const Json::Array* issues = document["issues"].items();
  if (!issues || issues->size() != 1) return "not one issue: " + answer.body;
  return (*issues)[0].find("pointer") ? (*issues)[0].text_or("pointer") : "?" + (*issues)[0].text_or("parameter");
}

}  // namespace handrail::test
