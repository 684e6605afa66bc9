#include "tests/unit/adapters/server/fixture.hpp"

using namespace handrail;
using namespace handrail::test;

TEST_CASE("one page of events as JSON") {
  TestServer server;
  server.engine.last_event = 5;
  const Answer page = server.ask(request("GET /v1/conversations/c-1/events?after=2&limit=2", "", "Accept: application/json\r\n"));
  CHECK(page.status == 200);
  CHECK(page.header("content-type") == "application/json");
  const Json json = page.json();
  REQUIRE(json["events"].items()->size() == 2);
  CHECK((*json["events"].items())[0].integer_or("seq") == 3);
}

TEST_CASE("events stream with their numbers, those that are there and those that come") {
  TestServer server;
  server.engine.last_event = 2;
  Client client(server.port());
  client.send(request("GET /v1/conversations/c-1/events", "", "Accept: text/event-stream\r\nLast-Event-ID: 1\r\n"));
  const Answer head = client.answer();
  CHECK(head.status == 200);
  CHECK(head.header("content-type") == "text/event-stream");
  CHECK(head.header("content-length").empty());
  CHECK(client.read_until("\n\n") == "retry: 2000\n\n");
  const std::string second = client.read_until("\n\n");
  CHECK(second.starts_with("id: 2\ndata: {\"seq\":2,"));
  CHECK(second.find("line\\nbreak") != std::string::npos);
  server.engine.add_event();
  CHECK(client.read_until("\n\n").starts_with("id: 3\n"));
  server.engine.add_event();
  CHECK(client.read_until("\n\n").starts_with("id: 4\n"));
}

TEST_CASE("the number in Last-Event-ID goes before the one in the address") {
  TestServer server;
  server.engine.last_event = 9;
  const Answer page = server.ask(request("GET /v1/conversations/c-1/events?after=1", "", "Accept: application/json\r\nLast-Event-ID: 8\r\n"));
  CHECK(page.json()["events"].items()->size() == 1);
}

TEST_CASE("a quiet stream says that it is alive") {
  TestServer server({.event_heartbeat = milliseconds(20)});
  Client client(server.port());
  client.send(request("GET /v1/conversations/c-1/events", "", "Accept: text/event-stream\r\n"));
  CHECK(client.answer().status == 200);
  CHECK(client.read_until("\n\n") == "retry: 2000\n\n");
  CHECK(client.read_until("\n\n") == ": still here\n\n");
  CHECK(client.read_until("\n\n") == ": still here\n\n");
}

TEST_CASE("a stream that may not be read has a status, not an empty stream") {
  TestServer server;
  check_problem(server.ask(request("GET /v1/conversations/c-9/events")), 404, "not-found");
  check_problem(server.ask(request("GET /v1/conversations/c-1/events", "", "", "key-foreign")), 404, "not-found");
  check_problem(server.ask(request("GET /v1/conversations/c-1/events", "", "Accept: text/html\r\n")), 406, "not-acceptable");
}

TEST_CASE("wrong numbers are named") {
  TestServer server;
  const auto wrong = [&](std::string_view query, std::string_view more = "") {
    const Answer answer = server.ask(request("GET /v1/conversations/c-1/events" + std::string(query), "", more));
    check_problem(answer, 422, "wrong-input");
    return only_issue(answer);
  };
  CHECK(wrong("?after=-1") == "?after");
  CHECK(wrong("?after=1x") == "?after");
  CHECK(wrong("?after=9007199254740993") == "?after");
  CHECK(wrong("?limit=0") == "?limit");
  CHECK(wrong("?limit=201") == "?limit");
  CHECK(wrong("?limit=1&limit=2") == "?limit");
  CHECK(wrong("?since=1") == "?since");
  CHECK(wrong("", "Last-Event-ID: last\r\n") == "?Last-Event-ID");
}
