// Several messages for one turn, and what the journals of other conversations know of a customer, asked of the engine.
#include <atomic>
#include <thread>

#include "adapters/waiting/threads.hpp"
#include "tests/limits/small_house.hpp"

using namespace handrail;
using namespace handrail::test;

namespace {

// "yes" says yes, and nothing of any other kind.
struct Agreeing : SureReading {
  [[nodiscard]] Reading read(std::string_view text, const std::vector<std::string>& before) const override {
    Reading reading = SureReading::read(text, before);
    if (text == "yes") reading.signals.push_back({"says_yes", "yes"});
    return reading;
  }
};

// What it was given to read, as the one wish; nothing of any other kind.
struct Listening : SureReading {
  std::shared_ptr<std::vector<std::string>> texts = std::make_shared<std::vector<std::string>>();
  [[nodiscard]] Reading read(std::string_view text, const std::vector<std::string>& before) const override {
    texts->emplace_back(text);
    return SureReading::read(text, before);
  }
};

std::shared_ptr<std::vector<std::string>> listen(SmallHouse& house) {
  auto live = std::make_shared<LiveBundle>(*house.bundles.live);
  auto classifier = std::make_shared<Listening>();
  auto texts = classifier->texts;
  live->classifier = std::move(classifier);
  house.bundles.live = std::move(live);
  return texts;
}

// Real strands, counted where they begin to wait.
struct CountedWaiting : Waiting {
  ThreadWaiting threads;
  std::atomic<std::size_t> waits = 0;
  [[nodiscard]] std::shared_ptr<Wait> prepare() override {
    ++waits;
    return threads.prepare();
  }
  [[nodiscard]] std::size_t shards() const override { return threads.shards(); }
  [[nodiscard]] std::size_t current_shard() const override { return threads.current_shard(); }
  void start(std::size_t shard, std::function<void()> body) override { threads.start(shard, std::move(body)); }
  Result<void> sleep(Duration duration) override { return threads.sleep(duration); }
  [[nodiscard]] bool draining() const override { return threads.draining(); }
};

// Sends them while somebody else has the lane; the answers in their order.
std::vector<Json> say_at_once(SmallHouse& house, CountedWaiting& waiting, const std::vector<IncomingMessage>& messages) {
  std::vector<Json> answers(messages.size());
  std::vector<std::thread> strands;
  {
    const auto holder = house.lanes.enter(house.id);
    REQUIRE(holder);
    for (std::size_t i = 0; i < messages.size(); ++i) {
      strands.emplace_back([&, i] {
        const auto turn = house.engine.message(house.channel, house.id, messages[i]);
        answers[i] = turn ? turn->body : Json(turn.error().message);
      });
      while (waiting.waits <= i) std::this_thread::yield();
    }
  }
  for (std::thread& strand : strands) strand.join();
  return answers;
}

const Json& words_of(const Json& answer) { return answer["reply"]["text"]; }

}  // namespace

TEST_CASE("messages that wait for the same turn are read together and each has the one reply") {
  CountedWaiting waiting;
  SmallHouse house({.script = "act('W1')", .more = "", .waiting = &waiting});
  const auto texts = listen(house);
  house.open();
  const auto answers = say_at_once(house, waiting, {{MessageId("m1"), "please do it", {}}, {MessageId("m2"), "for W1001", {}}, {MessageId("m3"), "sorry, I mean W1002", {}}});
  REQUIRE(!texts->empty());   // what follows are its parts: each may be a wish of its own
  CHECK(texts->front() == "please do it\nfor W1001\nsorry, I mean W1002");
  for (std::size_t i = 0; i < answers.size(); ++i) {
    INFO(dump(answers[i]));
    CHECK(answers[i]["message"].text_or("id") == "m" + std::to_string(i + 1));
    CHECK(words_of(answers[i]).text() != nullptr);
    CHECK(words_of(answers[i]) == words_of(answers[0]));
  }
  CHECK(house.tools.calls_of("act") == 1);
  CHECK(house.state()->episode.messages == 3);
  const auto again = house.engine.message(house.channel, house.id, {MessageId("m2"), "for W1001", {}});
  REQUIRE(again);
  CHECK(words_of(again->body) == words_of(answers[0]));
  CHECK(house.tools.calls_of("act") == 1);
}

TEST_CASE("a yes that came in before the offer was sent waits for the lane, and is no yes to it; one that came in behind it is") {
  CountedWaiting waiting;
  SmallHouse house({.script = "act('W1')", .more = "", .waiting = &waiting});
  auto live = std::make_shared<LiveBundle>(*house.bundles.live);
  live->classifier = std::make_shared<Agreeing>();
  house.bundles.live = std::move(live);
  house.open();
  const auto kind_of = [](const Result<TurnAnswer>& answer) { return answer ? answer->body["decision"].text_or("kind") : answer.error().message; };
  std::string early;
  std::thread strand;
  {
    auto log = house.journal.open(house.id);
    REQUIRE(log);
    strand = std::thread([&] { early = kind_of(house.engine.message(house.channel, house.id, {MessageId("m1"), "yes", {}})); });
    while (waiting.waits == 0) std::this_thread::yield();
    log->record(event::ReplySent{{}, {"Would you like somebody to take this?", Speaker::bot, "", {}, {}}, "offer a person", "offer a person", "a rule", "desk.policy:1", ""});
    REQUIRE(log->commit());
  }
  strand.join();
  CHECK(early == "offer a person");
  CHECK(kind_of(house.engine.message(house.channel, house.id, {MessageId("m2"), "yes", {}})) == "hand off");
}

TEST_CASE("what a channel says was written before our last word is no answer to it; a time to come is the receipt's") {
  const auto kind = [](Duration from_now) {
    SmallHouse house({.script = "act('W1')", .more = "", .waiting = nullptr});
    auto live = std::make_shared<LiveBundle>(*house.bundles.live);
    live->classifier = std::make_shared<Agreeing>();
    house.bundles.live = std::move(live);
    house.open();
    {
      auto log = house.journal.open(house.id);
      REQUIRE(log);
      log->record(event::ReplySent{{}, {"Would you like somebody to take this?", Speaker::bot, "", {}, {}}, "offer a person", "offer a person", "a rule", "desk.policy:1", ""});
      REQUIRE(log->commit());
    }
    house.clock.advance(seconds(10));
    const auto answer = house.engine.message(house.channel, house.id, {MessageId("m1"), "yes", {}, {house.clock.now() + from_now, {}}});
    CHECK(house.state()->recent[1].at <= house.clock.now());
    return answer ? answer->body["decision"].text_or("kind") : answer.error().message;
  };
  CHECK(kind(seconds(-11)) == "offer a person");
  CHECK(kind(seconds(-9)) == "hand off");
  CHECK(kind(hours(1)) == "hand off");
}

TEST_CASE("one message more than a burst may have waits for a turn of its own") {
  CountedWaiting waiting;
  SmallHouse house({.script = "act('W1')", .more = "", .waiting = &waiting});
  const auto texts = listen(house);
  house.open();
  std::vector<IncomingMessage> messages;
  for (std::size_t i = 0; i <= limits::burst_messages; ++i) messages.push_back({MessageId("m" + std::to_string(i)), "go on", {}});
  say_at_once(house, waiting, messages);
  // One may be read twice: with all that was said before, and with what is open; and what stands before and behind each line by itself, whether it is a wish.
  std::erase_if(*texts, [whole = texts->front(), last = std::string("go on")](const std::string& text) { return text != whole && text != last; });
  texts->erase(std::unique(texts->begin(), texts->end()), texts->end());
  REQUIRE(texts->size() == 2);
  CHECK(std::count(texts->front().begin(), texts->front().end(), '\n') == static_cast<std::ptrdiff_t>(limits::burst_messages) - 1);
  CHECK(texts->back() == "go on");
}

TEST_CASE("a quiet time waits for the next message, and no longer than the longest") {
  SmallHouse house({.script = "act('W1')", .more = "\nconversation\n  read together within 10 minutes\n", .waiting = nullptr});
  const auto texts = listen(house);
  house.open();
  const Instant began = house.clock.now();
  house.says("do it");
  CHECK(house.clock.now() - began == limits::burst_quiet_max);
  CHECK(texts->size() == 1);
}

TEST_CASE("the contacts of a verified customer are facts, the last five of them, and of nobody else") {
  SmallHouse house({.script = "act('W1')",
                    .more = "\ntrigger \"Came back\"\n  when customer.contacts is known and count of contact in customer.contacts is at least 3\n  urgency high\n"
                            "  then hand off\n  say \"{queue.name} will answer.\"\n",
                    .waiting = nullptr});
  const auto talk = [&](const std::string& id, const std::string& customer, bool verified) {
    REQUIRE(house.engine.open(house.channel, {.id = id, .customer = {CustomerId(customer), verified, ""}, .context = {}}));
    REQUIRE(house.engine.message(house.channel, ConversationId(id), {MessageId(id + "-1"), "do it", {}}));
    return (*house.journal.look(ConversationId(id)))->handoff.has_value();
  };
  CHECK_FALSE(talk("a", "c_1", true));
  CHECK_FALSE(talk("b", "c_1", false));   // who only says to be c_1 is not counted, and is told nothing
  CHECK_FALSE(talk("c", "c_1", true));
  CHECK_FALSE(talk("d", "c_2", true));
  CHECK_FALSE(talk("e", "c_1", true));
  CHECK(talk("f", "c_1", true));
  CHECK_FALSE(talk("g", "c_1", false));
  for (std::size_t i = 0; i < limits::conversations_looked_at + 2; ++i) talk("h" + std::to_string(i), "c_1", true);
  const auto state = house.journal.look(ConversationId("h3"));
  REQUIRE(state);
  const auto found = std::find_if((*state)->lookups.begin(), (*state)->lookups.end(), [](const LookedUp& one) { return one.tool == "customer's contacts"; });
  REQUIRE(found != (*state)->lookups.end());
  CHECK((*found->result)["contacts"].items()->size() == limits::contacts);
  CHECK((*found->result)["contacts"].items()->front().text_or("conversation") == "h2");
  CHECK((*found->result)["tickets"].items()->size() <= limits::tickets);
}

TEST_CASE("whatever was handed over in the last 30 days is a ticket, however many conversations there are, and what is older is none") {
  SmallHouse house({.script = "act('W1')",
                    .more = "\ntrigger \"Came back\"\n  when customer.contacts is known and count of contact in customer.contacts is at least 3\n  urgency high\n"
                            "  then hand off\n  say \"{queue.name} will answer.\"\n",
                    .waiting = nullptr});
  const auto talk = [&](const std::string& id) {
    REQUIRE(house.engine.open(house.channel, {.id = id, .customer = {CustomerId("c_1"), true, ""}, .context = {}}));
    REQUIRE(house.engine.message(house.channel, ConversationId(id), {MessageId(id + "-1"), "do it", {}}));
    const auto state = *house.journal.look(ConversationId(id));
    const auto found = std::find_if(state->lookups.begin(), state->lookups.end(), [](const LookedUp& one) { return one.tool == "customer's contacts"; });
    REQUIRE(found != state->lookups.end());
    return std::pair((*found->result)["contacts"].items()->size(), (*found->result)["tickets"].items()->size());
  };
  for (int i = 0; i < 30; ++i) talk("a" + std::to_string(i));
  CHECK(talk("b") == std::pair(limits::contacts, std::size_t{27}));   // the first three were not handed over
  house.clock.advance(days(29));
  CHECK(talk("c") == std::pair(limits::contacts, std::size_t{28}));
  house.clock.advance(days(2));
  CHECK(talk("d") == std::pair(limits::contacts, std::size_t{1}));
}
