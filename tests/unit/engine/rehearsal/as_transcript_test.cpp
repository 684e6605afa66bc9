// What was recorded, written as a transcript, holds when it is played: on every transcript of tests/golden/turns that is one conversation of one version.
#include "engine/rehearsal/as_transcript.hpp"

#include "engine/base/assert.hpp"
#include "engine/rehearsal/check.hpp"
#include "tests/catch.hpp"
#include "tests/desk/transcript_files.hpp"

using namespace handrail;

namespace {

// A message that came twice, what somebody was not allowed to do, what happens between the lines: none of it is on the record as one line.
bool left_out(const std::string& text) {
  for (const char* line : {"\nfile ", "\nconversation ", "\ncustomer closes", "\ncustomer is content", "\n  error:", "answered before:", "\ncontext ", " loses ",
                           "\nreading embedded"})   // what a model names is held against the embedded reader
    if (text.find(line) != std::string::npos) return true;
  return text.find("\nbundle desk\n") == std::string::npos;
}

std::string recorded_as(const std::string& transcript) {
  Desk desk;
  Play play(desk);
  for (const Part& part : parts_of(transcript)) play.perform(part);
  HANDRAIL_ASSERT(!play.conversations().empty(), "somebody spoke");
  const auto events = desk.store().events(play.conversations().front(), 0, 100'000);
  const auto text = as_transcript("talk", *events);
  HANDRAIL_ASSERT(text, "what was recorded can be read");
  return *text;
}

std::string what_is_wrong_with(const std::string& text) {
  PlayerSettings settings;
  settings.files = bundle_named("desk");
  std::string wrong;
  for (const TranscriptFailure& failure : check_transcript(ready_to_serve, std::move(settings), text).failures) wrong += told(failure, "x.turn", false);
  return wrong;
}

}  // namespace

TEST_CASE("a recorded conversation that is written as a transcript holds when it is played") {
  std::size_t played = 0;
  for (const fs::path& path : transcripts()) {
    if (left_out(content(path))) continue;
    INFO(path.filename().string());
    const std::string text = recorded_as(content(path));
    INFO(text);
    CHECK(what_is_wrong_with(text) == "");
    ++played;
  }
  CHECK(played > 15);
}

TEST_CASE("what was said over several lines is written over several lines, and is the same when it is played") {
  const std::string talk = R"(bundle desk
customer c_ada
person ann agent
tool lookup_account gives {"id":"c_ada","plan":"pro"}
tool lookup_order {"order_id":"W1001"} fails "the shop gives up:
|   try \"later\""
customer: Hello,
|
|   I want a refund
|| for W1001;  [sic]  [refund_request 95%; order_id "W1001"]
customer: can I
| talk to a human  [wants_person]
agent ann claims
agent ann says Of course:
|
| - one
| - two
customer: and this  [is
| no reading]  []
agent ann hands back She wants
| her money.
)";
  const std::string text = recorded_as(talk);
  INFO(text);
  for (const char* lines : {"customer: Hello,\n|\n|   I want a refund\n| | for W1001;  [sic]  [refund_request 95%; order_id \"W1001\"]\n", "customer: can I\n| talk to a human\n",
                            "agent ann says Of course:\n|\n| - one\n| - two\n", "customer: and this  [is\n| no reading]  []\n",
                            "agent ann hands back She wants\n| her money.\n", "fails \"the shop gives up:\n|   try "})
    CHECK(text.find(lines) != std::string::npos);
  CHECK(what_is_wrong_with(text) == "");
  CHECK(recorded_as("bundle desk\n" + text) == text);
}

TEST_CASE("what would act on a terminal is not written") {
  const std::string text = recorded_as("bundle desk\ncustomer nobody\ncustomer: hello \x1b[31mred\x1b]0;title\x07 \u009b2J\ttab  [question 95%]\n");
  INFO(text);
  CHECK(text.find("customer: hello \uFFFD[31mred\uFFFD]0;title\uFFFD \uFFFD2J\ttab") != std::string::npos);
}

TEST_CASE("what was read into a text with a semicolon or a bracket is read again as it was") {
  const std::string text = recorded_as("bundle desk\ncustomer c_ada\ncustomer: hello  [question 90%; order_id \"a\\u003b b \\u0020[c]\"]\n");
  INFO(text);
  CHECK(text.find("order_id \"a\\u003b b \\u0020[c]\"]") != std::string::npos);
  CHECK(recorded_as("bundle desk\n" + text) == text);
}

TEST_CASE("messages that were read together are one message of several lines, and while a person has the conversation each is one") {
  const std::string talk = "bundle desk\ncustomer c_ada\nperson ann agent\ncustomer: I want a refund\n| for W1001  [wants_person]\nagent ann claims\ncustomer: hello?\n| it is broken\n";
  Desk desk;
  Play play(desk);
  for (const Part& part : parts_of(talk)) play.perform(part);
  const auto recorded = desk.store().events(play.conversations().front(), 0, 1000);
  REQUIRE(recorded);
  std::vector<StoredEvent> events;
  for (const StoredEvent& stored : *recorded) {   // as two that came together would be recorded
    const std::size_t line = stored.kind == "message_received" ? stored.body.find("\\n") : std::string::npos;
    const std::size_t text = stored.body.find("\"text\":\"") + std::string_view("\"text\":\"").size();
    events.push_back(stored);
    if (line == std::string::npos) continue;
    events.back().body.erase(line, stored.body.find("\"", line) - line);
    events.push_back(stored);
    events.back().body.erase(text, line + 2 - text);
  }
  const std::string written = *as_transcript("talk", events);
  INFO(written);
  CHECK(written.find("customer: I want a refund\n| for W1001  [other 0%; wants_person]\n") != std::string::npos);
  CHECK(written.find("customer: hello?\n") != std::string::npos);
  CHECK(written.find("customer: it is broken\n") != std::string::npos);
}
