// What every Store keeps to. A world of one implementation hands out nodes over the same data:
//
//   struct World {
//     static constexpr bool several_nodes;      // false: the node opened last owns everything, older ones are fenced off
//     std::unique_ptr<Store> open();            // another node, or the same one after a restart
//     void damage(const ConversationId&, std::uint64_t seq);   // changes a stored body behind the store's back
//   };
//   TEST_CASE("… keeps the contract of a store") { store_contract<World>(); }
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "engine/base/limits.hpp"
#include "engine/seams/store.hpp"
#include "engine/seams/store_rules.hpp"
#include "tests/catch.hpp"

namespace handrail::contracts {

inline constexpr Instant noon{1'767'614'400'000};

inline Batch batch_of(const std::string& conversation, std::uint64_t expected_seq, std::size_t events = 1) {
  Batch batch;
  batch.conversation = ConversationId(conversation);
  batch.expected_seq = expected_seq;
  for (std::size_t i = 0; i < events; ++i) {
    batch.events.push_back({noon + milliseconds(static_cast<std::int64_t>(expected_seq + i)), "noted", "{\"n\":" + std::to_string(expected_seq + i + 1) + "}"});
  }
  batch.state = "{\"seq\":" + std::to_string(expected_seq + events) + "}";
  return batch;
}

inline Reservation reservation_of(const std::string& call, std::int64_t amount, std::int64_t ceiling, Instant at = noon) {
  return {.limit = "process_refund#1", .key = "customer=c_1", .call = call, .amount = amount, .currency = "USD", .at = at, .since = std::nullopt, .ceiling = ceiling};
}

template <class T>
ErrorCode code_of(const Result<T>& result) {
  REQUIRE_FALSE(result.has_value());
  return result.error().code;
}

inline std::vector<std::string> ids_of(const std::vector<Item>& items) {
  std::vector<std::string> ids;
  for (const auto& item : items) ids.push_back(item.id);
  return ids;
}

inline void events_and_head(Store& store) {
  SECTION("a conversation that nobody opened stands at 0 and has no events") {
    CHECK(store.head(ConversationId("conv_none")).value().seq == 0);
    CHECK(store.events(ConversationId("conv_none"), 0, 10).value().empty());
    CHECK(code_of(store.verify(ConversationId("conv_none"))) == ErrorCode::not_found);
  }
  SECTION("events come back in order, complete and chained") {
    auto batch = batch_of("conv_1", 0, 3);
    batch.events[1].body = std::string("{\"t\":\"\xc3\xa9 \\u0000\"}");
    const auto head = store.append(batch).value();
    CHECK(head.seq == 3);
    CHECK(head.state == batch.state);
    const auto events = store.events(ConversationId("conv_1"), 0, 10).value();
    REQUIRE(events.size() == 3);
    for (std::size_t i = 0; i < events.size(); ++i) {
      CHECK(events[i].seq == i + 1);
      CHECK(events[i].at == batch.events[i].at);
      CHECK(events[i].kind == "noted");
      CHECK(events[i].body == batch.events[i].body);
      CHECK(events[i].hash == (i + 1 < events.size() ? "" : head.hash));
    }
    CHECK(head.hash == store_rules::Link("", 1, batch.events).hash());
    const auto next = store.append(batch_of("conv_1", 3)).value();
    CHECK(next.hash == store_rules::Link(head.hash, 4, batch_of("conv_1", 3).events).hash());
    CHECK(store.events(ConversationId("conv_1"), 3, 10).value().at(0).hash == next.hash);
    CHECK(store.verify(ConversationId("conv_1")).has_value());
  }
  SECTION("events are read in pages") {
    REQUIRE(store.append(batch_of("conv_1", 0, 5)));
    const auto page = store.events(ConversationId("conv_1"), 2, 2).value();
    REQUIRE(page.size() == 2);
    CHECK(page[0].seq == 3);
    CHECK(page[1].seq == 4);
    CHECK(store.events(ConversationId("conv_1"), 5, 2).value().empty());
    CHECK(store.events(ConversationId("conv_1"), ~std::uint64_t{0}, 2).value().empty());
  }
  SECTION("an append from where the conversation does not stand is a conflict and changes nothing") {
    REQUIRE(store.append(batch_of("conv_1", 0)));
    CHECK(code_of(store.append(batch_of("conv_1", 0))) == ErrorCode::conflict);
    CHECK(code_of(store.append(batch_of("conv_1", 2))) == ErrorCode::conflict);
    CHECK(code_of(store.append(batch_of("conv_new", 1))) == ErrorCode::conflict);
    CHECK(store.head(ConversationId("conv_1")).value().seq == 1);
    CHECK(store.events(ConversationId("conv_1"), 0, 10).value().size() == 1);
    CHECK(store.conversations(std::nullopt, 10).value().size() == 1);
  }
  SECTION("a batch without events, without an id or with too long an id is refused") {
    auto empty = batch_of("conv_1", 0);
    empty.events.clear();
    CHECK(code_of(store.append(empty)) == ErrorCode::invalid);
    CHECK(code_of(store.append(batch_of("", 0))) == ErrorCode::invalid);
    CHECK(store.append(batch_of(std::string(limits::id_bytes, 'x'), 0)).has_value());
    CHECK(code_of(store.append(batch_of(std::string(limits::id_bytes + 1, 'x'), 0))) == ErrorCode::limit);
  }
  SECTION("a conversation holds as many events as the limit says, and not one more") {
    constexpr std::size_t most = limits::events_per_conversation;
    REQUIRE(store.append(batch_of("conv_1", 0, most - 1)));
    CHECK(code_of(store.append(batch_of("conv_1", most - 1, 2))) == ErrorCode::limit);
    CHECK(store.append(batch_of("conv_1", most - 1, 1)).has_value());
    CHECK(code_of(store.append(batch_of("conv_1", most, 1))) == ErrorCode::limit);
    CHECK(store.verify(ConversationId("conv_1")).has_value());
  }
  SECTION("of many appends to one place exactly one wins") {
    std::atomic<int> won = 0, conflicts = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        const auto result = store.append(batch_of("conv_1", 0));
        if (result) ++won;
        else if (result.error().code == ErrorCode::conflict) ++conflicts;
      });
    }
    for (auto& thread : threads) thread.join();
    CHECK(won == 1);
    CHECK(conflicts == 7);
  }
}

inline void messages_and_turns(Store& store) {
  SECTION("a message id is stored once in its conversation, and may come again in another") {
    auto first = batch_of("conv_1", 0);
    first.message = "m_1";
    REQUIRE(store.append(first));
    auto again = batch_of("conv_1", 1);
    again.message = "m_1";
    CHECK(code_of(store.append(again)) == ErrorCode::conflict);
    CHECK(store.head(ConversationId("conv_1")).value().seq == 1);
    auto elsewhere = batch_of("conv_2", 0);
    elsewhere.message = "m_1";
    CHECK(store.append(elsewhere).has_value());
  }
  SECTION("open turns are those whose last batch left one open") {
    auto open = batch_of("conv_1", 0);
    open.turn_open = true;
    REQUIRE(store.append(open));
    open.conversation = ConversationId("conv_2");
    REQUIRE(store.append(open));
    REQUIRE(store.append(batch_of("conv_3", 0)));
    CHECK(store.open_turns().value() == std::vector{ConversationId("conv_1"), ConversationId("conv_2")});
    REQUIRE(store.append(batch_of("conv_1", 1)));
    CHECK(store.open_turns().value() == std::vector{ConversationId("conv_2")});
  }
  SECTION("a message that arrived waits in its place until a batch stores it, and is an open turn meanwhile") {
    const ConversationId conversation("conv_1");
    CHECK(code_of(store.arrive({conversation, "m_1", "{}"})) == ErrorCode::not_found);
    REQUIRE(store.append(batch_of("conv_1", 0)));
    CHECK(store.arrivals(conversation).value().empty());
    REQUIRE(store.arrive({conversation, "m_2", R"({"text":"two"})"}));
    REQUIRE(store.arrive({conversation, "m_1", R"({"text":"one"})"}));
    REQUIRE(store.arrive({conversation, "m_2", R"({"text":"again"})"}));   // it waits there already
    auto waiting = store.arrivals(conversation).value();
    REQUIRE(waiting.size() == 2);
    CHECK((waiting[0].message == "m_2" && waiting[0].body == R"({"text":"two"})" && waiting[0].conversation == conversation));
    CHECK(waiting[1].message == "m_1");
    CHECK(store.open_turns().value() == std::vector{conversation});
    CHECK_FALSE(store.received(conversation, "m_2").value());
    auto batch = batch_of("conv_1", 1);
    batch.message = "m_2";
    REQUIRE(store.append(batch));
    CHECK(store.received(conversation, "m_2").value());
    CHECK_FALSE(store.received(ConversationId("conv_2"), "m_2").value());
    REQUIRE(store.arrive({conversation, "m_2", "{}"}));                    // it was stored before
    waiting = store.arrivals(conversation).value();
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].message == "m_1");
    batch = batch_of("conv_1", 2);
    batch.message = "m_1";
    REQUIRE(store.append(batch));
    CHECK(store.open_turns().value().empty());
  }
  SECTION("as many messages wait in one conversation as the limit") {
    const ConversationId conversation("conv_1");
    REQUIRE(store.append(batch_of("conv_1", 0)));
    for (std::size_t i = 0; i < limits::messages_waiting_per_conversation; ++i) REQUIRE(store.arrive({conversation, "m_" + std::to_string(i), "{}"}));
    CHECK(code_of(store.arrive({conversation, "one more", "{}"})) == ErrorCode::limit);
    CHECK(store.arrive({conversation, "m_0", "{}"}).has_value());
    CHECK(code_of(store.arrive({conversation, "", "{}"})) == ErrorCode::invalid);
  }
  SECTION("conversations are listed by id, in pages") {
    for (const char* id : {"conv_b", "conv_c", "conv_a"}) REQUIRE(store.append(batch_of(id, 0, 2)));
    const auto page = store.conversations(std::nullopt, 2).value();
    REQUIRE(page.size() == 2);
    CHECK(page[0].id.text == "conv_a");
    CHECK(page[0].seq == 2);
    CHECK(page[0].opened_at == noon);
    CHECK(page[0].last_at == noon + milliseconds(1));
    const auto rest = store.conversations(page[1].id, 2).value();
    REQUIRE(rest.size() == 1);
    CHECK(rest[0].id.text == "conv_c");
  }
  SECTION("a customer's conversations are found, those with the latest events first, and stay theirs when a batch says nothing") {
    auto batch = batch_of("conv_old", 0);
    batch.customer = "c_1";
    REQUIRE(store.append(batch));
    batch = batch_of("conv_new", 0);
    batch.customer = "c_1";
    batch.events[0].at = noon + hours(1);
    REQUIRE(store.append(batch));
    REQUIRE(store.append(batch_of("conv_nobody", 0)));
    REQUIRE(store.append(batch_of("conv_old", 1)));
    const auto rows = store.conversations_of("c_1", 10).value();
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].id.text == "conv_new");
    CHECK(rows[1].id.text == "conv_old");
    CHECK(store.conversations_of("c_1", 1).value().size() == 1);
    batch = batch_of("conv_old", 2);
    batch.events[0].at = noon + hours(2);
    REQUIRE(store.append(batch));
    CHECK(store.conversations_of("c_1", 1).value().front().id.text == "conv_old");
    CHECK(store.conversations_of("", 10).value().empty());
  }
}

inline void timers_and_items(Store& store) {
  SECTION("timers are due from their moment on, the earliest first, until they are cleared") {
    auto batch = batch_of("conv_1", 0);
    batch.timers = {{"late", noon + minutes(10)}, {"early", noon + minutes(5)}};
    REQUIRE(store.append(batch));
    CHECK(store.due_timers(noon + minutes(5) - milliseconds(1), 10).value().empty());
    CHECK(store.due_timers(noon + minutes(5), 10).value().size() == 1);
    const auto due = store.due_timers(noon + hours(1), 10).value();
    REQUIRE(due.size() == 2);
    CHECK(due[0].id == "early");
    CHECK(due[0].conversation.text == "conv_1");
    CHECK(due[1].at == noon + minutes(10));
    CHECK(store.due_timers(noon + hours(1), 1).value().size() == 1);
    auto next = batch_of("conv_1", 1);
    next.timers = {{"early", std::nullopt}, {"late", noon + minutes(20)}, {"never set", std::nullopt}};
    REQUIRE(store.append(next));
    CHECK(store.due_timers(noon + minutes(19), 10).value().empty());
    CHECK(store.due_timers(noon + minutes(20), 10).value().size() == 1);
  }
  SECTION("items are listed by kind, status and group, the oldest first, in pages") {
    auto batch = batch_of("conv_1", 0);
    batch.items = {{"approval", "a_2", "open", "manager", noon + seconds(2), "{}"}, {"approval", "a_1", "open", "clerk", noon + seconds(1), "{}"},
                   {"approval", "a_3", "approved", "manager", noon + seconds(3), "{}"}, {"handoff", "h_1", "open", "manager", noon, "{}"}};
    REQUIRE(store.append(batch));
    CHECK(ids_of(store.items({.kind = "approval"}).value()) == std::vector<std::string>{"a_1", "a_2", "a_3"});
    CHECK(ids_of(store.items({.kind = "approval", .status = "open"}).value()) == std::vector<std::string>{"a_1", "a_2"});
    CHECK(ids_of(store.items({.kind = "approval", .groups = {"manager", "it's"}}).value()) == std::vector<std::string>{"a_2", "a_3"});
    CHECK(ids_of(store.items({.kind = "approval", .limit = 1, .after = "a_1"}).value()) == std::vector<std::string>{"a_2"});
    CHECK(code_of(store.items({.kind = "approval", .after = "a_9"})) == ErrorCode::invalid);
  }
  SECTION("an item is changed by its own conversation only") {
    auto batch = batch_of("conv_1", 0);
    batch.items = {{"approval", "a_1", "open", "manager", noon, "{\"a\":1}"}};
    REQUIRE(store.append(batch));
    auto other = batch_of("conv_2", 0);
    other.items = {{"approval", "a_1", "approved", "manager", noon, "{}"}};
    CHECK(code_of(store.append(other)) == ErrorCode::conflict);
    CHECK(store.head(ConversationId("conv_2")).value().seq == 0);
    auto own = batch_of("conv_1", 1);
    own.items = {{"approval", "a_1", "approved", "manager", noon, "{\"a\":2}"}};
    REQUIRE(store.append(own));
    const auto item = store.item("approval", "a_1").value();
    REQUIRE(item.has_value());
    CHECK(item->status == "approved");
    CHECK(item->body == "{\"a\":2}");
    CHECK(item->conversation.text == "conv_1");
    CHECK_FALSE(store.item("handoff", "a_1").value().has_value());
  }
}

inline void budgets(Store& store) {
  const auto spend = [&](const std::string& conversation, Reservation reservation) {
    auto batch = batch_of(conversation, 0);
    batch.reserve = {std::move(reservation)};
    return store.append(batch);
  };
  SECTION("a budget is spent to its ceiling, across conversations, and not one unit further") {
    REQUIRE(spend("conv_1", reservation_of("call_1", 6000, 10000)));
    CHECK(code_of(spend("conv_2", reservation_of("call_2", 4001, 10000))) == ErrorCode::limit);
    CHECK(store.head(ConversationId("conv_2")).value().seq == 0);
    REQUIRE(spend("conv_2", reservation_of("call_3", 4000, 10000)));
    CHECK(code_of(spend("conv_3", reservation_of("call_4", 1, 10000))) == ErrorCode::limit);
    const auto used = store.used("process_refund#1", "customer=c_1", std::nullopt).value();
    REQUIRE(used.size() == 2);
    CHECK(used[0].amount + used[1].amount == 10000);
    for (const Used& one : used) CHECK(one.conversation.text == (one.call == "call_1" ? "conv_1" : "conv_2"));
    CHECK(used[0].currency == "USD");
  }
  SECTION("other keys, other limits and what lies before the window do not count") {
    REQUIRE(spend("conv_1", reservation_of("call_1", 10000, 10000)));
    auto other_key = reservation_of("call_2", 10000, 10000);
    other_key.key = "customer=c_2";
    CHECK(spend("conv_2", other_key).has_value());
    auto other_limit = reservation_of("call_3", 10000, 10000);
    other_limit.limit = "process_refund#2";
    CHECK(spend("conv_3", other_limit).has_value());
    auto later = reservation_of("call_4", 10000, 10000, noon + days(30));
    later.since = noon - milliseconds(1);
    CHECK(code_of(spend("conv_4", later)) == ErrorCode::limit);
    later.since = noon;   // what happened at that very moment is outside
    CHECK(spend("conv_4", later).has_value());
    CHECK(store.used("process_refund#1", "customer=c_1", noon).value().size() == 1);
  }
  SECTION("what was read of a budget is there when it is taken from") {
    REQUIRE(spend("conv_1", reservation_of("call_1", 5000, 10000)));
    auto judged = reservation_of("call_2", 1000, 6000);
    judged.floor = 5001;
    CHECK(code_of(spend("conv_2", judged)) == ErrorCode::limit);
    judged.floor = 5000;
    CHECK(spend("conv_2", judged).has_value());
  }
  SECTION("amounts in another currency count as over the ceiling") {
    REQUIRE(spend("conv_1", reservation_of("call_1", 1, 10000)));
    auto euros = reservation_of("call_2", 1, 10000);
    euros.currency = "EUR";
    CHECK(code_of(spend("conv_2", euros)) == ErrorCode::limit);
  }
  SECTION("sums that do not fit are over every ceiling") {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    auto record = reservation_of("call_1", most, 0);
    record.ceiling = std::nullopt;
    REQUIRE(spend("conv_1", record));
    CHECK(code_of(spend("conv_2", reservation_of("call_2", 1, most))) == ErrorCode::limit);
    record.call = "call_3";
    REQUIRE(spend("conv_2", record));
    CHECK(code_of(spend("conv_3", reservation_of("call_4", 0, most))) == ErrorCode::limit);
  }
  SECTION("a negative amount is refused, and a call reserves once") {
    CHECK(code_of(spend("conv_1", reservation_of("call_1", -1, 10000))) == ErrorCode::invalid);
    REQUIRE(spend("conv_1", reservation_of("call_1", 1, 10000)));
    CHECK(code_of(spend("conv_2", reservation_of("call_1", 1, 10000))) == ErrorCode::conflict);
  }
  SECTION("two reservations of one batch count together") {
    auto batch = batch_of("conv_1", 0);
    batch.reserve = {reservation_of("call_1", 6000, 10000), reservation_of("call_2", 6000, 10000)};
    CHECK(code_of(store.append(batch)) == ErrorCode::limit);
    CHECK(store.used("process_refund#1", "customer=c_1", std::nullopt).value().empty());
  }
  SECTION("what is released can be spent again, in the same batch too") {
    REQUIRE(spend("conv_1", reservation_of("call_1", 10000, 10000)));
    auto batch = batch_of("conv_1", 1);
    batch.release = {"call_1"};
    batch.reserve = {reservation_of("call_2", 10000, 10000)};
    REQUIRE(store.append(batch));
    const auto used = store.used("process_refund#1", "customer=c_1", std::nullopt).value();
    REQUIRE(used.size() == 1);
    CHECK(used[0].call == "call_2");
  }
  SECTION("a hundred reservations at once spend the budget exactly") {
    std::atomic<int> granted = 0, refused = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 100; ++i) {
      threads.emplace_back([&, i] {
        const auto result = spend("conv_" + std::to_string(i), reservation_of("call_" + std::to_string(i), 300, 10000));
        if (result) ++granted;
        else if (result.error().code == ErrorCode::limit) ++refused;
      });
    }
    for (auto& thread : threads) thread.join();
    CHECK(granted == 33);
    CHECK(refused == 67);
    CHECK(store.used("process_refund#1", "customer=c_1", std::nullopt).value().size() == 33);
    CHECK(store.conversations(std::nullopt, 200).value().size() == 33);
  }
}

inline void bundles(Store& store) {
  SECTION("a bundle is stored once under its hash") {
    CHECK_FALSE(store.bundle(BundleHash("abc")).value().has_value());
    REQUIRE(store.put_bundle(BundleHash("abc"), "text\n"));
    REQUIRE(store.put_bundle(BundleHash("abc"), "another text"));
    CHECK(store.bundle(BundleHash("abc")).value() == "text\n");
  }
}

inline void a_failing_batch(Store& store) {
  SECTION("a batch whose last part fails leaves nothing behind of its first parts") {
    auto spent = batch_of("conv_1", 0);
    spent.reserve = {reservation_of("call_1", 10000, 10000)};
    REQUIRE(store.append(spent));
    auto batch = batch_of("conv_1", 1);
    batch.message = "m_1";
    batch.turn_open = true;
    batch.customer = "c_1";
    batch.timers = {{"silence", noon}};
    batch.items = {{"approval", "a_1", "open", "manager", noon, "{}"}};
    batch.release = {"call_9"};
    batch.reserve = {reservation_of("call_2", 1, 10000)};
    CHECK(code_of(store.append(batch)) == ErrorCode::limit);
    CHECK(store.head(ConversationId("conv_1")).value().state == spent.state);
    CHECK(store.open_turns().value().empty());
    CHECK(store.conversations_of("c_1", 10).value().empty());
    CHECK(store.due_timers(noon, 10).value().empty());
    CHECK_FALSE(store.item("approval", "a_1").value().has_value());
    batch.reserve.clear();
    CHECK(store.append(batch).has_value());   // the message id was not used up
  }
}

template <class World>
void nodes(World& world, Store& store) {
  SECTION("what was stored is there after a restart") {
    auto batch = batch_of("conv_1", 0, 3);
    batch.turn_open = true;
    batch.timers = {{"silence", noon}};
    const auto head = store.append(batch).value();
    REQUIRE(store.arrive({ConversationId("conv_1"), "m_1", "{}"}));
    const auto restarted = world.open();
    CHECK(restarted->arrivals(ConversationId("conv_1")).value().size() == 1);
    CHECK(code_of(store.arrive({ConversationId("conv_1"), "m_2", "{}"})) == ErrorCode::conflict);   // fenced off
    const auto found = restarted->head(ConversationId("conv_1")).value();
    CHECK(found.seq == 3);
    CHECK(found.hash == head.hash);
    CHECK(found.state == batch.state);
    CHECK(restarted->open_turns().value().size() == 1);
    CHECK(restarted->due_timers(noon, 10).value().size() == 1);
    CHECK(restarted->verify(ConversationId("conv_1")).has_value());
    CHECK(restarted->append(batch_of("conv_1", 3)).has_value());
  }
  SECTION("a changed byte is found, and the events of its commit are named") {
    REQUIRE(store.append(batch_of("conv_1", 0, 2)));
    REQUIRE(store.append(batch_of("conv_1", 2, 3)));
    REQUIRE(store.append(batch_of("conv_1", 5)));
    const std::uint64_t damaged = GENERATE(4, 6);
    world.damage(ConversationId("conv_1"), damaged);
    const auto found = store.verify(ConversationId("conv_1"));
    CHECK(code_of(found) == ErrorCode::corrupt);
    CHECK_THAT(found.error().message, Catch::Contains(damaged == 4 ? "events 3 to 5 " : "event 6 "));
  }
  SECTION("a node that lost a conversation to a later one writes nothing there") {
    REQUIRE(store.health());
    REQUIRE(store.append(batch_of("conv_1", 0)));
    const auto later = world.open();
    REQUIRE(later->append(batch_of("conv_1", 1)));
    const auto refused = store.append(batch_of("conv_1", 2));
    CHECK(code_of(refused) == ErrorCode::conflict);
    CHECK(later->head(ConversationId("conv_1")).value().seq == 2);
    CHECK(later->append(batch_of("conv_1", 2)).has_value());
    if constexpr (!World::several_nodes) {
      CHECK_THAT(refused.error().message, Catch::Contains("another process has taken over this store"));
      CHECK(code_of(store.append(batch_of("conv_never_seen", 0))) == ErrorCode::conflict);
      CHECK(code_of(store.health()) == ErrorCode::unavailable);
      CHECK(later->health().has_value());
    }
  }
  SECTION("two nodes write side by side, each in its own conversations, and share the budgets") {
    if constexpr (World::several_nodes) {
      const auto other = world.open();
      auto here = batch_of("conv_1", 0);
      here.reserve = {reservation_of("call_1", 6000, 10000)};
      REQUIRE(store.append(here));
      auto there = batch_of("conv_2", 0);
      there.reserve = {reservation_of("call_2", 6000, 10000)};
      CHECK(code_of(other->append(there)) == ErrorCode::limit);
      there.reserve = {reservation_of("call_2", 4000, 10000)};
      CHECK(other->append(there).has_value());
      CHECK(store.append(batch_of("conv_1", 1)).has_value());
      CHECK(store.health().has_value());
      CHECK(other->health().has_value());
    } else {
      WARN("skipped: this store is for one node");
    }
  }
  SECTION("a conversation of a node that went away is taken over, with a higher epoch and the same chain") {
    if constexpr (World::several_nodes) {
      const auto other = world.open();
      {
        const auto leaving = world.open();
        REQUIRE(leaving->append(batch_of("conv_1", 0, 2)));
      }
      REQUIRE(other->append(batch_of("conv_1", 2)));
      CHECK(other->verify(ConversationId("conv_1")).has_value());
      CHECK(code_of(store.append(batch_of("conv_1", 2))) == ErrorCode::conflict);
    } else {
      WARN("skipped: this store is for one node");
    }
  }
}

template <class World>
void store_contract() {
  World world;
  const std::unique_ptr<Store> store = world.open();
  events_and_head(*store);
  messages_and_turns(*store);
  timers_and_items(*store);
  budgets(*store);
  bundles(*store);
  a_failing_batch(*store);
  nodes(world, *store);
}

}  // namespace handrail::contracts
