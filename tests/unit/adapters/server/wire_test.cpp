#include <cstdio>

#include "tests/unit/adapters/server/fixture.hpp"

using namespace handrail;
using namespace handrail::test;

namespace {

constexpr std::string_view messages = "POST /v1/conversations/c-1/messages";

// A header of exactly that many bytes of fields, the empty line included.
std::string with_fields(std::size_t bytes) {
  const std::string start = "GET /healthz HTTP/1.1\r\n", host = "Host: x\r\nX-Filler: ";
  return start + host + std::string(bytes - host.size() - 4, 'f') + "\r\n\r\n";
}

std::string with_target(std::size_t bytes) { return "GET /" + std::string(bytes - 1, 't') + " HTTP/1.1\r\nHost: x\r\n\r\n"; }

}  // namespace

TEST_CASE("a body may be as long as its limit, announced or in chunks, and not one byte longer") {
  TestServer server;
  const std::string start = "{\"text\":\"a\",\"context\":{\"p\":\"", end = "\"}}";
  const auto body = [&](std::size_t bytes) { return start + std::string(bytes - start.size() - end.size(), 'a') + end; };
  check_problem(server.ask(request(messages, body(limits::http_body_bytes))), 422, "wrong-input");   // read whole: the context in it is too long
  check_problem(server.ask(request(messages, body(limits::http_body_bytes + 1))), 413, "body-too-large");
  const auto chunked = [&](std::size_t bytes) {
    char size[20];
    std::snprintf(size, sizeof size, "%zx\r\n", bytes);
    return "POST /v1/conversations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer key-channel\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" +
           std::string(size) + body(bytes) + "\r\n0\r\n\r\n";
  };
  check_problem(server.ask(chunked(limits::http_body_bytes)), 422, "wrong-input");
  check_problem(server.ask(chunked(limits::http_body_bytes + 1)), 413, "body-too-large");
}

TEST_CASE("a body that is announced too large is refused before it is sent") {
  TestServer server;
  Client client(server.port());
  client.send("POST /v1/conversations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer key-channel\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n");
  const Answer answer = client.answer();
  check_problem(answer, 413, "body-too-large");
  CHECK(answer.header("connection") == "close");
}

TEST_CASE("a header may be as long as its limit and not one byte longer") {
  TestServer server;
  CHECK(server.ask(with_fields(limits::http_header_bytes)).status == 200);
  check_problem(server.ask(with_fields(limits::http_header_bytes + 1)), 431, "header-too-large");
  check_problem(server.ask(with_fields(limits::http_header_bytes * 8)), 431, "header-too-large");
}

TEST_CASE("a header in many small pieces counts as a whole, and so do trailers") {
  TestServer server;
  std::string fields = "GET /healthz HTTP/1.1\r\nHost: x\r\n";
  Client client(server.port());
  client.send(fields);
  for (int i = 0; i < 2000; ++i) {
    if (!client.send("X-Field: 123456789\r\n")) break;   // the refusal may come while it still sends
  }
  client.send("\r\n");
  check_problem(client.answer(), 431, "header-too-large");

  Client trailing(server.port());
  trailing.send("POST /v1/conversations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer key-channel\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                "2\r\n{}\r\n0\r\n");
  const std::string trailer = "X-Trailer: " + std::string(1000, 't') + "\r\n";
  for (int i = 0; i < 3000; ++i) {
    if (!trailing.send(trailer)) break;
  }
  check_problem(trailing.answer(), 413, "body-too-large");
}

TEST_CASE("a target may be as long as its limit and not one byte longer") {
  TestServer server;
  check_problem(server.ask(with_target(limits::http_target_bytes)), 404, "not-found");
  check_problem(server.ask(with_target(limits::http_target_bytes + 1)), 414, "target-too-long");
  check_problem(server.ask(with_target(limits::http_header_bytes * 4)), 414, "target-too-long");
}

TEST_CASE("what is not HTTP/1 is refused and the connection closes") {
  TestServer server;
  const auto refused = [&](std::string_view bytes, int status, std::string_view slug) {
    INFO(bytes);
    Client client(server.port());
    client.send(bytes);
    const Answer answer = client.answer();
    check_problem(answer, status, slug);
    CHECK(answer.header("connection") == "close");
    client.half_close();
    CHECK(client.ended());
  };
  refused("nonsense\r\n\r\n", 400, "malformed-request");
  refused("GET /healthz\r\n\r\n", 400, "malformed-request");
  refused("GET  /healthz HTTP/1.1\r\nHost: x\r\n\r\n", 400, "malformed-request");
  refused("GET /healthz HTTP/1.1\r\n\r\n", 400, "malformed-request");
  refused("GET /healthz HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400, "malformed-request");
  refused("GET /healthz HTTP/1.1\r\nHost : x\r\n\r\n", 400, "malformed-request");
  refused(std::string_view("GET /healthz HTTP/1.1\r\nHost: x\0y\r\n\r\n", 37), 400, "malformed-request");
  refused("GET /healthz HTTP/2.0\r\nHost: x\r\n\r\n", 505, "http-version");
  refused("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "http-version");
  refused(std::string_view("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15), 400, "malformed-request");   // somebody speaks TLS
  refused("POST /v1/gate HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400, "malformed-request");
  refused("POST /v1/gate HTTP/1.1\r\nHost: x\r\nContent-Length: -2\r\n\r\n{}", 400, "malformed-request");
  refused("POST /v1/gate HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}", 400, "malformed-request");
  refused("POST /v1/gate HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n{}", 501, "unsupported-coding");
  refused("POST /v1/gate HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n{}", 501, "unsupported-coding");
  refused("POST /v1/gate HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "malformed-request");
  refused("GET /healthz HTTP/1.1\r\nHost: x\r\nExpect: wonders\r\n\r\n", 417, "expectation-failed");
  refused("POST /v1/conversations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer key-channel\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400, "malformed-request");
}

TEST_CASE("chunks are put together, extensions and trailers are passed over") {
  TestServer server;
  const Answer answer = server.ask("POST /v1/conversations/c-1/messages HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer key-channel\r\nContent-Type: application/json\r\n"
                                   "Transfer-Encoding: chunked\r\n\r\n8;a=b\r\n{\"text\":\r\n5\r\n\"hi\"}\r\n0\r\nX-Trailer: t\r\n\r\n");
  CHECK(answer.status == 200);
  CHECK(answer.json().text_or("text") == "hi");
}

TEST_CASE("pipelined requests are answered in their order on one connection") {
  TestServer server;
  Client client(server.port());
  std::string all;
  for (int i = 0; i < 20; ++i) all += request(messages, "{\"text\":\"t" + std::to_string(i) + "\"}") + request("GET /healthz");
  client.send(all);
  for (int i = 0; i < 20; ++i) {
    CHECK(client.answer().json().text_or("text") == "t" + std::to_string(i));
    CHECK(client.answer().json().boolean_or("alive"));
  }
}

TEST_CASE("a client that asks first is told to continue, or told at once why not") {
  TestServer server;
  Client client(server.port());
  const std::string body = R"({"text":"hi"})";
  const std::string whole = request(messages, body, "Expect: 100-continue\r\n");
  client.send(whole.substr(0, whole.size() - body.size()));
  CHECK(client.read_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  client.send(body);
  CHECK(client.answer().status == 200);

  Client stranger(server.port());
  const std::string other = request(messages, body, "Expect: 100-continue\r\n", "key-nobody");
  stranger.send(other.substr(0, other.size() - body.size()));
  check_problem(stranger.answer(), 401, "unknown-key");
}

TEST_CASE("HTTP/1.0 and Connection: close end the connection after the answer, HTTP/1.1 keeps it") {
  TestServer server;
  Client old(server.port());
  old.send("GET /healthz HTTP/1.0\r\n\r\n");
  CHECK(old.answer().status == 200);
  CHECK(old.ended());
  Client closing(server.port());
  closing.send("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  CHECK(closing.answer().header("connection") == "close");
  CHECK(closing.ended());
  Client kept(server.port());
  for (int i = 0; i < 3; ++i) {
    kept.send(request("GET /healthz"));
    CHECK(kept.answer().header("connection") == "keep-alive");
  }
}

TEST_CASE("a client that never speaks is let go and its place is free again") {
  TestServer server({.request_header_wait = milliseconds(60), .connections = 1});
  Client silent(server.port());
  CHECK(silent.ended());
  int status = 0;   // the place is given back a moment after the client saw the end
  for (int i = 0; i < 10'000 && status != 200; ++i) status = server.ask("GET /healthz HTTP/1.0\r\n\r\n").status;
  CHECK(status == 200);
}

TEST_CASE("a header or a body that does not arrive in time is 408") {
  TestServer server({.request_header_wait = milliseconds(60), .request_body_wait = milliseconds(60), .keep_alive = milliseconds(60)});
  const auto timed_out = [&](std::string_view bytes) {
    Client client(server.port());
    client.send(bytes);
    const Answer answer = client.answer();
    check_problem(answer, 408, "request-timeout");
    CHECK(answer.header("connection") == "close");
    client.half_close();
    CHECK(client.ended());
  };
  timed_out("G");
  timed_out("GET /healthz HTTP/1.1\r\nHost: x\r\n");
  timed_out("POST /v1/conversations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer key-channel\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{");
  Client idle(server.port());
  idle.send(request("GET /healthz"));
  CHECK(idle.answer().status == 200);
  CHECK(idle.ended());   // without a word: it was between requests
}

TEST_CASE("a client that leaves in the middle harms nobody") {
  TestServer server;
  const std::string whole = request(messages, R"({"text":"hi"})");
  for (std::size_t cut = 1; cut < whole.size(); cut += 7) {
    Client client(server.port());
    client.send(std::string_view(whole).substr(0, cut));
  }
  Client half(server.port());
  half.send(whole);
  half.half_close();
  CHECK(half.answer().status == 200);   // done sending is not gone
  Client too_short(server.port());
  too_short.send(std::string_view(whole).substr(0, whole.size() - 3));
  too_short.half_close();
  check_problem(too_short.answer(), 400, "malformed-request");
  CHECK(server.ask(request("GET /healthz")).status == 200);
}
