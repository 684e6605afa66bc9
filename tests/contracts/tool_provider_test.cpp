// The contract of tool providers, kept by the sandbox, by a service over HTTP, by both side by side, and by the tools that transcripts script.
#include "tests/contracts/tool_provider_contract.hpp"

#include <filesystem>
#include <memory>

#include "adapters/remote_tools/remote_tools.hpp"
#include "engine/app/toolbox.hpp"
#include "tests/desk/scripted_tools.hpp"
#include "tests/unit/adapters/http/byte_server.hpp"
#include "tests/unit/adapters/tools/shop_fixture.hpp"

using namespace handrail;

namespace {

struct SandboxWorld {
  static constexpr bool checks_arguments = true;
  ToolProvider& provider() { return *shop.shop; }
  // In units of the act's amount: what has been paid back.
  std::size_t effects() { return static_cast<std::size_t>(std::stoll(shop.completed("check_refund_eligibility", R"({"order_id":"W1"})")["refunded"].text_or("amount"))) / 5; }
  LoadedShop shop;
};

// A service that does over HTTP what the sandbox does: the same shop, behind the wire.
struct ServiceWorld {
  static constexpr bool checks_arguments = true;
  ServiceWorld() : service([this](const std::string& request) { return answer(request); }) {
    RemoteService settings{.name = "shop", .origin = http::parse_origin(service.url("/tools")).value()};
    settings.tools = {"lookup_order", "process_refund"};
    remote = std::move(RemoteTools::make(waiting, std::move(settings), [](const std::string&) {}).value());
  }
  ~ServiceWorld() {
    remote->stop();
    waiting.drain();
  }
  test::Said answer(const std::string& request) {
    if (request.starts_with("GET ")) return test::with_status(404);
    const std::string tool = request.substr(12, request.find(' ', 12) - 12);   // POST /tools/NAME HTTP/1.1
    const std::size_t key = request.find("Idempotency-Key: ") + 17;
    const Json body = json(request.substr(request.find("\r\n\r\n") + 4));
    const std::string sent_key = request.substr(key, request.find('\r', key) - key);
    const ToolResponse came = behind.shop.shop->call({.tool = tool, .arguments = body["arguments"], .key = sent_key, .customer = body.text_or("customer")});
    if (came.outcome == CallOutcome::failed) return test::with_status(422, dump(Json::object({{"detail", came.error}})));
    if (came.outcome == CallOutcome::unknown) return {"", true};
    return test::ok(dump(Json::object({{"result", came.result}, {"receipt", came.receipt.empty() ? Json() : Json(came.receipt)}})));
  }
  ToolProvider& provider() { return *remote; }
  std::size_t effects() { return behind.effects(); }

  SandboxWorld behind;
  test::ByteServer service;
  FiberWaiting waiting{1};
  std::unique_ptr<RemoteTools> remote;
};

struct BesideWorld : ServiceWorld {
  BesideWorld() : box(waiting, [](const std::string&) {}) {
    box.add(std::move(remote));
    box.add("the sandbox", *other.shop);
    box.refresh();
  }
  ~BesideWorld() {
    box.stop();
    waiting.drain();
    remote = std::move(RemoteTools::make(waiting, {.name = "gone", .origin = http::parse_origin(service.url()).value()}, [](const std::string&) {}).value());
  }
  ToolProvider& provider() { return box; }
  LoadedShop other;
  Toolbox box;
};

struct ScriptedWorld {
  static constexpr bool checks_arguments = false;
  ScriptedWorld() : tools(std::make_shared<Life>()) {
    tools.answers({"lookup_order", json(R"({"order_id":"W1"})"), {CallOutcome::completed, json(R"({"id":"W1"})"), "", ""}});
    tools.answers({"lookup_order", json(R"({"order_id":"W0"})"), {CallOutcome::completed, {}, "", ""}});
    tools.answers({"process_refund", {}, {CallOutcome::completed, Json::object(), "re_1", ""}});
  }
  ToolProvider& provider() { return tools; }
  std::size_t effects() {
    return static_cast<std::size_t>(std::count_if(tools.effects().begin(), tools.effects().end(), [](const auto& effect) { return effect.tool == "process_refund"; }));
  }
  ScriptedTools tools;
};

}  // namespace

TEST_CASE("the sandbox keeps the contract of a tool provider") { contracts::tool_provider_contract<SandboxWorld>(); }
TEST_CASE("a service over HTTP keeps the contract of a tool provider") { contracts::tool_provider_contract<ServiceWorld>(); }
TEST_CASE("tools that a transcript scripts keep the contract of a tool provider") { contracts::tool_provider_contract<ScriptedWorld>(); }

TEST_CASE("a service and the sandbox side by side keep the contract, and a name decides who does it") {
  contracts::tool_provider_contract<BesideWorld>();
  BesideWorld world;
  CHECK(world.box.who("process_refund") == "the service `shop`");
  CHECK(world.box.who("reship_order") == "the sandbox");
  CHECK(world.box.who("no_such_tool").empty());
  world.box.call(contracts::refund_of("call_1"));
  CHECK(world.effects() == 1);
  const ToolResponse other = world.other.shop->call(contracts::look_up_of("W1"));
  CHECK(other.outcome == CallOutcome::completed);
  CHECK(world.service.requests().back().starts_with("POST /tools/process_refund "));
}

TEST_CASE("a policy's tools that nobody can do are told") {
  BesideWorld world;
  dsl::Program program;
  program.tools.resize(2);
  program.tools[0].name = "process_refund";
  program.tools[1].name = "send_flowers";
  std::vector<std::string> told;
  tell_missing_tools(program, world.box, [&](const std::string& text) { told.push_back(text); });
  REQUIRE(told.size() == 1);
  CHECK(told[0].find("nothing here can do `send_flowers`; its calls will fail and go to a person") != std::string::npos);
}

TEST_CASE("a call that acts waits for what its service publishes, and is checked by it once it is heard") {
  int status = 500;
  std::string listing;
  test::ByteServer service([&](const std::string& request) {
    if (request.starts_with("GET ")) return test::with_status(status, listing);
    return test::ok(R"({"result":{},"receipt":"re_1"})");
  });
  FiberWaiting waiting{1};
  std::vector<std::string> told;
  Toolbox box(waiting, [&](const std::string& text) { told.push_back(text); });
  box.add(std::move(RemoteTools::make(waiting, {.name = "billing", .origin = http::parse_origin(service.url()).value(), .tools = {"process_refund"}},
                                      [](const std::string&) {}).value()));
  box.refresh();
  const ToolRequest refund{"process_refund", json(R"({"reason":"too long"})"), "call_1", "c_ada"};
  const ToolResponse unsent = box.call(refund);
  CHECK(unsent.outcome == CallOutcome::failed);
  CHECK_FALSE(unsent.nor_before);
  CHECK(unsent.error.find("publishes is not known") != std::string::npos);
  CHECK(dump(box.problems()).find("status 500") != std::string::npos);
  CHECK(told.size() == 1);   // however often it was asked
  status = 200;
  listing = R"({"tools":[{"name":"process_refund","input":{"properties":{"reason":{"maxLength":3}}}},{"name":"other","input":false}]})";
  const ToolResponse refused = box.call(refund);
  CHECK(refused.outcome == CallOutcome::failed);
  CHECK(refused.error.find("/arguments/reason has 8 characters") != std::string::npos);
  for (const std::string& request : service.requests()) CHECK(request.starts_with("GET "));
  CHECK(dump(box.problems()) == "[]");
  CHECK(box.call({"process_refund", json(R"({"reason":"ok"})"), "call_2", "c_ada"}).outcome == CallOutcome::completed);
  box.stop();
  waiting.drain();
}
