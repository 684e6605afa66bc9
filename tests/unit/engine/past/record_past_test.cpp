// Rows of an export, and the journals that they become.
#include "engine/past/record_past.hpp"

#include "engine/past/read_row.hpp"
#include "engine/policy/decide.hpp"
#include "engine/rehearsal/fake_waiting.hpp"
#include "engine/rehearsal/memory_store.hpp"
#include "engine/rehearsal/scripted_reading.hpp"
#include "tests/catch.hpp"
#include "tests/desk/small_desk.hpp"

using namespace handrail;

namespace {

const char* policy = R"(
intent refund_request
  means "The customer wants money back"
  examples "refund please"
  class answerable
  risk low
intent question
  means "A question"
  examples "what about"
  class answerable
  risk low
signal wants_person
  phrases "human"
trigger "A person is wanted"
  when wants_person
  urgency immediate
  then hand off
  say "Of course. {queue.name} will answer {queue.promise}."
)";

PastMapping per_row() {
  PastMapping mapping;
  mapping.columns.conversation = "ticket";
  mapping.columns.customer = "who.id";
  mapping.columns.at = "at";
  mapping.columns.by = "role";
  mapping.columns.text = "body";
  mapping.columns.intent = "topic";
  mapping.columns.resolution = "status";
  return mapping;
}

Result<PastConversation> read(const PastMapping& mapping, const std::string& json, std::map<std::string, std::size_t>* counts = nullptr) {
  std::map<std::string, std::size_t> masked;
  auto made = read_row(mapping, *parse_json(json), 7, [](const std::string& id) { return "p_" + std::to_string(id.size()); }, masked);
  if (counts) *counts = masked;
  return made;
}

std::string problem(const PastMapping& mapping, const std::string& json) {
  const auto made = read(mapping, json);
  return made ? "" : made.error().message;
}

struct House {
  FakeWaiting waiting;
  MemoryStore store;
  Lanes lanes{waiting};
  PastClock clock;
  Journal journal{store, lanes, clock};
  LiveBundle live;
  std::shared_ptr<ScriptedReading> reading = std::make_shared<ScriptedReading>();
  PastMapping mapping = per_row();

  House() {
    const BundleResult result = make_bundle({{"test.policy", policy}, small_desk()});
    INFO(dsl::render_pretty(result.sources, result.diagnostics, false));
    REQUIRE(result.bundle);
    live.bundle = result.bundle;
    live.classifier = reading;
  }
  Result<PastRecorded> record(const PastConversation& past) { return record_past(journal, clock, live, mapping, past); }
  std::vector<std::string> kinds(const std::string& id) {
    std::vector<std::string> all;
    const auto events = store.events(ConversationId(id), 0, 100'000);
    for (const StoredEvent& event : *events) all.push_back(event.kind);
    return all;
  }
};

PastMessage said(PastSpeaker by, const std::string& text, Instant at) {
  PastMessage message;
  message.by = by;
  message.text = text;
  message.at = at;
  return message;
}

PastConversation talk() {
  PastConversation past;
  past.id = "t1";
  past.customer = "p_1";
  past.verified = true;
  past.intent = "Refunds";
  past.resolution = "Solved";
  past.messages = {said(PastSpeaker::agent, "Done, it is on its way.", {3000}),
                   said(PastSpeaker::customer, "refund please", {1000}), said(PastSpeaker::customer, "a human!", {2000})};
  return past;
}

}  // namespace

TEST_CASE("a row is read by the mapping: members of members, times in three spellings, and what names a person is masked") {
  std::map<std::string, std::size_t> masked;
  const auto made = read(per_row(),
                         R"({"ticket":17,"who":{"id":"ada"},"at":"2026-01-05 09:30",)"
                         R"("role":"end-user","body":" mail ada@example.com ","topic":"refund_request","status":"solved"})", &masked);
  REQUIRE(made);
  CHECK(made->id == "17");
  CHECK(made->customer == "p_3");
  CHECK(made->intent == "refund_request");
  REQUIRE(made->messages.size() == 1);
  CHECK(made->messages[0].text == "mail [e-mail]");
  CHECK(format_time(*made->messages[0].at) == "2026-01-05T09:30:00Z");
  CHECK(masked == std::map<std::string, std::size_t>{{"e-mail", 1}});
  CHECK(format_time(*past_time("1767603600")) == "2026-01-05T09:00:00Z");
  CHECK(format_time(*past_time("1767603600000")) == "2026-01-05T09:00:00Z");
  CHECK(format_time(*past_time("2026-01-05T10:00:00+01:00")) == "2026-01-05T09:00:00Z");
}

TEST_CASE("a row that cannot be used says which column and why") {
  const std::string start = R"({"ticket":"1","role":"customer",)";
  CHECK(problem(per_row(), R"({"role":"customer","at":"2026-01-05","body":"x"})") == "the column `ticket` is empty or missing");
  CHECK(problem(per_row(), start + R"("at":"yesterday","body":"x"})") == "`at` is no time: `yesterday`");
  CHECK(problem(per_row(), start + R"("body":"x"})") == "the message has no time: name its column, or say `starts` for all");
  CHECK(problem(per_row(), start + R"("at":"2026-01-05","body":7})") == "the column `body` has no text");
  CHECK(problem(per_row(), R"({"ticket":"1","role":"martian","at":"2026-01-05","body":"x"})") == "nobody is known to speak as `martian`: declare it under [speakers]");
  PastMapping of_tools = per_row();
  of_tools.columns.tool = "tool";
  of_tools.columns.arguments = "args";
  const std::string call = R"({"ticket":"1","role":"tool","at":"2026-01-05","tool":"credit","args":)";
  CHECK(problem(of_tools, call + R"("{bad json"})") == "`args` is no JSON object: `{bad json`");
  CHECK(problem(of_tools, call + "[1]}") == "`args` is no JSON object: `[1]`");
  for (const char* usable : {R"("{\"id\":1}")", R"({"id":1})", R"(" ")", "null"}) CHECK(read(of_tools, call + usable + "}"));
  CHECK(problem(per_row(), "[]") == "the row is no object, it is array");
}

TEST_CASE("declared speakers come beside the words that are known anyway, and win over them") {
  PastMapping own = per_row();
  own.speakers = {{"shopper", PastSpeaker::customer}, {"staff", PastSpeaker::bot}};
  const auto by = [&](const std::string& word) { return read(own, R"({"ticket":"1","role":")" + word + R"(","at":"2026-01-05","body":"x"})")->messages.at(0).by; };
  CHECK(by("Shopper") == PastSpeaker::customer);
  CHECK(by("customer") == PastSpeaker::customer);
  CHECK(by("agent") == PastSpeaker::agent);
  CHECK(by("staff") == PastSpeaker::bot);
  CHECK(problem(own, R"({"ticket":"1","role":"martian","at":"2026-01-05","body":"x"})") == "nobody is known to speak as `martian`: declare it under [speakers]");
  for (const PastMapping& mapping : {own, per_row()}) CHECK(read(mapping, R"({"ticket":"1","role":"note","at":"2026-01-05","body":"x"})")->messages.empty());
}

TEST_CASE("an id that is an address gets another name, not the same mask as the next one") {
  CHECK(read(per_row(), R"({"ticket":"ada@example.com","role":"customer","at":"2026-01-05","body":"x"})")->id == "p_15");
}

TEST_CASE("a whole conversation in one row: as a list, or in one text") {
  PastMapping list = per_row();
  list.shape = PastMapping::Shape::list_per_row;
  list.messages = "thread";
  const auto listed = read(list, R"({"ticket":"1","thread":[{"role":"user","at":"2026-01-05","body":"a"},{"role":"agent","at":"2026-01-06","body":"b"}]})");
  REQUIRE(listed);
  CHECK(listed->messages.size() == 2);
  CHECK(problem(list, R"({"ticket":"1","thread":[{"role":"user","at":"never","body":"a"}]})") == "thread[0]: `at` is no time: `never`");
  PastMapping text = per_row();
  text.shape = PastMapping::Shape::text_per_row;
  text.messages = "log";
  text.columns.conversation = "";
  text.starts = Instant{0};
  text.speakers = {{"user", PastSpeaker::customer}, {"assistant", PastSpeaker::agent}, {"tool", PastSpeaker::tool}};
  const auto parted = read(text, R"({"log":"user: one\ntwo: three\nassistant: four\ntool: {}\nuser: five"})");
  REQUIRE(parted);
  CHECK(parted->id == "row-7");
  REQUIRE(parted->messages.size() == 3);
  CHECK(parted->messages[0].text == "one\ntwo: three");
  CHECK(parted->messages[1].by == PastSpeaker::agent);
}

TEST_CASE("a past conversation is a closed journal in the order of its times, and every decision in it is made again from it") {
  House house;
  house.reading->reads("a human!", [] {
    Reading reading;
    reading.signals = {{"wants_person", "human"}};
    return reading;
  }());
  house.mapping.intents = {{"Refunds", "refund_request"}};
  house.mapping.outcomes = {{"solved", Outcome::resolved_confirmed}};
  PastConversation past = talk();
  past.place = 41;
  const auto recorded = house.record(past);
  REQUIRE(recorded);
  CHECK(recorded->messages == 2);
  CHECK(house.kinds("past_t1") == std::vector<std::string>{"conversation_opened", "episode_opened", "message_received", "message_read", "turn_decided", "turn_ended",
                                                           "message_received",
                                                           "message_read", "turn_decided", "turn_ended", "reply_sent", "remembered", "episode_closed"});
  CHECK(house.store.verify(ConversationId("past_t1")));
  CHECK(house.store.open_turns()->empty());
  CHECK(house.store.events(ConversationId("past_t1"), 11, 1)->front().body.find("\"place\":41") != std::string::npos);   // among equal times the file's order is known
  const auto state = replay(house.store, ConversationId("past_t1"));
  CHECK(state->episode.outcome == Outcome::resolved_confirmed);
  std::size_t decisions = 0;
  const auto events = house.store.events(ConversationId("past_t1"), 0, 100);
  for (const StoredEvent& stored : *events) {
    const auto event = decode_event(stored.kind, stored.body);
    REQUIRE(event);
    const auto* decided = std::get_if<event::TurnDecided>(&*event);
    if (!decided) continue;
    ++decisions;
    CHECK(decide(house.live.program(), decided->facts) == decided->decision);
    if (decisions == 1) CHECK(decided->facts.intent == "refund_request");
    if (decisions == 2) CHECK(decided->decision.rule == "A person is wanted");
  }
  CHECK(decisions == 2);
}

TEST_CASE("a resolution that is no outcome of the mapping is told, as a label that is no intent is") {
  House house;
  PastConversation past = talk();
  past.resolution = " pending ";
  CHECK(house.record(past)->unmapped_outcome == "pending");
  past.id = "t2";
  past.resolution.clear();
  CHECK(house.record(past)->unmapped_outcome.empty());
}

TEST_CASE("the same conversation a second time changes nothing, and a label that is no intent is told") {
  House house;
  CHECK(house.record(talk())->unmapped_label == "Refunds");
  const std::size_t events = house.kinds("past_t1").size();
  const auto again = house.record(talk());
  REQUIRE(again);
  CHECK(again->there_before);
  CHECK(house.kinds("past_t1").size() == events);
}

TEST_CASE("a conversation may have as many messages as the limit and not one more, and one without its customer is refused") {
  House house;
  PastConversation past = talk();
  past.messages.assign(limits::import_messages, said(PastSpeaker::customer, "x", {1000}));
  CHECK(house.record(past));
  past.id = "t2";
  past.messages.push_back(said(PastSpeaker::customer, "x", {1000}));
  CHECK(house.record(past).error().code == ErrorCode::limit);
  past.messages = {said(PastSpeaker::agent, "x", {1000})};
  CHECK(house.record(past).error().code == ErrorCode::invalid);
  CHECK(house.kinds("past_t2").empty());
}

TEST_CASE("what is put aside comes back as it was") {
  PastConversation past = talk();
  past.tags = {"a", "b"};
  past.messages[0].tool = "lookup_order";
  past.messages[0].arguments = Json::object({{"order_id", "W1"}});
  CHECK(dump(to_json(past_conversation(to_json(past)))) == dump(to_json(past)));
}
