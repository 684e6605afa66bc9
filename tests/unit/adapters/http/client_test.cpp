// The HTTP client against a service that says any bytes: answers, deadlines, connections that are used again, and what is known after each failure.
#include "adapters/http/client.hpp"

#include <atomic>
#include <memory>
#include <thread>

#include "tests/catch.hpp"
#include "tests/unit/adapters/http/byte_server.hpp"

using namespace handrail;
using namespace handrail::test;

namespace {

// A client of one service; calls come from the test's own thread, as from a command, or from strands.
struct Asking {
  explicit Asking(const std::string& url, http::ClientOptions options = {}) {
    auto origin = http::parse_origin(url);
    REQUIRE(origin);
    auto made = http::Client::make(waiting, *origin, std::move(options));
    REQUIRE(made);
    client = std::move(*made);
  }
  ~Asking() { end(); }
  void end() {
    client->stop();
    waiting.drain();
  }
  tl::expected<http::Answer, http::Failure> get(const std::string& target, Duration deadline = seconds(10), bool repeatable = true) {
    return client->send({.method = "GET", .target = target, .headers = {}, .body = {}, .deadline = deadline, .repeatable = repeatable});
  }
  FiberWaiting waiting{1};
  std::unique_ptr<http::Client> client;
};

http::Failure failure(tl::expected<http::Answer, http::Failure> came) {
  REQUIRE_FALSE(came.has_value());
  return came.error();
}

}  // namespace

TEST_CASE("a request is said as HTTP/1.1 with its host, and its answer is read with its headers") {
  ByteServer server([](const std::string&) { return ok("{\"a\":1}", "X-Thing: one\r\n"); });
  Asking asking(server.url("/base"));
  const auto answer = asking.client->send({.method = "POST", .target = "/do", .headers = {{"X-Mine", "two words"}}, .body = "{}", .deadline = seconds(5)});
  REQUIRE(answer);
  CHECK(answer->status == 200);
  CHECK(answer->body == "{\"a\":1}");
  CHECK(answer->header("x-thing") == "one");
  CHECK(answer->header("x-other").empty());
  const std::string request = server.requests().at(0);
  CHECK(request == "POST /base/do HTTP/1.1\r\nHost: " + server.url().substr(7) + "\r\nUser-Agent: handrail\r\nX-Mine: two words\r\nContent-Length: 2\r\n\r\n{}");
}

TEST_CASE("answers in chunks, after interim answers, without a body or ended by the connection are read whole") {
  ByteServer server([](const std::string& request) {
    if (request.starts_with("GET /chunks")) return Said{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"};
    if (request.starts_with("GET /interim")) return Said{"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"};
    if (request.starts_with("GET /none")) return Said{"HTTP/1.1 204 No Content\r\n\r\n"};
    return Said{"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nto the end", true};
  });
  Asking asking(server.url());
  CHECK(asking.get("/chunks").value().body == "abcde");
  CHECK(asking.get("/interim").value().body == "ok");
  CHECK(asking.get("/none").value().status == 204);
  CHECK(asking.get("/end").value().body == "to the end");
}

TEST_CASE("a connection is used again, and one that the other side closed is not") {
  std::atomic<int> asked{0};
  ByteServer server([&](const std::string&) { return ++asked == 3 ? Said{ok("{}").bytes, true} : ok("{}"); });
  Asking asking(server.url());
  for (int i = 0; i < 3; ++i) CHECK(asking.get("/", seconds(10), i == 1).has_value());
  CHECK(server.connections() == 1);
  // Said "keep-alive" and closed all the same; its end arrives at some moment before or while the next is sent.
  while (asked < 3) std::this_thread::yield();
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  CHECK(asking.get("/").has_value());
  CHECK(server.connections() == 2);
}

TEST_CASE("an answer that says close, or bytes that nobody asked for, end the use of a connection") {
  ByteServer server([](const std::string& request) {
    return request.starts_with("GET /close") ? ok("{}", "Connection: close\r\n") : Said{ok("{}").bytes + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged"};
  });
  Asking asking(server.url());
  CHECK(asking.get("/close").value().body == "{}");
  CHECK(asking.get("/more").value().body == "{}");
  CHECK(asking.get("/more").value().body == "{}");
  CHECK(server.connections() == 3);
}

TEST_CASE("a connection that nobody takes, a name without an address and a refused certificate are failures of what was not sent") {
  std::string url;
  {
    ByteServer gone([](const std::string&) { return ok("{}"); });
    url = gone.url();
  }
  {
    Asking asking(url);
    const auto refused = failure(asking.get("/"));
    CHECK_FALSE(refused.sent);
    CHECK(refused.error.code == ErrorCode::unavailable);
    CHECK(refused.error.message.find("cannot connect to 127.0.0.1:") == 0);
  }
  Asking nobody("http://no-such-host.invalid");
  const auto nameless = failure(nobody.get("/"));
  CHECK_FALSE(nameless.sent);
  CHECK(nameless.error.message.find("no-such-host.invalid") != std::string::npos);
  ByteServer plain([](const std::string&) { return ok("{}"); });
  Asking tls("https" + plain.url().substr(4), {.connect_wait = milliseconds(300)});
  const auto no_tls = failure(tls.get("/"));
  CHECK_FALSE(no_tls.sent);
}

TEST_CASE("a broken connection, a cut answer and what is no HTTP are failures of what was sent") {
  ByteServer server([](const std::string& request) {
    if (request.starts_with("GET /none")) return Said{"", true};
    if (request.starts_with("GET /cut")) return Said{"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", true};
    if (request.starts_with("GET /refused")) return Said{"HTTP/1.1 422 No\r\nContent-Length: 100\r\n\r\nhalf", true};
    if (request.starts_with("GET /upgrade")) return Said{"HTTP/1.1 101 Switching Protocols\r\n\r\n", true};
    return Said{"SSH-2.0-OpenSSH_9.2\r\n\r\n", true};
  });
  Asking asking(server.url());
  for (const char* target : {"/none", "/cut", "/upgrade", "/other"}) {
    INFO(target);
    const auto broken = failure(asking.get(target));
    CHECK(broken.sent);
    CHECK(broken.error.code == ErrorCode::unavailable);
  }
  CHECK(failure(asking.get("/cut")).status == 200);
  CHECK(failure(asking.get("/refused")).status == 422);
  CHECK(failure(asking.get("/other")).error.message.find("is no HTTP") != std::string::npos);
}

TEST_CASE("the deadline covers the whole call: no answer, half an answer, and an answer drop by drop") {
  ByteServer server([](const std::string& request) {
    if (request.starts_with("GET /half")) return Said{"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", false, true};
    return Said{"", false, true};
  });
  Asking asking(server.url());
  for (const char* target : {"/nothing", "/half"}) {
    const auto late = failure(asking.get(target, milliseconds(150)));
    CHECK(late.sent);
    CHECK(late.error.code == ErrorCode::timeout);
    CHECK(late.error.message.find("did not answer within 150 ms") != std::string::npos);
  }
}

TEST_CASE("a name or a connection that is not there within the connect wait is a timeout of what was not sent") {
  // A listener whose line is full takes no more connections: the kernel leaves them unanswered.
  const int listening = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in here{};
  here.sin_family = AF_INET;
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::bind(listening, reinterpret_cast<sockaddr*>(&here), sizeof here) == 0);
  REQUIRE(::listen(listening, 0) == 0);
  socklen_t length = sizeof here;
  REQUIRE(::getsockname(listening, reinterpret_cast<sockaddr*>(&here), &length) == 0);
  std::vector<int> filling;
  for (int i = 0; i < 4; ++i) {
    filling.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    (void)::connect(filling.back(), reinterpret_cast<const sockaddr*>(&here), sizeof here);
  }
  Asking asking("http://127.0.0.1:" + std::to_string(ntohs(here.sin_port)), {.connect_wait = milliseconds(200)});
  const auto late = failure(asking.get("/", seconds(10)));
  CHECK_FALSE(late.sent);
  CHECK(late.error.code == ErrorCode::timeout);
  CHECK(late.error.message.find("within 200 ms") != std::string::npos);
  for (const int descriptor : filling) ::close(descriptor);
  ::close(listening);
}

TEST_CASE("an answer's body may be as long as its limit and not one byte longer, announced or in chunks") {
  const auto of = [](std::size_t bytes, bool chunked) {
    const std::string body(bytes, 'x');
    if (!chunked) return ok(body);
    std::string head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    char size[32];
    std::snprintf(size, sizeof size, "%zx\r\n", bytes);
    return Said{head + size + body + "\r\n0\r\n\r\n"};
  };
  ByteServer server([&](const std::string& request) {
    return of(limits::service_answer_bytes + (request.find("more") != std::string::npos), request.find("chunks") != std::string::npos);
  });
  Asking asking(server.url());
  for (const char* target : {"/announced", "/chunks"}) {
    INFO(target);
    CHECK(asking.get(target).value().body.size() == limits::service_answer_bytes);
    const auto over = failure(asking.get(std::string(target) + "-more"));
    CHECK(over.sent);
    CHECK(over.status == 200);
    CHECK(over.error.code == ErrorCode::limit);
  }
}

TEST_CASE("chunks of one byte and a header without end are too large before they fill the memory") {
  ByteServer server([](const std::string& request) {
    std::string bytes = request.starts_with("GET /chunks") ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" : "HTTP/1.1 200 OK\r\n";
    for (int i = 0; i < 400'000; ++i) bytes += request.starts_with("GET /chunks") ? "1\r\nx\r\n" : "A: b\r\n";
    return Said{bytes, true};
  });
  Asking asking(server.url());
  CHECK(failure(asking.get("/chunks")).error.code == ErrorCode::limit);
  CHECK(failure(asking.get("/header")).error.code == ErrorCode::limit);
}

TEST_CASE("as many connections at once as the limit, and the next call waits in line for one") {
  std::atomic<bool> go{false};
  ByteServer server([&](const std::string&) {
    while (!go) std::this_thread::yield();
    return ok("{}");
  });
  Asking asking(server.url(), {.connections = 3});
  std::atomic<int> done{0};
  for (int i = 0; i < 10; ++i)
    asking.waiting.start(0, [&] { done += asking.get("/").has_value(); });
  while (server.requests().size() < 3) std::this_thread::yield();
  const auto late = failure(asking.get("/", milliseconds(50)));
  CHECK_FALSE(late.sent);
  CHECK(late.error.message.find("all 3 connections") == 0);
  go = true;
  while (done < 10) std::this_thread::yield();
  CHECK(server.at_once_most() == 3);
  CHECK(server.connections() == 3);
}

TEST_CASE("an idle connection is used again while it is young, by what must not be sent twice only when it was in use a moment ago") {
  CHECK(http::ClientOptions().idle == limits::service_idle);
  CHECK(http::ClientOptions().idle_for_acts == limits::service_idle_for_acts);
  ByteServer server([](const std::string&) { return ok("{}"); });
  const auto pause = [](Duration duration) { std::this_thread::sleep_for(std::chrono::milliseconds(duration.ms)); };
  Asking eager(server.url(), {.idle = seconds(60), .idle_for_acts = milliseconds(0)});
  CHECK(eager.get("/", seconds(5), true));
  pause(milliseconds(20));
  CHECK(eager.get("/", seconds(5), true));
  CHECK(server.connections() == 1);
  CHECK(eager.get("/", seconds(5), false));
  CHECK(server.connections() == 2);
  Asking wary(server.url(), {.idle = milliseconds(0), .idle_for_acts = seconds(60)});
  CHECK(wary.get("/", seconds(5), false));
  CHECK(wary.get("/", seconds(5), false));
  CHECK(server.connections() == 3);
  pause(milliseconds(20));
  CHECK(wary.get("/", seconds(5), true));
  CHECK(server.connections() == 4);
}

TEST_CASE("an end of the process cuts what is asked, and asks nothing more") {
  ByteServer server([](const std::string&) { return Said{"", false, true}; });
  Asking asking(server.url());
  std::optional<http::Failure> cut;
  asking.waiting.start(0, [&] { cut = failure(asking.get("/")); });
  while (server.requests().empty()) std::this_thread::yield();
  asking.end();
  REQUIRE(cut);
  CHECK(cut->sent);
  CHECK(cut->error.code == ErrorCode::cancelled);
  const auto after = failure(asking.get("/"));
  CHECK_FALSE(after.sent);
  CHECK(after.error.code == ErrorCode::cancelled);
}

TEST_CASE("a header or target that would begin another line is not sent") {
  ByteServer server([](const std::string&) { return ok("{}"); });
  Asking asking(server.url());
  CHECK(failure(asking.client->send({.target = "/", .headers = {{"X", "a\r\nY: b"}}})).error.code == ErrorCode::invalid);
  CHECK(failure(asking.client->send({.target = "/", .headers = {{"X\r\nY", "b"}}})).error.code == ErrorCode::invalid);
  CHECK(failure(asking.client->send({.target = "/a b"})).error.code == ErrorCode::invalid);
  CHECK(server.requests().empty());
}

TEST_CASE("a base URL is taken apart, and what is no base URL is refused") {
  const auto taken = http::parse_origin("https://Billing.Example:8443/a/b/");
  REQUIRE(taken);
  CHECK((taken->tls && taken->host == "billing.example" && taken->port == 8443 && taken->path == "/a/b" && taken->authority() == "billing.example:8443"));
  CHECK(http::parse_origin("http://[::1]:9000").value().authority() == "[::1]:9000");
  CHECK(http::parse_origin("http://localhost").value().authority() == "localhost");
  CHECK(http::parse_origin("http://127.0.0.1:1").value().loopback());
  CHECK_FALSE(http::parse_origin("http://example.com").value().loopback());
  for (const char* url : {"", "billing.example", "ftp://x", "https://", "https:///a", "https://x:0", "https://x:65536", "https://x:9a", "https://u:p@x",
                          "https://x?a=b", "https://x#f", "https://x/a b", "ftp://u:p@x/", "https://x?key=u:p", "x?u:p", "http://u:p@x/{", "https://x/\r\nHost: y", "https://[::1", "https://[::1]9", "https://x y", "https://\xc3\xa4"}) {
    INFO(url);
    const auto refused = http::parse_origin(url);
    CHECK((!refused && refused.error().code == ErrorCode::invalid));
    if (!refused) CHECK(refused.error().message.find("u:p") == std::string::npos);
  }
}

TEST_CASE("a refused base URL is told without the password that stands before its host, whatever characters are in it") {
  const struct { const char *url, *shown; } rows[] = {
      {"https://admin:hunter2#x@llm.example/v1", "`https://…@llm.example/v1`"},
      {"https://admin:hun/ter2@llm ex/v1", "`https://…@llm ex/v1`"}, {"https://admin:hun?ter2@llm ex", "`https://…@llm ex`"}, {"https://admin:hunter2#x@llm ex/v1", "`https://…@llm ex/v1`"},
      {"https://admin:hun@ter2@llm ex", "`https://…@llm ex`"}, {"admin:hunter2@llm.example", "`…@llm.example`"}, {"https://llm ex/?key=hunter2", "`https://llm ex/?…`"},
      {"https://a:b@llm ex/#hunter2", "`https://…@llm ex/#…`"}, {"a:hunter2@x://y", "`…@x://y`"}, {"https://llm ex/?hunter2@b", "`https://…@b`"},
  };
  for (const auto& row : rows) {
    INFO(row.url);
    const auto refused = http::parse_origin(row.url);
    REQUIRE_FALSE(refused);
    UNSCOPED_INFO(refused.error().message);
    CHECK(refused.error().message.find("hun") == std::string::npos);
    CHECK(refused.error().message.find("ter2") == std::string::npos);
    CHECK(refused.error().message.find(row.shown) != std::string::npos);
  }
}
