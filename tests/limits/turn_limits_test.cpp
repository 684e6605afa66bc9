// The limits of a conversation and its turns, asked of the engine.
#include "engine/turn/words.hpp"
#include "tests/limits/small_house.hpp"

using namespace handrail;
using namespace handrail::test;
using Catch::Contains;

TEST_CASE("as many strands wait for a conversation as the limit, and one more is refused at once") {
  FakeClock clock;
  FakeWaiting waiting(clock);
  Lanes lanes(waiting);
  const ConversationId conversation("conv-1");
  std::size_t refused = 0, timed_out = 0;
  {
    const auto holder = lanes.enter(conversation);
    REQUIRE(holder);
    for (std::size_t i = 0; i < limits::messages_waiting_per_conversation + 1; ++i) {
      waiting.start(0, [&] {
        const auto lane = lanes.enter(conversation);
        REQUIRE_FALSE(lane);
        (lane.error().code == ErrorCode::limit ? refused : timed_out) += 1;
      });
    }
    waiting.run();
  }
  CHECK(refused == 1);
  CHECK(timed_out == limits::messages_waiting_per_conversation);
  CHECK(lanes.enter(conversation));   // the line is empty again
}

TEST_CASE("who waits for a turn gives up after the turn's deadline and not before") {
  FakeClock clock;
  FakeWaiting waiting(clock);
  Lanes lanes(waiting);
  const auto holder = lanes.enter(ConversationId("conv-1"));
  const Instant began = clock.now();
  const auto late = lanes.enter(ConversationId("conv-1"));
  REQUIRE_FALSE(late);
  CHECK(late.error().code == ErrorCode::timeout);
  CHECK(clock.now() - began == limits::turn_deadline);
}

TEST_CASE("a tool is asked while it can still answer within the turn's deadline, and not a moment later") {
  for (const int over : {0, 1}) {
    const Duration slow{limits::turn_deadline.ms - limits::tool_deadline.ms + over};
    const bool done = over == 0;
    SmallHouse house({.lookups = 1, .script = "fetch_1('W1')\nact('W1')"});
    house.open();
    house.tools.answer = [&house, slow](const ToolRequest& request) {
      if (request.tool == "fetch_1" && house.tools.asked.size() == 1) house.clock.advance(slow);
      return ToolResponse{CallOutcome::completed, Json::object({{"id", "W1"}}), "receipt_1", ""};
    };
    house.says("do it");
    CHECK(house.tools.calls_of("act") == (done ? 1 : 0));
    CHECK(house.handed_over_because() == (done ? "" : "the workflow took longer than 1 minute"));
    for (const ToolRequest& asked : house.tools.asked) CHECK(asked.deadline == limits::tool_deadline);
  }
}

TEST_CASE("the gate looks up as much as its limit for one call, and what it does not look up it does not know") {
  for (const int over : {0, 1}) {
    const int lookups = static_cast<int>(limits::lookups_per_call) + over;
    SmallHouse house({.lookups = lookups, .script = "act('W1')"});
    house.open();
    house.says("do it");
    CHECK(house.tools.calls_of("fetch_") == limits::lookups_per_call);
    CHECK(house.tools.calls_of("act") == (over ? 0 : 1));
    CHECK(house.handed_over_because() == (over ? "could not be looked up: f33.id" : ""));
  }
}

TEST_CASE("a call's arguments may be as long as their limit and not one byte longer") {
  for (const int over : {0, 1}) {
    const std::size_t text = limits::tool_arguments_bytes - std::string(R"({"order_id":""})").size() + static_cast<std::size_t>(over);
    SmallHouse house({.lookups = 0, .script = "act(string.rep('x', " + std::to_string(text) + "))"});
    house.open();
    house.says("do it");
    CHECK(house.tools.calls_of("act") == (over ? 0 : 1));
    CHECK_THAT(house.handed_over_because(), over ? Contains("the arguments have more than 65536 bytes") : Contains(""));
  }
}

TEST_CASE("a tool's result may be as long as its limit, and a longer one is left out") {
  for (const int over : {0, 1}) {
    const std::size_t note = limits::tool_result_bytes - std::string(R"({"id":"W1","note":""})").size() + static_cast<std::size_t>(over);
    SmallHouse house({.lookups = 1, .script = "act('W1')"});
    house.open();
    house.tools.answer = [&](const ToolRequest&) {
      return ToolResponse{CallOutcome::completed, Json::object({{"id", "W1"}, {"note", std::string(note, 'n')}}), "receipt_1", ""};
    };
    house.says("do it");
    CHECK(house.tools.calls_of("act") == (over ? 0 : 1));   // a look-up that cannot be kept is not known
    CHECK_THAT(house.handed_over_because(), over ? Contains("could not be looked up") : Contains(""));
  }
}

TEST_CASE("a reply may be as long as its limit, and a longer one is cut at the end of a character") {
  dsl::ReplyRules rules;
  rules.words_max = 0;
  rules.say_ai_in_first_reply = false;
  const auto sent = [&](const std::string& text) { return finished_text(rules, {}, text); };
  const std::string most(limits::reply_bytes, 'a');
  CHECK((sent(most) == most));
  CHECK(sent(most + "a").size() == limits::reply_bytes);
  CHECK((sent(most + "a").ends_with("a…")));
  std::string accents;
  while (accents.size() <= limits::reply_bytes) accents += "é\n";
  CHECK(sent(accents).size() <= limits::reply_bytes);
  CHECK((valid_utf8(sent(accents))));
  CHECK((sent(accents).starts_with("é\né\n")));
}

TEST_CASE("a message's text may be as long as its limit, whoever brings it") {
  SmallHouse house({.lookups = 0});
  house.open();
  house.says(std::string(limits::message_bytes, 'm'));
  const auto longer = house.engine.message(house.channel, house.id, {MessageId("m"), std::string(limits::message_bytes + 1, 'm'), {}});
  REQUIRE_FALSE(longer);
  CHECK(longer.error().code == ErrorCode::limit);
  CHECK(longer.error().message == "/text: more than 65536 bytes");
}

TEST_CASE("the working memory holds as many lines as its limit, the latest") {
  SmallHouse house({.lookups = 0, .script = "act('W1')"});
  house.open();
  std::size_t lines = 0;
  for (int i = 0; lines < limits::working_memory_messages; ++i) {
    house.says("do it " + std::to_string(i));
    lines = house.state()->recent.size();
    REQUIRE(i < 20);
  }
  CHECK(house.state()->recent.front().text == "do it 0");
  house.says("do it once more");
  CHECK(house.state()->recent.size() == limits::working_memory_messages);
  CHECK(house.state()->recent.front().text != "do it 0");
}

TEST_CASE("a message that comes again is answered again as it was, also when the state has let go of its answer") {
  SmallHouse house({.lookups = 0, .script = "desk.say('Noted: ' .. desk.facts().said[1])"});
  house.open();
  const auto send = [&](std::size_t number, const std::string& more = "") {
    IncomingMessage message;
    message.id = MessageId("m-" + std::to_string(number));
    message.text = "do it " + std::to_string(number) + more;
    return house.engine.message(house.channel, house.id, message);
  };
  std::vector<std::string> replies;
  for (std::size_t i = 0; i < limits::answers_kept + 2; ++i) replies.push_back(dump(send(i)->body["reply"]));
  REQUIRE(house.state()->answered.front().message.text == "m-2");
  const auto events = house.state()->events;
  for (const std::size_t again : {std::size_t{0}, std::size_t{1}, std::size_t{2}, limits::answers_kept + 1}) {
    const auto answer = send(again);
    REQUIRE(answer);
    CHECK(dump(answer->body["reply"]) == replies[again]);
  }
  const auto other_words = send(0, ", please");
  REQUIRE_FALSE(other_words);
  CHECK(other_words.error().code == ErrorCode::conflict);
  CHECK(house.state()->events == events);
}

TEST_CASE("a conversation is handed to a person while there is room for people, and not one event before") {
  constexpr std::uint64_t bots = limits::events_per_conversation - limits::events_for_people;
  for (const int over : {0, 1}) {
    SmallHouse house({.lookups = 0, .script = "act('W1')"});
    house.open();
    house.says("do it");
    house.fill_to(bots - 2 + static_cast<std::uint64_t>(over));   // the silence timer and the message are two more
    house.says("do it");
    CHECK(house.tools.calls_of("act") == (over ? 1 : 2));
    CHECK(house.handed_over_because() == (over ? "the conversation is too long for the assistant" : ""));
  }
}

TEST_CASE("a full conversation takes no more, and says so") {
  SmallHouse house({.lookups = 0});
  house.open();
  house.fill_to(limits::events_per_conversation);
  const auto more = house.engine.message(house.channel, house.id, {MessageId("m"), "do it", {}});
  REQUIRE_FALSE(more);
  CHECK(more.error().code == ErrorCode::limit);
  CHECK(more.error().message == "a conversation holds at most 10000 events");
}
