// A message that was taken in is read, whatever becomes of the process that took it in: once, in its order, as it would have been.
#include "tests/catch.hpp"
#include "tests/desk/desk.hpp"

using namespace handrail;

namespace {

const ConversationId talk("talk");

void open(Desk& desk) {
  REQUIRE(desk.bundles.serve(bundle_named("desk"), Readings::scripted));
  REQUIRE(desk.engine().open(channel_named("shop-web"), {.id = talk.text, .customer = {CustomerId("c_ada"), true, "signed in"}, .context = {}}));
}

IncomingMessage message(const std::string& id, const std::string& text) { return {MessageId(id), text, {}}; }

Result<TakenIn> take_in(Desk& desk, const std::string& id, const std::string& text) {
  return desk.engine().take_in(channel_named("shop-web"), talk, message(id, text));
}

// The ids of the messages on the record, in their order.
std::vector<std::string> received(Desk& desk) {
  std::vector<std::string> ids;
  const auto events = desk.store().events(talk, 0, 1'000).value();
  for (const StoredEvent& stored : events)
    if (stored.kind == event::MessageReceived::event_kind) ids.push_back(parse_json(stored.body)->text_or("message"));
  return ids;
}

bool answered(Desk& desk, const std::string& id) {
  const auto state = desk.journal().look(talk).value();
  return std::any_of(state->answered.begin(), state->answered.end(), [&](const Answered& one) { return one.message.text == id && one.reply; });
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("messages that were taken in are read after a restart, in the order in which they came, and nobody writes again for it") {
  Desk desk;
  open(desk);
  REQUIRE(take_in(desk, "m1", "a human"));
  desk.clock.advance(minutes(3));
  REQUIRE(take_in(desk, "m2", "what are your opening hours"));
  CHECK(received(desk).empty());
  const auto came = desk.store().arrivals(talk).value();
  REQUIRE(came.size() == 2);
  desk.clock.advance(hours(1));
  desk.restart();
  CHECK(received(desk) == Ids{"m1", "m2"});
  CHECK(answered(desk, "m1"));
  CHECK(desk.store().arrivals(talk)->empty());
  CHECK(desk.store().open_turns()->empty());
  // They count as received when they came, not when they were read.
  const auto events = desk.store().events(talk, 0, 1'000).value();
  const auto first = std::find_if(events.begin(), events.end(), [](const StoredEvent& one) { return one.kind == event::MessageReceived::event_kind; });
  CHECK(first->at - *std::get<event::MessageReceived>(*decode_event(first->kind, first->body)).received.at == minutes(63));
}

TEST_CASE("what was taken in is read before what comes after it, and is answered once") {
  Desk desk;
  open(desk);
  REQUIRE(take_in(desk, "m1", "what are your opening hours"));
  REQUIRE(desk.engine().message(channel_named("shop-web"), talk, message("m2", "a human")));
  CHECK(received(desk) == Ids{"m1", "m2"});
  const auto again = desk.engine().message(channel_named("shop-web"), talk, message("m1", "what are your opening hours"));
  REQUIRE(again);
  CHECK(received(desk) == Ids{"m1", "m2"});
  CHECK(take_in(desk, "m1", "what are your opening hours")->settled);
  CHECK(desk.store().arrivals(talk)->empty());
}

TEST_CASE("a message is taken in once under its id, and other words under that id are refused") {
  Desk desk;
  open(desk);
  const auto first = take_in(desk, "m1", "a human");
  REQUIRE(first);
  CHECK_FALSE(first->settled);
  desk.clock.advance(seconds(5));
  const auto again = take_in(desk, "m1", "a human");
  REQUIRE(again);
  CHECK(again->message.received == first->message.received);
  CHECK(desk.store().arrivals(talk)->size() == 1);
  CHECK(take_in(desk, "m1", "something else").error().code == ErrorCode::conflict);
  CHECK(desk.engine().take_in(channel_named("other"), talk, message("m9", "a human")).error().code == ErrorCode::not_found);
  CHECK(desk.engine().take_in(channel_named("shop-web"), ConversationId("nowhere"), message("m9", "a human")).error().code == ErrorCode::not_found);
}

TEST_CASE("killed at each write while what was taken in is read, each message is received once and each effect happens once") {
  for (std::uint64_t at = 1;; ++at)
    for (const Life::Moment moment : {Life::Moment::before, Life::Moment::after}) {
      Desk desk;
      open(desk);
      REQUIRE(take_in(desk, "m1", "a human"));
      REQUIRE(take_in(desk, "m2", "what are your opening hours"));
      const std::uint64_t begun = desk.life->appends;
      desk.life->death = Life::Death{begun + at, moment};
      const auto broken = desk.engine().resume(talk);
      const bool died = desk.life->dead;
      if (died) {
        CHECK_FALSE(broken);
        desk.life->dead = false;
        desk.life->death.reset();
        desk.restart();
      }
      CHECK(received(desk) == Ids{"m1", "m2"});
      CHECK(answered(desk, "m1"));
      CHECK(desk.store().open_turns()->empty());
      CHECK(desk.store().verify(talk));
      if (!died && moment == Life::Moment::after) return;
    }
}
