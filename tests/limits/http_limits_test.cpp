// The limits of the endpoint that its own tests do not ask at the limit and one over.
#include <chrono>

#include "tests/unit/adapters/server/fixture.hpp"

using namespace handrail;
using namespace handrail::test;

namespace {

const std::string not_json = "POST /v1/conversations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer key-channel\r\nContent-Type: application/json\r\n";

// Answered with 413 before its body is read, and still sending.
void be_refused(Client& client) {
  client.send(not_json + "Content-Length: 999999999\r\n\r\n");
  CHECK(client.answer().status == 413);
}

// Until a place is free: asks again while another connection is served, at most that many times.
bool a_place_comes_free(const TestServer& server, Client& served, int times) {
  for (int i = 0; i < times; ++i) {
    for (int round = 0; round < 20; ++round) {
      served.send(request("GET /openapi.yaml"));
      if (served.answer().status != 200) return false;
    }
    if (server.ask("GET /healthz HTTP/1.0\r\n\r\n").status == 200) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a server begins with the limits of the house") {
  const ServerOptions options;
  CHECK(options.connections == limits::connections);
  CHECK(options.turns_at_once == limits::turns_at_once);
  CHECK(options.request_header_wait == limits::request_header_wait);
  CHECK(options.request_body_wait == limits::request_body_wait);
  CHECK(options.response_write_wait == limits::response_write_wait);
  CHECK(options.keep_alive == limits::keep_alive);
  CHECK(options.answer_wait == limits::answer_wait);
  CHECK(options.event_heartbeat == limits::event_heartbeat);
  CHECK(options.stop_wait == limits::stop_wait);
  CHECK(limits::turn_deadline < limits::answer_wait);   // the turn's words come first
  CHECK(limits::tool_deadline < limits::turn_deadline);
}

TEST_CASE("a client that does not read its answers frees its place") {
  TestServer server({.response_write_wait = milliseconds(50), .connections = 2});
  Client served(server.port()), deaf(server.port());
  constexpr int requests = 2'000;   // 100 MB of answers: more than the kernel holds (33 MB where its buffers grow as they like)
  std::string many;
  for (int i = 0; i < requests; ++i) many += "GET /openapi.yaml HTTP/1.1\r\nHost: x\r\n\r\n";
  deaf.send(many);
  served.send(request("GET /healthz"));
  CHECK(served.answer().status == 200);
  CHECK(a_place_comes_free(server, served, 10'000));
  int answers = 0;
  while (deaf.answer().status == 200) ++answers;
  CHECK(answers < requests);
}

TEST_CASE("a refused client may send as much as the limit while it reads its answer, and not without end") {
  TestServer server;
  const std::string piece(64u << 10, 'x');
  {
    Client client(server.port());
    be_refused(client);
    std::size_t sent = 0;
    while (sent < limits::close_drain_bytes && client.send(piece)) sent += piece.size();
    CHECK(sent == limits::close_drain_bytes);
    client.half_close();
    CHECK(client.ended());
  }
  Client client(server.port());
  be_refused(client);
  std::size_t sent = 0;
  while (sent < (256u << 20) && client.send(piece)) sent += piece.size();
  CHECK(sent < (256u << 20));   // what the kernel takes on top is not ours to say
}

TEST_CASE("a refused client that stays frees its place after its wait") {
  TestServer server({.connections = 2});
  Client served(server.port()), staying(server.port());
  served.send(request("GET /healthz"));
  CHECK(served.answer().status == 200);
  be_refused(staying);
  const auto began = std::chrono::steady_clock::now();
  CHECK(a_place_comes_free(server, served, 10'000));
  const auto waited = std::chrono::steady_clock::now() - began;
  CHECK(waited >= std::chrono::milliseconds(limits::close_wait.ms / 2));
  CHECK(waited < std::chrono::milliseconds(limits::close_wait.ms * 10));
}

TEST_CASE("a reply of an agent and a page may be as long as their limits") {
  TestServer server;
  const auto reply = [&](std::size_t bytes) {
    return server.ask(request("POST /v1/handoffs/h-1", R"({"action":"reply","text":")" + std::string(bytes, 'a') + "\"}", "", "key-person"));
  };
  CHECK(reply(limits::reply_bytes).status == 200);
  check_problem(reply(limits::reply_bytes + 1), 422, "wrong-input");
  const auto page = [&](std::size_t items) { return server.ask(request("GET /v1/conversations/c-1/events?limit=" + std::to_string(items))); };
  CHECK(page(limits::page_items).status == 200);
  check_problem(page(limits::page_items + 1), 422, "wrong-input");
}

TEST_CASE("an approver's edit may be as long as a tool's arguments and not one byte longer") {
  TestServer server;
  const auto edit = [&](std::size_t bytes) {
    const std::string start = R"({"note":")", end = R"("})";
    const std::string arguments = start + std::string(bytes - start.size() - end.size(), 'a') + end;
    return server.ask(request("POST /v1/approvals/a-1", R"({"verdict":"edit","arguments":)" + arguments + "}", "", "key-person"));
  };
  CHECK(edit(limits::tool_arguments_bytes).status == 200);
  check_problem(edit(limits::tool_arguments_bytes + 1), 422, "wrong-input");
}
