// The engine over fakes, with one intent, one tool that acts and as many that read as a test asks for: small enough to see a limit in.
//
//   SmallHouse house({.lookups = 3, .script = "act('W1')"});
//   house.open();
//   house.says("hello");
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "dsl/source/diagnostic.hpp"
#include "engine/app/bundle_library.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/turn/engine.hpp"
#include "tests/catch.hpp"
#include "tests/fakes/fake_clock.hpp"
#include "tests/fakes/fake_ids.hpp"
#include "tests/fakes/fake_waiting.hpp"
#include "tests/fakes/memory_store.hpp"
#include "workflows/runtime/lua_workflow_runner.hpp"

namespace handrail::test {

inline std::string small_policy(int lookups) {
  std::string fetches, lets, names;
  for (int i = 1; i <= lookups; ++i) {
    const std::string n = std::to_string(i);
    fetches += "tool fetch_" + n + "(order_id: text) gives thing\n  reads\n\n";
    lets += "  let f" + n + " is fetch_" + n + "(order_id)\n  needs f" + n + ".id is order_id  otherwise say \"I can't find that.\" then offer a person\n";
    names += ", fetch_" + n;
  }
  return R"(currency USD

intent wish
  means    "The customer wants something done"
  examples "do it", "please do it for me", "I want it done", "go on and do it"
  class    answerable
  risk     low
  tools    act)" + names + R"(
  workflow work

confidence
  low risk    | send at 75% | a person checks at 40% | below that ask once, then hand off
  medium risk | send at 80% | a person checks at 55% | below that ask once, then hand off
  high risk   | send at 90% | a person checks at 75% | below that ask once, then hand off

record thing
  id    text
  note  optional text

)" + fetches + R"(tool act(order_id: text) gives thing
  writes
)" + lets + R"(  allow
  otherwise  deny because "No rule allows it" then hand off to support
  after a crash  stop and ask a person
  if it fails    hand off to support because "It could not be done"
  say when done  "Done. Reference {receipt.id}."

workflow work from "work.lua"
  tools  act)" + names + R"(

queue support
  name     "Our support team"
  promise  within 4 hours

route
  otherwise to support
)";
}

// Reads every message as the one wish.
struct SureReading : Classifier {
  [[nodiscard]] Reading read(std::string_view, const std::vector<std::string>&) const override {
    Reading reading;
    reading.intent = "wish";
    reading.confidence = {990'000};
    reading.model = "sure";
    return reading;
  }
  [[nodiscard]] Reading read_signals(std::string_view, const std::vector<std::string>&) const override { return {}; }
};

// Does what the test says, and counts.
struct TestTools : ToolProvider {
  std::function<ToolResponse(const ToolRequest&)> answer = [](const ToolRequest& request) {
    return ToolResponse{CallOutcome::completed, Json::object({{"id", request.arguments.text_or("order_id")}}), "receipt_1", ""};
  };
  std::vector<ToolRequest> asked;
  [[nodiscard]] std::vector<std::string> tools() const override { return {}; }
  ToolResponse call(const ToolRequest& request) override {
    asked.push_back(request);
    return answer(request);
  }
  [[nodiscard]] std::size_t calls_of(std::string_view tool) const {
    return static_cast<std::size_t>(std::count_if(asked.begin(), asked.end(), [&](const ToolRequest& one) { return one.tool.starts_with(tool); }));
  }
};

struct OneBundle : Bundles {
  std::shared_ptr<const LiveBundle> live;
  [[nodiscard]] std::shared_ptr<const LiveBundle> current() const override { return live; }
  Result<std::shared_ptr<const LiveBundle>> pinned(const BundleHash&) override { return live; }
  [[nodiscard]] Json problems() const override { return Json::array(); }
};

class SmallHouse {
 public:
  struct Make { int lookups = 1; std::string script = "act('W1')"; std::string more; Waiting* waiting = nullptr; };   // more: blocks of policy
  explicit SmallHouse(const Make& make) : lanes(make.waiting ? *make.waiting : waiting) {
    const BundleResult result = check_bundle({{"small.policy", small_policy(make.lookups) + make.more}, {"work.lua", make.script}});
    INFO(dsl::render_pretty(result.sources, result.diagnostics, false));
    REQUIRE(result.bundle);
    auto live = std::make_shared<LiveBundle>();
    live->bundle = result.bundle;
    live->classifier = std::make_shared<SureReading>();
    bundles.live = live;
  }

  void open() { REQUIRE(engine.open(channel, {.id = id.text, .customer = {}, .context = {}})); }
  // The whole answer; fails the test where there is none.
  Json says(const std::string& text) {
    const auto turn = engine.message(channel, id, {MessageId(ids.next("msg")), text, {}});
    INFO((turn ? "" : turn.error().message));
    REQUIRE(turn);
    return turn->body;
  }
  // Until the conversation has that many events.
  void fill_to(std::uint64_t seq) {
    auto log = journal.open(id);
    REQUIRE(log);
    REQUIRE(log->seq() <= seq);
    for (std::uint64_t at = log->seq(); at < seq; ++at) log->record(event::Remembered{"filler", Json(1)});
    REQUIRE(log->commit());
  }
  [[nodiscard]] std::shared_ptr<const ConversationState> state() {
    auto looked = journal.look(id);
    REQUIRE(looked);
    return *looked;
  }
  // What the newest handoff says, or "" when nobody was handed over.
  [[nodiscard]] std::string handed_over_because() {
    const auto now = state();
    return now->handoff ? now->handoff->made.reason : "";
  }

  const Principal channel{.kind = PrincipalKind::channel, .name = "shop-web", .vouches = true};
  const ConversationId id{"conv-1"};
  FakeClock clock;
  FakeIds ids;
  TestTools tools;
  OneBundle bundles;
  FakeWaiting waiting{clock};
  MemoryStore store;
  Lanes lanes;
  Journal journal{store, lanes, clock};
  LuaWorkflowRunner workflows;
  Seams seams{journal, clock, ids, tools, workflows, bundles};
  Engine engine{seams};
};

}  // namespace handrail::test
