#include "tests/unit/adapters/server/fixture.hpp"

using namespace handrail;
using namespace handrail::test;

TEST_CASE("a conversation is opened, gets a message and is closed") {
  TestServer server;
  const Answer opened = server.ask(request("POST /v1/conversations", R"({"id":"c-1","customer":{"id":"cus_1","verified":true,"verified_by":"signed in"},"context":{"page":"/"}})"));
  CHECK(opened.status == 201);
  CHECK(opened.header("location") == "/v1/conversations/c-1");
  CHECK(opened.header("content-type") == "application/json");
  CHECK(server.engine.calls().back() == "open cus_1 verified signed in");

  const Answer turn = server.ask(request("POST /v1/conversations/c-1/messages", R"({"id":"m-1","text":"hello"})"));
  CHECK(turn.status == 200);
  CHECK(turn.json()["message"].text_or("id") == "m-1");
  CHECK(server.engine.calls().back() == "message m-1 hello");

  const Answer viewed = server.ask(request("GET /v1/conversations/c-1"));
  CHECK(viewed.status == 200);
  CHECK(viewed.json().text_or("id") == "c-1");

  const Answer closed = server.ask(request("POST /v1/conversations/c-1/close", R"({"resolved":true})"));
  CHECK(closed.status == 200);
  CHECK(closed.json().boolean_or("resolved"));
  CHECK(server.ask(request("POST /v1/conversations/c-1/close", R"({"resolved":true})", "Idempotency-Key: \"over\"\r\n")).json().text_or("key") == "over");
}

TEST_CASE("a turn that waits for a person is 202 and says where to look") {
  TestServer server;
  const Answer turn = server.ask(request("POST /v1/conversations/c-1/messages", R"({"text":"wait"})"));
  CHECK(turn.status == 202);
  CHECK(turn.header("location") == "/v1/conversations/c-1");
}

TEST_CASE("a message that is to be answered later is 202 as soon as it is stored, and its turn goes on") {
  TestServer server({.turns_at_once = 2});
  const std::string later = "Prefer: wait=5, respond-async\r\n";
  const Answer stored = server.ask(request("POST /v1/conversations/c-1/messages", R"({"id":"m-1","text":"park"})", later));
  CHECK(stored.status == 202);
  CHECK(stored.header("preference-applied") == "respond-async");
  CHECK(stored.header("location") == "/v1/conversations/c-1");
  CHECK(stored.json()["message"].text_or("id") == "m-1");
  CHECK(stored.json().text_or("state") == "under way");
  until_waiting(server.engine, 1);
  // It keeps its place among those that run.
  CHECK(server.ask(request("POST /v1/conversations/c-2/messages", R"({"id":"m-1","text":"park"})", later)).status == 202);
  until_waiting(server.engine, 2);
  check_problem(server.ask(request("POST /v1/conversations/c-3/messages", R"({"text":"x"})")), 503, "overloaded");
  server.engine.wake();
}

TEST_CASE("what is answered at once is answered, whatever was preferred, and a message without an id cannot be asked for later") {
  TestServer server;
  const std::string later = "Prefer: respond-async\r\n";
  const Answer done = server.ask(request("POST /v1/conversations/c-1/messages", R"({"id":"m-1","text":"hello"})", later));
  CHECK(done.status == 200);
  CHECK(done.json().text_or("text") == "hello");
  CHECK(done.header("preference-applied").empty());
  check_problem(server.ask(request("POST /v1/conversations/c-1/messages", R"({"id":"never","text":"late"})", later)), 504, "no-answer-in-time");
  check_problem(server.ask(request("POST /v1/conversations/c-1/messages", R"({"text":"hello"})", later)), 422, "wrong-input");
}

TEST_CASE("a turn runs on the shard of its conversation, whatever connection brought it") {
  TestServer server({}, 3);
  for (const std::string id : {"c-1", "c-2", "c-3"}) {
    for (int connection = 0; connection < 6; ++connection) {
      CHECK(server.ask(request("POST /v1/conversations/" + id + "/messages", R"({"text":"x"})")).status == 200);
      CHECK(server.engine.shard == server::shard_of(ConversationId(id), 3));
    }
  }
}

TEST_CASE("approvals are listed, read and decided") {
  TestServer server;
  const Answer list = server.ask(request("GET /v1/approvals?status=open&after=a-0&limit=7"));
  CHECK(list.status == 200);
  CHECK(list.json().text_or("asked") == "open a-0 7");
  CHECK(server.ask(request("GET /v1/approvals")).json().text_or("asked") == "- - 50");
  CHECK(server.ask(request("GET /v1/approvals/a-1")).json().text_or("id") == "a-1");

  const auto decide = [&](std::string_view body) { return server.ask(request("POST /v1/approvals/a-1", body, "", "key-person")); };
  CHECK(decide(R"({"verdict":"approve"})").json().integer_or("verdict", -1) == 0);
  CHECK(decide(R"({"verdict":"refuse","reason":"no"})").json().text_or("reason") == "no");
  CHECK(decide(R"({"verdict":"edit","arguments":{"amount":"$1"}})").json()["arguments"].text_or("amount") == "$1");
}

TEST_CASE("a decision with If-Match counts only for what was read") {
  TestServer server;
  for (const std::string path : {"/v1/approvals/a-1", "/v1/handoffs/h-1"}) {
    const std::string body = path.find("approvals") != std::string::npos ? R"({"verdict":"approve"})" : R"({"action":"claim"})";
    const Answer read = server.ask(request("GET " + path, "", "", "key-person"));
    const std::string tag(read.header("etag"));
    REQUIRE(tag.size() > 2);
    CHECK(server.ask(request("GET " + path, "", "", "key-person")).header("etag") == tag);
    const auto decide = [&](const std::string& header) { return server.ask(request("POST " + path, body, header, "key-person")); };
    for (const std::string& fits : {"If-Match: " + tag + "\r\n", "If-Match: \"other\", " + tag + "\r\n", std::string("If-Match: *\r\n")}) CHECK(decide(fits).status == 200);
    const Answer changed = decide("If-Match: \"other\"\r\n");
    check_problem(changed, 412, "changed");
    CHECK(changed.header("etag") == tag);
    check_problem(decide("If-Match: W/" + tag + "\r\n"), 412, "changed");
    check_problem(decide("If-Match: \r\n"), 412, "changed");
  }
}

TEST_CASE("Idempotency-Key is the id of what is made") {
  TestServer server;
  const auto post = [&](const std::string& path, const std::string& body, const std::string& header) { return server.ask(request("POST " + path, body, header)); };
  const std::string messages = "/v1/conversations/c-1/messages";
  CHECK(post(messages, R"({"text":"hi"})", "Idempotency-Key: k-1\r\n").json()["message"].text_or("id") == "k-1");
  CHECK(post(messages, R"({"text":"hi"})", "Idempotency-Key: \"k 2\"\r\n").json()["message"].text_or("id") == "k 2");
  CHECK(post(messages, R"({"text":"hi","id":"k-1"})", "Idempotency-Key: k-1\r\n").json()["message"].text_or("id") == "k-1");
  CHECK(post("/v1/conversations", "{}", "Idempotency-Key: c-77\r\n").json().text_or("id") == "c-77");
  CHECK(post(messages, R"({"text":"hi","id":"k-1"})", "Idempotency-Key: k-2\r\n").json()["issues"].items()->at(0).text_or("pointer") == "/id");
  for (const std::string& key : {std::string(), std::string("\"\""), std::string(limits::id_bytes + 1, 'k'), std::string("a\r\nIdempotency-Key: b")}) {
    const Answer wrong = post(messages, R"({"text":"hi"})", "Idempotency-Key: " + key + "\r\n");
    check_problem(wrong, 422, "wrong-input");
    CHECK(wrong.json()["issues"].items()->at(0).text_or("parameter") == "Idempotency-Key");
  }
}

TEST_CASE("handoffs are listed, read and acted on") {
  TestServer server;
  CHECK(server.ask(request("GET /v1/handoffs?limit=200")).json().text_or("asked") == "- - 200");
  CHECK(server.ask(request("GET /v1/handoffs/h-1")).json().text_or("id") == "h-1");
  const auto act = [&](std::string_view body) { return server.ask(request("POST /v1/handoffs/h-1", body, "", "key-person")).json(); };
  CHECK(act(R"({"action":"claim"})").integer_or("action", -1) == 0);
  CHECK(act(R"({"action":"reply","text":"hello"})").text_or("text") == "hello");
  CHECK(act(R"({"action":"hand back"})").integer_or("action") == 2);
  const Json resolved = act(R"({"action":"resolve","root_cause":"lost","assistant_was":"off-base","could_be_automated":"maybe"})");
  CHECK(dump(resolved["closing"]) == R"({"root_cause":"lost","assistant_was":"off-base","could_be_automated":"maybe"})");
}

TEST_CASE("a reply that went out is judged") {
  TestServer server;
  const auto judge = [&](std::string_view body, std::string_view header = "", std::string_view key = "key-person") {
    return server.ask(request("POST /v1/conversations/c-1/judgements", body, std::string(header), std::string(key)));
  };
  const Json wrong = judge(R"({"reply":12,"verdict":"wrong","reason":"too old","text":"It is $18."})", "Idempotency-Key: k-1\r\n").json();
  CHECK(wrong.integer_or("reply") == 12);
  CHECK(wrong.integer_or("verdict") == 1);
  CHECK(wrong.text_or("reason") + wrong.text_or("text") + wrong.text_or("key") == "too oldIt is $18.k-1");
  CHECK(judge(R"({"reply":12,"verdict":"right"})").json().integer_or("verdict", -1) == 0);
  struct Bad { std::string_view body, pointer; };
  for (const Bad& bad : {Bad{R"({"verdict":"right"})", "/reply"}, {R"({"reply":0,"verdict":"right"})", "/reply"}, {R"({"reply":"12","verdict":"right"})", "/reply"},
                         {R"({"reply":12})", "/verdict"}, {R"({"reply":12,"verdict":"bad"})", "/verdict"}, {R"({"reply":12,"verdict":"wrong"})", "/reason"},
                         {R"({"reply":12,"verdict":"right","text":"x"})", "/text"}, {R"({"reply":12,"verdict":"right","by":"lea"})", "/by"}}) {
    INFO(bad.body);
    const Answer answer = judge(bad.body);
    check_problem(answer, 422, "wrong-input");
    CHECK(only_issue(answer) == bad.pointer);
  }
  CHECK(judge(R"({"reply":12,"verdict":"right"})", "", "key-channel").status == 403);
}

TEST_CASE("the gate judges a call and says what is wrong with one that cannot be judged") {
  TestServer server;
  CHECK(server.ask(request("POST /v1/gate", R"({"tool":"process_refund","arguments":{},"now":"2026-11-21T09:30:00Z"})")).json().text_or("verdict") == "allow");
  const Answer unknown = server.ask(request("POST /v1/gate", R"({"tool":"x","arguments":{},"now":"2026-11-21T09:30:00Z"})"));
  check_problem(unknown, 422, "wrong-input");
  CHECK(unknown.json().text_or("detail") == "there is no such tool");
  CHECK(dump(unknown.json()["issues"]) == R"([{"pointer":"/tool","message":"`x` is not declared"}])");
  const Answer wrong = server.ask(request("POST /v1/gate", R"({"tool":"process_refund","arguments":{},"now":"yesterday"})"));
  check_problem(wrong, 422, "wrong-input");
  CHECK(only_issue(wrong) == "/now");
}

TEST_CASE("the operator's paths need no key") {
  TestServer server;
  CHECK(server.ask(request("GET /healthz", "", "", "")).status == 200);
  CHECK(server.ask(request("GET /version", "", "", "")).json().text_or("version") == "0.1.0");
  CHECK(server.ask(request("GET /readyz", "", "", "")).json().text_or("bundle") == "41ab");
  server.engine.ready = false;
  const Answer unready = server.ask(request("GET /readyz", "", "", ""));
  CHECK(unready.status == 503);
  CHECK(unready.header("retry-after") == "1");
  CHECK(unready.json().text_or("bundle") == "41ab");
}

TEST_CASE("the chat page may run its own script and reach its own origin, and nothing else") {
  TestServer server;
  const Answer page = server.ask(request("GET /", "", "", ""));
  CHECK(page.status == 200);
  CHECK(page.header("content-type") == "text/html; charset=utf-8");
  const std::string policy = page.header("content-security-policy");
  CHECK(policy.find("default-src 'none'; script-src 'sha256-") == 0);
  CHECK(policy.find("style-src 'sha256-") != std::string::npos);
  CHECK(policy.find("unsafe") == std::string::npos);
  CHECK(page.body.find("http://") == std::string::npos);
  CHECK(page.body.find("https://") == std::string::npos);
  CHECK(page.header("x-content-type-options") == "nosniff");
  // sha256 of "x" in base64.
  CHECK(server::content_security_policy("<script>x</script>").find("'sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE='") != std::string::npos);
}

TEST_CASE("the description, the gate's schema and the problems' pages are served") {
  TestServer server;
  CHECK(server.ask(request("GET /openapi.yaml", "", "", "")).body.starts_with("openapi: 3.1.0"));
  CHECK(parse_json(server.ask(request("GET /engine/policy/gate.schema.json", "", "", "")).body));
  CHECK(server.ask(request("GET /problems/wrong-input", "", "", "")).body.find("status 422") != std::string::npos);
  check_problem(server.ask(request("GET /problems/nonsense", "", "", "")), 404, "not-found");
}

TEST_CASE("HEAD answers like GET without the body, and OPTIONS says what a path can do") {
  TestServer server;
  const Answer got = server.ask(request("GET /version", "", "", ""));
  const Answer head = server.ask(request("HEAD /version", "", "", ""));
  CHECK(head.status == 200);
  CHECK(head.header("content-length") == got.header("content-length"));
  Client client(server.port());   // nothing of a body stands between two answers
  client.send(request("HEAD /version") + request("GET /healthz"));
  CHECK(client.answer(true).status == 200);
  CHECK(client.answer().json().boolean_or("alive"));

  const Answer options = server.ask(request("OPTIONS /v1/approvals/a-1", "", "", ""));
  CHECK(options.status == 204);
  CHECK(options.header("allow") == "GET, HEAD, POST, OPTIONS");
  CHECK(options.header("content-length").empty());
  CHECK(server.ask(request("OPTIONS *", "", "", "")).status == 204);
  check_problem(server.ask(request("OPTIONS /nowhere", "", "", "")), 404, "not-found");
}
