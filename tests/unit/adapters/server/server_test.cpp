#include <future>

#include "tests/unit/adapters/server/fixture.hpp"

using namespace handrail;
using namespace handrail::test;

TEST_CASE("a port that is taken is said so") {
  TestServer server;
  Engine other_engine(server.fibers);
  const auto second = Server::start(server.fibers, other_engine, server.keys, {.port = server.port()});
  REQUIRE_FALSE(second);
  CHECK(second.error().code == ErrorCode::conflict);
  CHECK(second.error().message.find("port " + std::to_string(server.port()) + " is taken") != std::string::npos);
  CHECK(server.ask(request("GET /healthz")).status == 200);
}

TEST_CASE("a host that is no address of ours is said so") {
  TestServer server;
  const auto nowhere = Server::start(server.fibers, server.engine, server.keys, {.host = "no such host"});
  REQUIRE_FALSE(nowhere);
  CHECK(nowhere.error().code == ErrorCode::invalid);
}

TEST_CASE("a port is free again as soon as the server has stopped") {
  std::uint16_t port = 0;
  {
    TestServer first;
    port = first.port();
    CHECK(first.ask(request("GET /healthz")).status == 200);
  }
  TestServer second({.port = port});
  CHECK(second.port() == port);
}

TEST_CASE("one connection over the limit is told to come back") {
  TestServer server({.connections = 2});
  Client first(server.port()), second(server.port());
  for (Client* client : {&first, &second}) {
    client->send(request("GET /healthz"));
    CHECK(client->answer().status == 200);
  }
  Client third(server.port());
  const Answer answer = third.answer();
  check_problem(answer, 503, "overloaded");
  CHECK(answer.header("retry-after") == "1");
  CHECK(third.ended());
  first.send(request("GET /healthz"));
  CHECK(first.answer().status == 200);
}

TEST_CASE("one running request over the limit is told to come back, and reading goes on") {
  TestServer server({.turns_at_once = 1});
  Client busy(server.port());
  busy.send(request("POST /v1/conversations/c-1/messages", R"({"text":"park"})"));
  until_waiting(server.engine, 1);
  const Answer answer = server.ask(request("POST /v1/conversations/c-2/messages", R"({"text":"x"})"));
  check_problem(answer, 503, "overloaded");
  CHECK(answer.header("retry-after") == "1");
  CHECK(server.ask(request("GET /v1/conversations/c-2")).status == 200);
  server.engine.wake();
  CHECK(busy.answer().status == 200);
  CHECK(server.ask(request("POST /v1/conversations/c-2/messages", R"({"text":"x"})")).status == 200);
}

TEST_CASE("a turn that takes too long is 504, and its late end harms nobody") {
  TestServer server({.answer_wait = milliseconds(40)}, 2);
  int late = 0;
  for (const std::string id : {"c-1", "c-2", "c-3"}) {
    Client client(server.port());
    client.send(request("POST /v1/conversations/" + id + "/messages", R"({"text":"park"})"));
    const Answer answer = client.answer();
    check_problem(answer, 504, "no-answer-in-time");
    ++late;
  }
  CHECK(late == 3);
  server.engine.wake();
  CHECK(server.ask(request("GET /healthz")).status == 200);
}

TEST_CASE("many connections at once are all answered") {
  TestServer server;
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 200; ++i) clients.push_back(std::make_unique<Client>(server.port()));
  for (auto& client : clients) client->send(request("POST /v1/conversations/c-1/messages", R"({"text":"park"})"));
  until_waiting(server.engine, 200);   // none of them holds a thread
  server.engine.wake();
  for (auto& client : clients) CHECK(client->answer().status == 200);
}

TEST_CASE("stopping lets a running turn end, ends streams and idle connections, and takes nobody new") {
  TestServer server;
  const std::uint16_t port = server.port();
  Client running(port), streaming(port), idle(port), halfway(port);
  idle.send(request("GET /healthz"));
  CHECK(idle.answer().status == 200);
  streaming.send(request("GET /v1/conversations/c-1/events", "", "Accept: text/event-stream\r\n"));
  CHECK(streaming.answer().status == 200);
  CHECK(streaming.read_until("\n\n") == "retry: 2000\n\n");
  running.send(request("POST /v1/conversations/c-1/messages", R"({"text":"park"})"));
  until_waiting(server.engine, 2);
  halfway.send(request("GET /healthz").substr(0, 30));

  auto stopped = std::async(std::launch::async, [&] { server.server->stop(); });
  CHECK(idle.ended());
  CHECK(streaming.ended());
  CHECK(halfway.answer().status != 200);
  CHECK(stopped.wait_for(std::chrono::seconds(0)) == std::future_status::timeout);   // the turn still runs
  server.engine.wake();
  const Answer last = running.answer();
  CHECK(last.status == 200);
  CHECK(last.header("connection") == "close");
  stopped.get();
  Client late(port);
  CHECK_FALSE(late.connected);
}

TEST_CASE("a turn that outlasts the stop is cut") {
  TestServer server({.stop_wait = milliseconds(30)});
  Client running(server.port());
  running.send(request("POST /v1/conversations/c-1/messages", R"({"text":"park"})"));
  until_waiting(server.engine, 1);
  server.server->stop();
  server.fibers.drain();
  CHECK(running.answer().status == 0);
}
