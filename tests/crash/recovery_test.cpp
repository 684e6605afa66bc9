// What is under way and has nobody at work on it goes on by itself; what cannot go on keeps nobody else waiting.
#include "engine/rehearsal/fake_waiting.hpp"
#include "engine/timers/recovery.hpp"
#include "tests/catch.hpp"
#include "tests/desk/desk.hpp"

using namespace handrail;

namespace {

constexpr int talks = 40;

ConversationId talk(int number) { return ConversationId("talk" + std::to_string(number)); }

// A message is stored, and the process that was to answer it is not there any more.
void break_off(Desk& desk, const ConversationId& conversation) {
  REQUIRE(desk.engine().open(channel_named("shop-web"), {.id = conversation.text, .customer = {CustomerId("c_ada"), true, "signed in"}, .context = {}}));
  desk.life->death = Life::Death{desk.life->appends + 1, Life::Moment::after};
  REQUIRE_FALSE(desk.engine().message(channel_named("shop-web"), conversation, {MessageId("m1"), "a human", {}}));
  desk.life->dead = false;
  desk.life->death.reset();
}

bool answered(Desk& desk, const ConversationId& conversation) {
  const auto state = desk.journal().look(conversation);
  return state && !(*state)->turn && (*state)->answered.back().reply.has_value();
}

}  // namespace

TEST_CASE("turns that were broken off go on without anybody writing again; one whose record is damaged is told, tried again after longer and longer pauses, and holds up nobody") {
  Desk desk;
  REQUIRE(desk.bundles.serve(bundle_named("desk"), Readings::scripted));
  for (int number = 0; number < talks; ++number) break_off(desk, talk(number));
  REQUIRE(desk.store().open_turns()->size() == talks);
  desk.disk()->conversations[talk(7)].events.front().body = "{";

  FakeWaiting waiting(desk.clock);
  Lanes lanes(waiting);
  std::size_t found = 0;
  std::vector<Instant> failures;
  const RecoveryWatch watch{.engine = desk.engine(), .store = desk.store(), .lanes = lanes, .clock = desk.clock, .waiting = waiting, .every = seconds(2),
                            .found = [&](std::size_t turns) { found = turns; },
                            .failed = [&](const ConversationId& conversation, const Error& error) {
                              CHECK(conversation == talk(7));
                              CHECK(error.code == ErrorCode::corrupt);
                              failures.push_back(desk.clock.now());
                              if (failures.size() == 5) waiting.drain();
                            }};
  watch_open_turns(watch);
  CHECK(found == talks);
  REQUIRE(failures.size() == 5);
  CHECK(failures[4] - failures[3] >= seconds(8));
  CHECK(*desk.store().open_turns() == std::vector<ConversationId>{talk(7)});
  for (int number = 0; number < talks; ++number)
    if (number != 7) CHECK(answered(desk, talk(number)));
}

TEST_CASE("a conversation at which somebody is at work is not carried on by another") {
  Desk desk;
  REQUIRE(desk.bundles.serve(bundle_named("desk"), Readings::scripted));
  break_off(desk, talk(1));
  FakeWaiting waiting(desk.clock);
  Lanes lanes(waiting);
  auto at_work = lanes.enter(talk(1));
  REQUIRE(at_work);
  int looks = 0;
  const RecoveryWatch watch{.engine = desk.engine(), .store = desk.store(), .lanes = lanes, .clock = desk.clock, .waiting = waiting, .every = seconds(2),
                            .found = [&](std::size_t) {},
                            .failed = [&](const ConversationId&, const Error&) { FAIL_CHECK("nothing fails"); }};
  waiting.start(0, [&] {
    ++looks;
    waiting.drain();
  });
  watch_open_turns(watch);
  CHECK(looks == 1);
  CHECK(desk.store().open_turns()->size() == 1);
}
