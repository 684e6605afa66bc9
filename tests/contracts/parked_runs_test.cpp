// A run that cannot go on is not lost: a person takes over with the steps so far in the packet, and the operator is told at once.
#include "engine/turn/rehearse_run.hpp"
#include "tests/limits/small_house.hpp"

using namespace handrail;
using namespace handrail::test;
using Catch::Contains;

namespace {

struct Heard : Notices {
  std::vector<std::string> told;
  void tell(const std::string& what) override { told.push_back(what); }
};

struct House : SmallHouse {
  explicit House(const std::string& script) : SmallHouse({.lookups = 1, .script = script}) {
    seams.notices = &heard;
    open();
  }
  Heard heard;
  [[nodiscard]] Json packet() { return state()->handoff->made.packet; }
};

// The run under way as another program, or another text, would have recorded it.
void record_again(House& house, event::RunStarted started) {
  auto log = house.journal.open(house.id);
  REQUIRE(log);
  const Run run = *log->state().run;
  log->record(event::RunEnded{run.id, "cancelled", "for a test"});
  started.run = RunId("run_again");
  started.workflow = run.workflow;
  started.inputs = run.inputs;
  if (started.script_hash.empty()) started.script_hash = run.script_hash;
  log->record(std::move(started));
  REQUIRE(log->commit());
}

constexpr const char* asks = "local order = fetch_1('W1')\nlocal answer = desk.ask('what', 'What is it?')\nact(order.id)";

RehearsedRun rehearsed(House& house, const std::string& script) {
  const BundleResult other = check_bundle({{"small.policy", small_policy(1)}, {"work.lua", script}});
  REQUIRE(other.bundle);
  return rehearse_run(house.workflows, *other.bundle, *house.state());
}

}  // namespace

TEST_CASE("a script that fails is told with file, line and its steps so far, and a person takes over with the same") {
  House house("local order = fetch_1('W1')\ndesk.log('found it')\nlocal ok = pcall(desk.search, {})\nact(order.note.text)");
  house.says("do it");
  CHECK(house.handed_over_because() == "the workflow stopped: work.lua:4: attempt to index a nil value (field 'note')");
  const Json workflow = house.packet()["workflow"];
  CHECK(workflow.text_or("how") == "failed");
  CHECK(workflow.text_or("why") == "work.lua:4: attempt to index a nil value (field 'note')");
  CHECK(dump(workflow["steps"]) == R"([{"step":1,"name":"call","with":"{\"arguments\":{\"order_id\":\"W1\"},\"tool\":\"fetch_1\"}","gave":"id"},)"
                                   R"({"step":2,"name":"log","with":"{\"text\":\"found it\"}"}])");
  REQUIRE(house.heard.told.size() == 1);
  CHECK_THAT(house.heard.told[0], Contains("workflow `work` failed: work.lua:4: attempt to index a nil value (field 'note')") && Contains("conversation conv-1, run ") &&
                                      Contains("  1. call {\"arguments\":{\"order_id\":\"W1\"},\"tool\":\"fetch_1\"}: gave id\n  2. log {\"text\":\"found it\"}"));
  CHECK(house.heard.told[0].find("receipt_1") == std::string::npos);
}

TEST_CASE("a run that a later program began is parked with the two versions, and nothing of it is performed") {
  House house(asks);
  house.says("do it");
  record_again(house, {.host_api = host_api_version + 1});
  house.tools.asked.clear();
  house.says("the blue one");
  const std::string later = std::to_string(host_api_version + 1), ours = std::to_string(host_api_version);
  CHECK(house.handed_over_because() == "the workflow stopped: it began under version " + later + " of the desk's functions, and this program knows version " + ours);
  CHECK(house.tools.asked.empty());
  REQUIRE(house.heard.told.size() == 1);
  CHECK_THAT(house.heard.told[0], Contains("workflow `work` diverged: it began under version " + later));
}

TEST_CASE("a run whose script is another text than it began with is parked with both hashes") {
  House house(asks);
  house.says("do it");
  record_again(house, {.script_hash = std::string(64, 'a')});
  house.says("the blue one");
  CHECK_THAT(house.handed_over_because(), Contains("work.lua is not the script that it began with: that was aaaaaaaaaaaa, and this one is "));
}

TEST_CASE("a waiting run is rehearsed against another script, and nothing happens") {
  House house(asks);
  house.says("do it");
  REQUIRE(house.state()->run->waits_for == "answer");
  const auto before = house.store.head(house.id)->seq;
  house.tools.asked.clear();
  using How = RehearsedRun::How;
  const RehearsedRun same = rehearsed(house, asks);
  CHECK(same.how == How::safe);
  CHECK(same.step == 2);
  CHECK(same.message.empty());
  CHECK(rehearsed(house, std::string(asks) + "\ndesk.say('thank you')").how == How::safe);
  CHECK(rehearsed(house, "local order = fetch_1('W1')\ndesk.ask('what', 'In other words: what is it?')\nact(order.id)").how == How::safe);
  const RehearsedRun other = rehearsed(house, "local order = fetch_1('W2')\ndesk.ask('what', 'What is it?')\nact(order.id)");
  CHECK(other.how == How::diverges);
  CHECK(other.step == 1);
  CHECK(other.message == R"(work.lua: step 1 was `call` {"arguments":{"order_id":"W1"},"tool":"fetch_1"} when it was recorded, and is )"
                         R"(`call` {"arguments":{"order_id":"W2"},"tool":"fetch_1"} now)");
  const RehearsedRun before_it = rehearsed(house, "local order = fetch_1('W1')\ndesk.say('hello')\ndesk.ask('what', 'What is it?')\nact(order.id)");
  CHECK(before_it.how == How::diverges);
  CHECK(before_it.message == R"(at step 2 it waits for the customer's answer to `what`, and the script does `say` {"text":"hello"} there)");
  const RehearsedRun ends = rehearsed(house, "local order = fetch_1('W1')\nif false then act('W1') end");
  CHECK(ends.how == How::finishes);
  CHECK(ends.message == "the script ends after step 1, and the run waits for the customer's answer to `what`");
  const RehearsedRun fails = rehearsed(house, "local order = fetch_1('W1')\nact(order.note.text)");
  CHECK(fails.how == How::fails);
  CHECK(fails.message == "work.lua:2: attempt to index a nil value (field 'note')");
  CHECK(house.store.head(house.id)->seq == before);
  CHECK(house.tools.asked.empty());
}

TEST_CASE("a step that a script may not take is an error that it can catch, worded for its author") {
  const auto caught = [](const std::string& call) {
    House house("local ok, problem = pcall(" + call + ") desk.hand_off(tostring(problem)) act('W1')");
    house.says("do it");
    return house.handed_over_because();
  };
  CHECK(caught("desk.call, 'fetch_9', {}") == "the policy has no tool `fetch_9`; did you mean `fetch_1`?");
  CHECK(caught("desk.hand_off, 'why', 'suport'") == "the policy has no queue `suport`; did you mean `support`?");
  CHECK_THAT(caught("desk.confirm, 'act', {order = 'W1'}"), Contains("`act`: /order"));
  CHECK_THAT(caught("desk.confirm, 'act', {order_id = 5}"), Contains("`act`: /order_id: expected"));
}
