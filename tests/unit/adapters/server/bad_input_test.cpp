#include "tests/unit/adapters/server/fixture.hpp"

using namespace handrail;
using namespace handrail::test;

namespace {
constexpr std::string_view messages = "POST /v1/conversations/c-1/messages";
}

TEST_CASE("a request without a key, with an unknown key or a broken header is 401 and says how to authenticate") {
  TestServer server;
  const Answer none = server.ask(request("GET /v1/approvals", "", "", ""));
  check_problem(none, 401, "missing-key");
  CHECK(none.header("www-authenticate") == "Bearer realm=\"handrail\"");
  const Answer unknown = server.ask(request("GET /v1/approvals", "", "", "key-nobody"));
  check_problem(unknown, 401, "unknown-key");
  CHECK(unknown.header("www-authenticate").find("invalid_token") != std::string::npos);
  check_problem(server.ask(request("GET /v1/approvals", "", "Authorization: Basic a2V5\r\n", "")), 401, "missing-key");
  check_problem(server.ask(request("GET /v1/approvals", "", "Authorization: Bearer \r\n", "")), 401, "missing-key");
  check_problem(server.ask(request("GET /v1/approvals", "", "Authorization: Bearer key-person\r\n")), 400, "malformed-request");
  CHECK(server.ask(request("GET /v1/approvals", "", "Authorization: bEARER key-channel\r\n", "")).status == 200);
}

TEST_CASE("what a key may not see does not exist, and what it may not do is forbidden") {
  TestServer server;
  const Answer foreign = server.ask(request("GET /v1/conversations/c-1", "", "", "key-foreign"));
  const Answer missing = server.ask(request("GET /v1/conversations/c-9"));
  check_problem(foreign, 404, "not-found");
  CHECK(foreign.body == missing.body);
  check_problem(server.ask(request("POST /v1/conversations", R"({"customer":{"id":"cus_1"}})", "", "key-foreign")), 403, "forbidden");
  check_problem(server.ask(request("POST /v1/approvals/a-1", R"({"verdict":"approve"})")), 403, "forbidden");
}

TEST_CASE("unknown ids and paths are 404") {
  TestServer server;
  for (const std::string_view line : {"GET /nowhere", "GET /v1", "GET /v1/", "GET /v1/approvals/", "GET /v1/approvals/a-9", "GET /v1/handoffs/h-9",
                                      "GET /v1/conversations/c-9", "GET /v1/conversations//events", "GET //", "GET /v1/conversations/c-1/events/"}) {
    INFO(line);
    check_problem(server.ask(request(line)), 404, "not-found");
  }
  check_problem(server.ask(request("POST /v1/conversations/c-9/messages", R"({"text":"x"})")), 404, "not-found");
  check_problem(server.ask(request("GET /v1/approvals/" + std::string(limits::id_bytes + 1, 'a'))), 404, "not-found");
}

TEST_CASE("ids in a path are percent-decoded, and broken escapes are refused") {
  TestServer server;
  CHECK(server.ask(request("GET /v1/conversations/c%2D1")).status == 200);
  CHECK(server.ask(request("GET http://localhost/v1/conversations/c-1")).status == 200);
  for (const std::string_view path : {"/v1/approvals/%", "/v1/approvals/%4", "/v1/approvals/%zz", "/v1/approvals/a%00b", "/v1/approvals/%ff", "/v1/approvals?status=%fe"}) {
    INFO(path);
    check_problem(server.ask(request("GET " + std::string(path))), 400, "malformed-request");
  }
}

TEST_CASE("a method that does not exist there is 405 with the ones that do") {
  TestServer server;
  const Answer answer = server.ask(request("DELETE /v1/conversations/c-1"));
  check_problem(answer, 405, "wrong-method");
  CHECK(answer.header("allow") == "GET, HEAD, OPTIONS");
  check_problem(server.ask(request("GET /v1/gate")), 405, "wrong-method");
  check_problem(server.ask(request("BREW /v1/approvals")), 405, "wrong-method");
  check_problem(server.ask(request("POST /healthz", "{}")), 405, "wrong-method");
  CHECK(server.ask(request("HEAD /v1/gate")).status == 405);
}

TEST_CASE("a body that is no JSON of ours is 400 with line and column") {
  TestServer server;
  for (const std::string_view body : {"", "{", "{\"text\":\"a\"", "nonsense", "{\"text\":\"a\"} trailing", "{\"text\":\"a\",\"text\":\"b\"}", "{'text':'a'}", "{\"text\":\"\xff\"}",
                                      "{\"text\":\"\xed\xa0\x80\"}", "{\"text\":NaN}", "[1,]", "\xef\xbb\xbf"}) {
    INFO(body);
    check_problem(server.ask(request(messages, body)), 400, "malformed-json");
  }
  const std::string nul("{\"text\":\"a\0b\"}", 14);
  check_problem(server.ask(request(messages, nul)), 400, "malformed-json");
  const auto nested = [](std::size_t depth) { return "{\"text\":\"a\",\"context\":" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}"; };
  check_problem(server.ask(request(messages, nested(limits::json_depth))), 422, "wrong-input");   // deep enough to be read, and no object
  check_problem(server.ask(request(messages, nested(limits::json_depth + 1))), 400, "malformed-json");
}

TEST_CASE("wrong types, missing and unknown members, NUL bytes and lengths are 422 and named by pointer") {
  TestServer server;
  const auto issue = [&](std::string_view line, std::string_view body) {
    const bool peoples = line.find("/approvals") != std::string_view::npos || line.find("/handoffs") != std::string_view::npos;
    const Answer answer = server.ask(request(line, body, "", peoples ? "key-person" : "key-channel"));
    check_problem(answer, 422, "wrong-input");
    return only_issue(answer);
  };
  CHECK(issue(messages, "[]") == "");
  CHECK(issue(messages, "{}") == "/text");
  CHECK(issue(messages, R"({"text":7})") == "/text");
  CHECK(issue(messages, R"({"text":""})") == "/text");
  CHECK(issue(messages, R"({"text":"a","contxt":{}})") == "/contxt");
  CHECK(issue(messages, R"({"text":"a","context":[]})") == "/context");
  CHECK(issue(messages, R"({"text":"a\u0000b"})") == "/text");
  CHECK(issue(messages, R"({"text":"a","context":{"x/y":["\u0000"]}})") == "/context/x~1y/0");
  CHECK(issue(messages, R"({"text":"a","context":{"\u0000":1}})") == "/context");
  CHECK(issue(messages, R"({"text":"a","id":"tab\t"})") == "/id");
  CHECK(issue("POST /v1/conversations/c-1/messages?dry=1", R"({"text":"a"})") == "?dry");
  CHECK(issue("POST /v1/conversations", R"({"id":"../x"})") == "/id");
  CHECK(issue("POST /v1/conversations", R"({"id":"a/b"})") == "/id");
  CHECK(issue("POST /v1/conversations", R"({"customer":{}})") == "/customer/id");
  CHECK(issue("POST /v1/conversations", R"({"customer":{"id":"a","verified":"yes"}})") == "/customer/verified");
  CHECK(issue("POST /v1/conversations", R"({"customer":{"id":"a","verified_by":"me"}})") == "/customer/verified_by");
  CHECK(issue("POST /v1/conversations/c-1/close", "{}") == "/resolved");
  CHECK(issue("POST /v1/approvals/a-1", R"({"verdict":"maybe"})") == "/verdict");
  CHECK(issue("POST /v1/approvals/a-1", R"({"verdict":"refuse"})") == "/reason");
  CHECK(issue("POST /v1/approvals/a-1", R"({"verdict":"edit"})") == "/arguments");
  CHECK(issue("POST /v1/approvals/a-1", R"({"verdict":"approve","arguments":{}})") == "/arguments");
  CHECK(issue("POST /v1/handoffs/h-1", R"({"action":"reply"})") == "/text");
  CHECK(issue("POST /v1/handoffs/h-1", R"({"action":"claim","text":"x"})") == "/text");
  CHECK(issue("POST /v1/handoffs/h-1", R"({"action":"claim","root_cause":"x"})") == "/root_cause");
  CHECK(issue("POST /v1/handoffs/h-1", R"({"action":"resolve","assistant_was":"good"})") == "/assistant_was");
  CHECK(issue("GET /v1/approvals?limit=201", "") == "?limit");
  CHECK(issue("GET /v1/handoffs?stats=x", "") == "?stats");
  for (const std::string_view word : {"opn", "Open", "", "claimed", "open%20"}) CHECK(issue("GET /v1/approvals?status=" + std::string(word), "") == "?status");
  CHECK(issue("GET /v1/handoffs?status=void", "") == "?status");
}

TEST_CASE("who may not ask at all is told so, whatever the body says") {
  TestServer server;
  const std::pair<std::string_view, std::string_view> lines[] = {{"POST /v1/approvals/a-1", "key-channel"}, {"POST /v1/handoffs/h-1", "key-channel"}, {"POST /v1/gate", "key-foreign"},
                                                                 {"POST /v1/conversations", "key-person"}, {messages, "key-person"}};
  for (const auto& [line, key] : lines)
    for (const std::string_view body : {"{}", "[]", "{", R"({"nonsense":1})"}) check_problem(server.ask(request(line, body, "", key)), 403, "forbidden");
}

TEST_CASE("everything wrong with a body is said at once") {
  TestServer server;
  const Answer answer = server.ask(request(messages, R"({"id":7,"context":[],"more":1})"));
  check_problem(answer, 422, "wrong-input");
  CHECK(answer.json()["issues"].items()->size() == 4);
}

TEST_CASE("a message's text and context may be as long as their limits and not one byte longer") {
  TestServer server;
  const auto text = [](std::size_t bytes) { return "{\"text\":\"" + std::string(bytes, 'a') + "\"}"; };
  CHECK(server.ask(request(messages, text(limits::message_bytes))).status == 200);
  check_problem(server.ask(request(messages, text(limits::message_bytes + 1))), 422, "wrong-input");
  const auto context = [](std::size_t bytes) { return "{\"text\":\"a\",\"context\":{\"p\":\"" + std::string(bytes - 8, 'a') + "\"}}"; };
  CHECK(server.ask(request(messages, context(limits::context_bytes))).status == 200);
  check_problem(server.ask(request(messages, context(limits::context_bytes + 1))), 422, "wrong-input");
}

TEST_CASE("a body is JSON in UTF-8 without a content coding, or 415") {
  TestServer server;
  const auto with_type = [&](std::string_view headers) {
    return server.ask("POST /v1/conversations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer key-channel\r\nContent-Length: 2\r\n" + std::string(headers) + "\r\n{}");
  };
  check_problem(with_type(""), 415, "wrong-media-type");
  check_problem(with_type("Content-Type: text/plain\r\n"), 415, "wrong-media-type");
  check_problem(with_type("Content-Type: application/json; charset=latin1\r\n"), 415, "wrong-media-type");
  check_problem(with_type("Content-Type: application/json\r\nContent-Encoding: gzip\r\n"), 415, "wrong-media-type");
  CHECK(with_type("Content-Type: Application/JSON; Charset=\"UTF-8\"\r\n").status == 201);
}

TEST_CASE("an Accept header that leaves nothing is 406") {
  TestServer server;
  const auto accept = [&](std::string_view value) { return server.ask(request("GET /version", "", "Accept: " + std::string(value) + "\r\n")).status; };
  CHECK(accept("text/html") == 406);
  CHECK(accept("application/json;q=0") == 406);
  CHECK(accept("application/*;q=0.1") == 200);
  CHECK(accept("text/html, */*;q=0.5") == 200);
  CHECK(accept("application/json;q=0, */*") == 406);
  CHECK(server.ask(request("GET /", "", "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n", "")).status == 200);
}

TEST_CASE("a failure of the engine has its own status, and passing ones say when to come back") {
  TestServer server;
  const auto say = [&](std::string_view text) { return server.ask(request(messages, "{\"text\":\"" + std::string(text) + "\"}")); };
  check_problem(say("full"), 503, "unavailable");
  CHECK_FALSE(say("full").header("retry-after").empty());
  check_problem(say("late"), 504, "no-answer-in-time");
  check_problem(say("broken"), 500, "corrupt");
  check_problem(say("often"), 429, "too-much");
  check_problem(say("twice"), 409, "conflict");
}

TEST_CASE("a bug is 500 without its words, it is reported, and the connection and the server go on") {
  TestServer server({}, 2);
  Client client(server.port());
  for (const std::string id : {"c-1", "c-2", "c-3"}) {   // on this shard and on the other
    client.send(request("POST /v1/conversations/" + id + "/messages", R"({"text":"bug"})"));
    const Answer answer = client.answer();
    check_problem(answer, 500, "internal");
    CHECK(answer.body.find("fake engine") == std::string::npos);
  }
  CHECK(server.reported().find("the fake engine has a bug") != std::string::npos);
  CHECK(server.reported().find("key-channel") == std::string::npos);
  client.send(request(messages, R"({"text":"hello"})"));
  CHECK(client.answer().status == 200);
}
