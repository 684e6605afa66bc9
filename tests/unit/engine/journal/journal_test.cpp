#include "engine/journal/journal.hpp"

#include "tests/catch.hpp"
#include "tests/fakes/fake_clock.hpp"
#include "tests/fakes/fake_waiting.hpp"
#include "tests/fakes/memory_store.hpp"

using namespace handrail;

namespace {

const ConversationId talk("talk");

struct Desk {
  FakeClock clock;
  FakeWaiting waiting;
  MemoryStore store;
  Lanes lanes{waiting};
  Journal journal{store, lanes, clock};

  ConversationLog opened() {
    auto log = journal.open(talk);
    REQUIRE(log);
    log->record(event::ConversationOpened{"web", CustomerId("c_1"), true, "signed in", {}, BundleHash("b")});
    log->record(event::EpisodeOpened{1, false, BundleHash("b")});
    REQUIRE(log->commit());
    return std::move(*log);
  }
};

event::MessageReceived message(const std::string& id) { return {MessageId(id), "hello " + id, {}}; }

}  // namespace

TEST_CASE("what is recorded is seen at once, and durable with the commit") {
  Desk desk;
  ConversationLog log = desk.opened();
  log.record(message("m1"));
  CHECK(log.state().recent.size() == 1);
  CHECK(desk.journal.look(talk).value()->recent.empty());
  CHECK(desk.store.head(talk)->seq == 2);
  REQUIRE(log.commit());
  CHECK(desk.journal.look(talk).value()->recent.size() == 1);
  CHECK(desk.store.head(talk)->seq == 3);
  CHECK(log.seq() == 3);
}

TEST_CASE("a commit of nothing writes nothing") {
  Desk desk;
  ConversationLog log = desk.opened();
  desk.store.fail_writes(Error{ErrorCode::unavailable, "the disk is full"});
  CHECK(log.commit());
}

TEST_CASE("a commit that fails leaves no trace: who opens again sees what was there before") {
  Desk desk;
  {
    ConversationLog log = desk.opened();
    log.record(message("m1"));
    desk.store.fail_writes(Error{ErrorCode::unavailable, "the disk is full"});
    const auto committed = log.commit();
    REQUIRE(!committed);
    CHECK(committed.error().code == ErrorCode::unavailable);
  }
  desk.store.fail_writes(std::nullopt);
  CHECK(desk.journal.look(talk).value()->recent.empty());
  auto again = desk.journal.open(talk);
  REQUIRE(again);
  again->record(message("m1"));
  CHECK(again->commit());
}

TEST_CASE("a message id is stored once in a conversation") {
  Desk desk;
  ConversationLog log = desk.opened();
  log.record(message("m1"));
  REQUIRE(log.commit());
  log.record(message("m1"));
  const auto committed = log.commit();
  REQUIRE(!committed);
  CHECK(committed.error().code == ErrorCode::conflict);
}

TEST_CASE("rewound, a log is where it was marked, and what was taken back is not stored") {
  Desk desk;
  ConversationLog log = desk.opened();
  log.record(event::Remembered{"colour", Json("blue")});
  const auto mark = log.mark();
  log.record(message("m1"));
  log.record(event::Remembered{"colour", Json("red")});
  REQUIRE(log.rewind(mark));
  CHECK(log.state().claims.at("colour") == Json("blue"));
  REQUIRE(log.commit());
  const auto events = desk.store.events(talk, 2, 100);
  REQUIRE(events->size() == 1);
  CHECK(events->front().kind == "remembered");
}

TEST_CASE("another process that takes over fences the first one off") {
  Desk desk;
  ConversationLog log = desk.opened();
  MemoryStore other(desk.store.disk());
  log.record(message("m1"));
  const auto committed = log.commit();
  REQUIRE(!committed);
  CHECK(committed.error().code == ErrorCode::conflict);
}

TEST_CASE("the indexes move with the events: timers, approvals, handoffs") {
  Desk desk;
  ConversationLog log = desk.opened();
  const Instant later = desk.clock.now() + hours(1);
  event::ApprovalRequested approval;
  approval.approval = ApprovalId("appr_1");
  approval.what = "call";
  approval.role = "lead";
  log.record(event::TimerSet{"approval appr_1", later});
  log.record(approval);
  REQUIRE(log.commit());
  CHECK(desk.store.due_timers(later, 10)->size() == 1);
  CHECK(desk.store.items({"approval", "open", {"lead"}, 10, std::nullopt})->size() == 1);
  log.record(event::TimerCleared{"approval appr_1"});
  log.record(event::ApprovalDecided{ApprovalId("appr_1"), "approved", "lea", "lead", "", {}});
  REQUIRE(log.commit());
  CHECK(desk.store.due_timers(later, 10)->empty());
  CHECK(desk.store.items({"approval", "open", {}, 10, std::nullopt})->empty());
  CHECK((*desk.store.item("approval", "appr_1"))->status == "approved");
  event::HandoffMade handoff;
  handoff.handoff = HandoffId("hand_1");
  handoff.queue = "billing";
  log.record(handoff);
  REQUIRE(log.commit());
  CHECK((*desk.store.item("handoff", "hand_1"))->group == "billing");
  log.record(event::HandoffMoved{HandoffId("hand_1"), "support", "high", "soon", later});
  REQUIRE(log.commit());
  CHECK((*desk.store.item("handoff", "hand_1"))->group == "support");
  log.record(event::HandoffClaimed{HandoffId("hand_1"), "ann"});
  log.record(event::HandoffResolved{HandoffId("hand_1"), "ann", {}});
  REQUIRE(log.commit());
  CHECK((*desk.store.item("handoff", "hand_1"))->status == "resolved");
}

TEST_CASE("a turn, a call under way or a run that need not wait is carried on after a restart; nothing else is") {
  Desk desk;
  ConversationLog log = desk.opened();
  const auto open = [&] { return desk.store.open_turns()->size(); };
  const auto commit = [&](Event event) {
    log.record(std::move(event));
    REQUIRE(log.commit());
  };
  CHECK(open() == 0);
  commit(message("m1"));
  CHECK(open() == 1);
  commit(event::TurnEnded{MessageId("m1")});
  CHECK(open() == 0);
  commit(event::CallDispatched{CallId("call_1"), "pay", {}, "c_1", true, RunId("run_1"), 0});
  CHECK(open() == 1);
  commit(event::CallSettled{CallId("call_1"), "pay", "completed", {}, "rf_1", "", RunId("run_1"), 0});
  CHECK(open() == 0);
  commit(event::RunStarted{RunId("run_1"), "refund", "", {}, false});
  CHECK(open() == 1);
  commit(event::RunWaits{RunId("run_1"), "answer", "order_id", {}});
  CHECK(open() == 0);
}

TEST_CASE("a conversation is one strand's at a time; the line behind it is bounded and goes in order") {
  Desk desk;
  std::vector<int> order;
  {
    ConversationLog log = desk.opened();
    for (int i = 0; i < 3; ++i)
      desk.waiting.start(0, [&, i] {
        const auto next = desk.journal.open(talk);
        if (next) order.push_back(i);
      });
    CHECK(order.empty());
  }
  desk.waiting.run();
  CHECK(order == std::vector<int>{0, 1, 2});
}

TEST_CASE("who waits for an event gets it when it is there already, and nothing when none comes") {
  FakeClock clock;
  FakeWaiting waiting(clock);
  MemoryStore store;
  Lanes lanes(waiting);
  Journal journal(store, lanes, clock);
  auto log = journal.open(talk);
  log->record(event::ConversationOpened{"web", {}, false, "", {}, BundleHash("b")});
  REQUIRE(log->commit());
  CHECK(journal.wait_for(talk, 0, seconds(5)) == true);
  CHECK(journal.wait_for(talk, 1, seconds(5)) == false);
}

TEST_CASE("a state is the sum of its events, read again from the store") {
  Desk desk;
  ConversationLog log = desk.opened();
  log.record(message("m1"));
  log.record(event::Remembered{"colour", Json("blue")});
  log.record(event::TimerSet{"silence", desk.clock.now() + hours(24)});
  REQUIRE(log.commit());
  const auto replayed = replay(desk.store, talk);
  REQUIRE(replayed);
  CHECK(replayed->claims == log.state().claims);
  CHECK(replayed->timers == log.state().timers);
  CHECK(replayed->turn.has_value());
  CHECK(replayed->customer == log.state().customer);
}
