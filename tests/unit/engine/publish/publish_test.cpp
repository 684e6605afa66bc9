// Whether a conversation may go on by another version, and the move of many.
#include "engine/publish/publish.hpp"

#include <memory>

#include "adapters/waiting/threads.hpp"
#include "engine/base/limits.hpp"
#include "engine/turn/workflow_script.hpp"
#include "tests/catch.hpp"
#include "tests/fakes/fake_clock.hpp"
#include "tests/fakes/memory_store.hpp"
#include "workflows/runtime/lua_workflow_runner.hpp"

using namespace handrail;

namespace {

constexpr auto policy = R"(currency USD

intent sizes
  topic     sizes
  means     "The customer wants another size"
  examples  "another size please"
  class     answerable
  risk      low
  workflow  sizes
  queue     support

confidence
  low risk | send at 75% | a person checks at 40% | below that ask once, then hand off
  say      "{queue.name} takes over. You will hear {queue.promise}."

tool look(what: text) gives text
  reads
  allow

workflow sizes from "sizes.lua"
  tools  look

queue support
  name     "Support"
  promise  within 2 hours
  say      "{queue.name} takes over. You will hear {queue.promise}."

route
  otherwise to support
)";

constexpr auto script = "desk.remember('matter', 'size')\nlocal size = desk.ask('size', 'Which size?')\nlook(size)\n";

std::shared_ptr<const Bundle> version(const std::string& lua, const std::string& text = policy) {
  BundleResult made = make_bundle({{"desk.policy", text}, {"sizes.lua", lua}});
  INFO(dsl::render_pretty(made.sources, made.diagnostics, false));
  REQUIRE(made.bundle);
  return made.bundle;
}

struct Desk {
  ThreadWaiting waiting{2};
  Lanes lanes{waiting};
  FakeClock clock;
  MemoryStore store;
  Journal journal{store, lanes, clock};
  LuaWorkflowRunner runner;
  std::shared_ptr<const Bundle> old = version(script), next = version(std::string(script) + "-- a word more\n");

  void open(const std::string& id, const std::vector<Event>& more = {}) {
    auto log = journal.open(ConversationId(id)).value();
    log.record(event::ConversationOpened{"web", CustomerId("c"), true, "web", {}, old->hash});
    log.record(event::EpisodeOpened{1, false, old->hash});
    for (const Event& event : more) log.record(event);
    REQUIRE(log.commit());
  }
  Standing standing(const std::string& id, const std::shared_ptr<const Bundle>& bundle) { return standing_of(runner, *bundle, *journal.look(ConversationId(id)).value()); }
};

const Event received = event::MessageReceived{MessageId("m"), "hello", {}};
Event handoff_to(const std::string& queue) {
  event::HandoffMade made;
  made.handoff = HandoffId("h_" + queue);
  made.queue = queue;
  made.urgency = "high";
  return made;
}
Event approval_of(const std::string& what) {
  event::ApprovalRequested asked;
  asked.approval = ApprovalId("a_" + what);
  asked.what = what;
  asked.tool = "look";
  return asked;
}

}  // namespace

TEST_CASE("a conversation stands safe, busy, there or over") {
  Desk desk;
  using Kind = Standing::Kind;
  desk.open("quiet");
  CHECK(desk.standing("quiet", desk.next).kind == Kind::safe);
  CHECK(desk.standing("quiet", desk.old).kind == Kind::there);
  desk.open("closed", {event::EpisodeClosed{Outcome::abandoned, DoneBy::bot_alone}});
  CHECK(desk.standing("closed", desk.next).kind == Kind::over);
  const std::pair<const char*, std::vector<Event>> busy[] = {
      {"a message is being answered", {received}},
      {"a call of `look` is under way", {event::CallDispatched{CallId("call_1"), "look", {}, "", true, RunId(), 0, {}}}},
      {"a draft waits for review", {approval_of("reply")}},
      {"an approval of `look` is open, and it is bound to the version that it was asked under", {approval_of("call")}},
  };
  for (const auto& [why, events] : busy) {
    INFO(why);
    desk.open(why, events);
    const Standing standing = desk.standing(why, desk.next);
    CHECK(standing.kind == Kind::busy);
    CHECK(standing.why == why);
  }
}

TEST_CASE("a handoff moves with its queue, and keeps its version where the queue is gone") {
  Desk desk;
  desk.open("there", {handoff_to("support")});
  desk.open("gone", {handoff_to("night_shift")});
  CHECK(desk.standing("there", desk.next).kind == Standing::Kind::safe);
  const Standing gone = desk.standing("gone", desk.next);
  CHECK(gone.kind == Standing::Kind::diverges);
  CHECK(gone.why == "it is in the queue `night_shift`, which the new version does not have");
}

TEST_CASE("a run that waits is judged by its script: a workflow that is gone keeps its version") {
  Desk desk;
  event::RunStarted started{RunId("run_1"), "colours", "", {}, false, 1};
  desk.open("colours", {started, event::RunWaits{RunId("run_1"), "answer", "colour", {}, "Which colour?"}});
  const Standing gone = desk.standing("colours", desk.next);
  CHECK(gone.kind == Standing::Kind::diverges);
  CHECK(gone.workflow == "colours");
  CHECK(gone.why == "there is no workflow `colours`");
}

TEST_CASE("those that stop at one step are told apart by what they wait for, and whose arguments are shown is said") {
  Desk desk;
  const auto asks = version("look('M')\n");
  const std::string hash = script_hash(*asks, asks->program->workflows[0]);
  const auto waits = [&](const char* id, const char* what, const char* with) {
    desk.open(id, {event::RunStarted{RunId(std::string("run_") + id), "sizes", hash, {}, false, 1},
                   event::RunWaits{RunId(std::string("run_") + id), what, "look", Json::object({{"what", with}}), ""}});
  };
  waits("yes_1", "confirmation", "S");
  waits("yes_2", "confirmation", "L");
  waits("yes_3", "confirmation", "L");
  waits("lead", "approval", "S");
  const auto states = [&](const ConversationId& id) -> Result<ConversationState> { return *desk.journal.look(id).value(); };
  std::vector<ConversationId> all;
  for (const char* id : {"lead", "yes_1", "yes_2", "yes_3"}) all.emplace_back(id);
  const Publication made = rehearse_publication(all, states, desk.runner, *version("desk.say('gone')\ndesk.wait('1 day')\n"), {});
  REQUIRE(made.kept.size() == 2);
  CHECK(made.kept[0].some == std::vector<std::string>{"yes_1", "yes_2", "yes_3"});
  CHECK(made.kept[0].why.find("the customer's yes to") != std::string::npos);
  CHECK(made.kept[0].example == "yes_1");
  CHECK(made.kept[1].some == std::vector<std::string>{"lead"});
  CHECK(made.kept[1].why.find("the approval of") != std::string::npos);
  CHECK(made.kept[1].example.empty());
}

TEST_CASE("publishing moves what is safe, each on its own record, and counts what is not by its reason") {
  Desk desk;
  constexpr std::size_t many = 500;
  for (std::size_t i = 0; i < many; ++i) desk.open("safe-" + std::to_string(i));
  for (std::size_t i = 0; i < limits::publish_named + 1; ++i) desk.open("busy-" + std::to_string(i), {received});
  desk.open("queue", {handoff_to("night_shift")});
  desk.open("over", {event::EpisodeClosed{Outcome::abandoned, DoneBy::bot_alone}});

  const auto made = publish(desk.journal, desk.runner, desk.waiting, desk.next, {});
  REQUIRE(made);
  CHECK(made->looked_at == many + limits::publish_named + 3);
  CHECK(made->live == many + limits::publish_named + 2);
  CHECK(made->moved == many);
  CHECK(made->busy == limits::publish_named + 1);
  CHECK(made->diverge == 1);
  CHECK(made->failures == 0);
  REQUIRE(made->kept.size() == 2);
  CHECK(made->kept[0].kind == Standing::Kind::diverges);
  CHECK(made->kept[0].some == std::vector<std::string>{"queue"});
  CHECK(made->kept[1].conversations == limits::publish_named + 1);
  CHECK(made->kept[1].some.size() == limits::publish_named);
  for (const char* id : {"safe-0", "safe-499"}) {
    const auto events = desk.store.events(ConversationId(id), 0, 100).value();
    CHECK(events.back().kind == "bundle_changed");
    CHECK(replay(desk.store, ConversationId(id)).value().episode.bundle == desk.next->hash);
  }
  CHECK(replay(desk.store, ConversationId("busy-0")).value().episode.bundle == desk.old->hash);

  const auto again = publish(desk.journal, desk.runner, desk.waiting, desk.next, {});
  REQUIRE(again);
  CHECK(again->moved == 0);
  CHECK(again->there == many);
}

TEST_CASE("a rehearsal changes nothing, counts the same, and says what cannot be read") {
  Desk desk;
  desk.open("a");
  desk.open("b", {received});
  const auto state = [&](const ConversationId& id) { return replay(desk.store, id); };
  const StateOf state_of = [&](const ConversationId& id) -> Result<ConversationState> {
    if (id.text == "broken") return fail(ErrorCode::corrupt, "event 3 does not hold together");
    return state(id);
  };
  const auto made = rehearse_publication({ConversationId("a"), ConversationId("b"), ConversationId("broken")}, state_of, desk.runner, *desk.next, {});
  CHECK(made.dry_run);
  CHECK(made.safe == 1);
  CHECK(made.moved == 0);
  CHECK(made.busy == 1);
  CHECK(made.failed == std::vector<std::string>{"broken: event 3 does not hold together"});
  CHECK(replay(desk.store, ConversationId("a")).value().episode.bundle == desk.old->hash);
}

TEST_CASE("an edit of a script that another one requires counts as an edit of the workflow") {
  constexpr auto sharing = "local sizes = require 'shared/sizes'\nlook(sizes.asked())\n";
  const auto with_shared = [&](const std::string& shared) {
    BundleResult made = make_bundle({{"desk.policy", policy}, {"sizes.lua", sharing}, {"shared/sizes.lua", shared}});
    REQUIRE(made.bundle);
    return made.bundle;
  };
  const auto hash = [](const std::shared_ptr<const Bundle>& bundle) { return script_hash(*bundle, bundle->program->workflows[0]); };
  const std::string shared = "return {asked = function() return desk.ask('size', 'Which size?') end}";
  Desk desk;
  desk.old = with_shared(shared);
  desk.open("waits", {event::RunStarted{RunId("run_1"), "sizes", hash(desk.old), {}, false, 1}, event::RunWaits{RunId("run_1"), "answer", "size", {}, "Which size?"}});

  const auto commented = with_shared(shared + " -- a word more");
  CHECK(hash(commented) != hash(desk.old));
  CHECK(desk.standing("waits", commented).kind == Standing::Kind::safe);

  const Standing other = desk.standing("waits", with_shared("return {asked = function() return desk.ask('colour', 'Which colour?') end}"));
  CHECK(other.kind == Standing::Kind::diverges);
  CHECK(other.workflow == "sizes");
  CHECK(other.why.find("colour") != std::string::npos);

  const Standing broken = desk.standing("waits", version(sharing));
  CHECK(broken.kind == Standing::Kind::diverges);
  CHECK(broken.why.find("there is no script \"shared/sizes\"") != std::string::npos);
}
