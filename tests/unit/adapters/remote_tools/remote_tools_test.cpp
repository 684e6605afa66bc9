// Tools over HTTP: what is sent, what each answer means, how often it is asked, and what nobody gets to see.
#include "adapters/remote_tools/remote_tools.hpp"

#include <atomic>
#include <memory>
#include <mutex>

#include "adapters/remote_tools/protocol.hpp"
#include "tests/catch.hpp"
#include "tests/unit/adapters/http/byte_server.hpp"

using namespace handrail;
using namespace handrail::test;

namespace {

Json json(std::string_view text) { return parse_json(text).value(); }

struct Service {
  explicit Service(std::function<Said(const std::string&)> answers, RemoteService settings = {}) : server(std::move(answers)) {
    settings.name = "billing";
    settings.origin = http::parse_origin(server.url("/v1")).value();
    tools = std::move(RemoteTools::make(waiting, std::move(settings), [this](const std::string& text) {
                        const std::lock_guard lock(mutex);
                        told.push_back(text);
                      }).value());
  }
  ~Service() {
    tools->stop();
    waiting.drain();
  }
  ToolResponse act(Duration deadline = seconds(5)) {
    return tools->call({.tool = "refund", .arguments = json(R"({"order":"W1","amount":"5.00 USD"})"), .key = "call_1", .customer = "c_ada", .deadline = deadline});
  }
  ToolResponse look(Duration deadline = seconds(5)) {
    return tools->call({.tool = "lookup", .arguments = json(R"({"order":"W1"})"), .key = "look_1", .deadline = deadline, .reads = true});
  }

  ByteServer server;
  FiberWaiting waiting{1};
  std::unique_ptr<RemoteTools> tools;
  std::mutex mutex;
  std::vector<std::string> told;
};

struct Case { const char* name; Said said; CallOutcome act, look; std::size_t looks; const char* words; };

}  // namespace

TEST_CASE("a call is a POST with its arguments, its customer and its key") {
  const Said said = ok(R"({"result":{"id":"r"},"receipt":"re_1","more":true})");
  Service service([&](const std::string&) { return said; }, {.headers = {{"Authorization", "Bearer s3cret"}}});
  const ToolResponse done = service.act();
  CHECK(done.outcome == CallOutcome::completed);
  CHECK(done.receipt == "re_1");
  CHECK(done.result.text_or("id") == "r");
  const std::string request = service.server.requests().at(0);
  CHECK(request.starts_with("POST /v1/refund HTTP/1.1\r\n"));
  for (const char* line : {"\r\nAuthorization: Bearer s3cret\r\n", "\r\nContent-Type: application/json\r\n", "\r\nIdempotency-Key: call_1\r\n"})
    CHECK(request.find(line) != std::string::npos);
  CHECK(request.ends_with(R"({"arguments":{"amount":"5.00 USD","order":"W1"},"customer":"c_ada"})"));
  CHECK(service.look().receipt.empty());
  CHECK(service.server.requests().at(1).ends_with(R"({"arguments":{"order":"W1"},"customer":null})"));
}

TEST_CASE("each answer means one thing to a call that acts and one to a look-up") {
  using enum CallOutcome;
  const std::string large(limits::service_answer_bytes + 1, 'x');
  const std::string deep = std::string(limits::json_depth + 1, '[') + std::string(limits::json_depth + 1, ']');
  const Case cases[] = {
      {"done", ok(R"({"result":{"a":1}})"), completed, completed, 1, ""},
      {"no such record", ok(R"({"result":null})"), unknown, completed, 1, "neither a `receipt` nor a `result`"},
      {"created", with_status(201, R"({"result":{},"receipt":7})"), completed, completed, 1, ""},
      {"done without a word", {"HTTP/1.1 204 No Content\r\n\r\n"}, unknown, failed, 1, "without a result"},
      {"an empty object", ok("{}"), unknown, failed, 1, "neither a `receipt` nor a `result`"},
      {"an error with 200", ok(R"({"error":"insufficient funds"})"), unknown, failed, 1, "insufficient funds"},
      {"not ok with 200", ok(R"({"ok":false,"message":"declined"})"), unknown, failed, 1, "declined"},
      {"an empty receipt", ok(R"({"result":null,"receipt":""})"), unknown, completed, 1, "neither a `receipt` nor a `result`"},
      {"a receipt alone", ok(R"({"receipt":"re_1"})"), completed, failed, 1, "no member `result`"},
      {"a receipt and an error", ok(R"({"result":{},"receipt":"re_1","error":{"message":"half of it"}})"), unknown, failed, 1, "the receipt re_1 and with an error: half of it"},
      {"a result and an error", ok(R"({"result":{"a":1},"error":"half of it"})"), unknown, failed, 1, "a result and with an error: half of it"},
      {"errors that say nothing", ok(R"({"result":{"a":1},"error":false})"), completed, completed, 1, ""},
      {"a bare record", ok(R"({"id":"W1"})"), unknown, failed, 1, "no"},
      {"no JSON", ok("<html>"), unknown, failed, 1, "no JSON"},
      {"a key twice", ok(R"({"result":1,"result":2})"), unknown, failed, 1, "no JSON"},
      {"a list", ok("[]"), unknown, failed, 1, "no JSON object"},
      {"too deep", ok(R"({"result":)" + deep + "}"), unknown, failed, 1, "no JSON"},
      {"a receipt that is no line", ok(R"({"result":{},"receipt":"a\nb"})"), unknown, failed, 1, "receipt"},
      {"too large", ok("\"" + large + "\""), unknown, failed, 1, "more than 524288 bytes"},
      {"a redirect", with_status(303, "", "Location: /done\r\n"), unknown, failed, 1, "redirect"},
      {"bad request", with_status(400, R"({"error":{"message":"no"}})"), failed, failed, 1, "no (status 400)"},
      {"not found", with_status(404, R"({"title":"no such order"})"), failed, completed, 1, "no such order (status 404)"},
      {"a web page", with_status(404, "<html>", "Content-Type: text/html; charset=utf-8\r\n"), failed, failed, 1, ""},
      {"conflict", with_status(409, R"({"title":"Conflict","detail":"refunded in full"})"), failed, failed, 1, "refunded in full (status 409)"},
      {"under way", with_status(409, "", "Retry-After: 1\r\n"), unknown, failed, 1, "status 409"},
      {"unprocessable", with_status(422, R"({"detail":"above what was paid\u202e"})"), failed, failed, 1, "above what was paid\\u202e (status 422)"},
      {"too many", with_status(429, "", "Retry-After: 0\r\n"), failed, failed, 3, "status 429"},
      {"a mistake", with_status(500, R"({"detail":"oops"})"), unknown, failed, 1, "oops (status 500)"},
      {"no such method", with_status(501), unknown, failed, 1, "status 501"},
      {"a gateway", with_status(502), unknown, failed, 3, "status 502"},
      {"not now", with_status(503, "", "Retry-After: 0\r\n"), unknown, failed, 3, "status 503"},
      {"broken", {"", true}, unknown, failed, 3, "broke the connection"},
      {"cut", {"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{", true}, unknown, failed, 1, "broke the connection"},
      {"refused and cut", {"HTTP/1.1 422 No\r\nContent-Length: 9\r\n\r\n{", true}, failed, failed, 1, "broke the connection"},
  };
  for (const Case& one : cases) {
    INFO(one.name);
    Service service([&](const std::string&) { return one.said; });
    const ToolResponse acted = service.act();
    CHECK(acted.outcome == one.act);
    CHECK(service.server.requests().size() == 1);   // whatever is said: once
    if (acted.outcome != completed) CHECK(acted.error.find(one.words) != std::string::npos);
    CHECK(acted.error.empty() == (acted.outcome == completed));
    const ToolResponse looked = service.look();
    CHECK(looked.outcome == one.look);
    CHECK(service.server.requests().size() == 1 + one.looks);
    if (looked.outcome == completed && one.act == failed) CHECK(looked.result.is_null());
  }
}

TEST_CASE("what was turned away at the door, or for its key, says nothing of an earlier sending, and what the tool refused does") {
  for (const int status : {401, 403, 404, 407, 408, 409, 422, 429}) {
    INFO(status);
    CHECK(!Service([&](const std::string&) { return with_status(status); }).act().nor_before);
  }
  for (const int status : {400, 410, 451}) {
    INFO(status);
    CHECK(Service([&](const std::string&) { return with_status(status); }).act().nor_before);
  }
}

TEST_CASE("no answer in time: of a call that acts nobody can say, of a look-up it is a failure, and both end with the deadline") {
  Service service([](const std::string&) { return Said{"", false, true}; });
  CHECK(service.act(milliseconds(120)).outcome == CallOutcome::unknown);
  CHECK(service.look(milliseconds(120)).outcome == CallOutcome::failed);
  CHECK(service.server.requests().size() == 2);
}

TEST_CASE("the service's own timeout counts where it is shorter") {
  Service service([](const std::string&) { return Said{"", false, true}; }, {.timeout = milliseconds(100)});
  const ToolResponse late = service.act(seconds(15));
  CHECK(late.outcome == CallOutcome::unknown);
  CHECK(late.error.find("within 100 ms") != std::string::npos);
}

TEST_CASE("a look-up is asked again after what passes, and not when there is no time for what the service asks") {
  std::atomic<int> asked{0};
  Service service([&](const std::string&) { return ++asked < 3 ? with_status(503) : ok(R"({"result":1})"); });
  CHECK(service.look().outcome == CallOutcome::completed);
  CHECK(asked == 3);
  Service slow([&](const std::string&) { return with_status(429, "", "Retry-After: 60\r\n"); });
  CHECK(slow.look().outcome == CallOutcome::failed);
  CHECK(slow.server.requests().size() == 1);
}

TEST_CASE("a service that is not there fails every call as not done, and an operator hears it once, and once more when it is back") {
  std::atomic<bool> down{true};
  Service service([&](const std::string&) { return down ? with_status(500) : ok(R"({"result":{}})"); });
  service.act();
  service.act();
  down = false;
  service.act();
  service.act();
  REQUIRE(service.told.size() == 2);
  CHECK(service.told[0] == "tools of `billing`: the service answered with status 500");
  CHECK(service.told[1] == "tools of `billing`: the service answers again");
}

TEST_CASE("a secret that a service says back is taken out of its words") {
  Service service([](const std::string&) { return with_status(401, R"({"detail":"wrong token s3cret-s3cret!"})"); }, {.secrets = {"s3cret"}});
  CHECK(service.act().error == "wrong token [secret]-[secret]! (status 401)");
  CHECK(service.told.at(0).find("s3cret") == std::string::npos);
}

TEST_CASE("what a service publishes names its tools and their schemas, and what cannot be read changes nothing") {
  std::string listing = R"({"tools":[{"name":"refund","input":{"type":"object"}},{"name":"lookup"}]})";
  int status = 200;
  Service service([&](const std::string&) { return with_status(status, listing); });
  CHECK(service.tools->tools().empty());
  CHECK(service.tools->unread());
  REQUIRE(service.tools->refresh());
  CHECK(service.server.requests().at(0).starts_with("GET /v1/tools HTTP/1.1\r\n"));
  CHECK(service.tools->tools() == std::vector<std::string>{"lookup", "refund"});
  CHECK(service.tools->schema("refund") == json(R"({"type":"object"})"));
  CHECK(service.tools->schema("lookup").is_null());
  CHECK(service.tools->schema("other").is_null());
  for (const char* broken : {"", "[]", R"({"tools":{}})", R"({"tool":[]})"}) {
    INFO(broken);
    listing = broken;
    CHECK_FALSE(service.tools->refresh());
  }
  listing = "";
  status = 500;
  CHECK_FALSE(service.tools->refresh());
  CHECK(service.tools->tools().size() == 2);
}

TEST_CASE("a service that publishes nothing has the tools that the settings name") {
  Service service([](const std::string&) { return with_status(404); }, {.tools = {"refund", "lookup"}});
  CHECK(service.tools->refresh());
  CHECK_FALSE(service.tools->unread());
  CHECK(service.tools->tools() == std::vector<std::string>{"refund", "lookup"});
}

TEST_CASE("a service that does not show its list has the tools that the settings name, and without them says how to mend it") {
  for (const int status : {401, 403}) {
    Service named([&](const std::string&) { return with_status(status); }, {.tools = {"refund"}});
    CHECK(named.tools->refresh());
    CHECK_FALSE(named.tools->unread());
    CHECK(named.tools->schema("refund").is_null());
    Service unnamed([&](const std::string&) { return with_status(status); });
    const auto heard = unnamed.tools->refresh();
    REQUIRE_FALSE(heard);
    CHECK(unnamed.tools->unread());
    CHECK(heard.error().message.find("/v1/tools, is answered with status " + std::to_string(status) + "; name its tools in handrail.toml") != std::string::npos);
  }
  Service broken([](const std::string&) { return with_status(500); }, {.tools = {"refund"}});
  CHECK_FALSE(broken.tools->refresh());
}

TEST_CASE("an entry that cannot be used is no other tool's trouble, and true and false are schemas") {
  Service service([](const std::string&) {
    return ok(R"({"tools":[{"name":"any","input":true},{"name":"none","input":false},{"name":"odd","input":7},{"name":"twice"},{"name":"twice","input":{}},
                           {"name":"a\n"},{"input":{}},3,{"name":"refund","input":{"type":"object"}}]})");
  });
  REQUIRE(service.tools->refresh());
  CHECK(service.tools->tools() == std::vector<std::string>{"any", "none", "odd", "refund", "twice"});
  CHECK(service.tools->schema("any") == json("{}"));
  CHECK(service.tools->schema("none") == json(R"({"not":{}})"));
  CHECK(service.tools->schema("odd") == json("7"));
  CHECK(service.tools->schema("twice").text() != nullptr);
  CHECK(service.tools->schema("refund") == json(R"({"type":"object"})"));
}
