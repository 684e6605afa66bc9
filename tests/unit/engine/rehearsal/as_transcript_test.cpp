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
  for (const char* line : {"\nfile ", "\nconversation ", "\ncustomer closes", "\ncustomer is content", "\n  error:", "answered before:", "\ncontext ", " loses "})
    if (text.find(line) != std::string::npos) return true;
  return text.find("\nbundle desk\n") == std::string::npos;
}

std::string recorded_as(const fs::path& path) {
  Desk desk;
  Play play(desk);
  for (const Part& part : parts_of(content(path))) play.perform(part);
  HANDRAIL_ASSERT(!play.conversations().empty(), "somebody spoke");
  const auto events = desk.store().events(play.conversations().front(), 0, 100'000);
  const auto text = as_transcript("talk", *events);
  HANDRAIL_ASSERT(text, "what was recorded can be read");
  return *text;
}

}  // namespace

TEST_CASE("a recorded conversation that is written as a transcript holds when it is played") {
  std::size_t played = 0;
  for (const fs::path& path : transcripts()) {
    if (left_out(content(path))) continue;
    INFO(path.filename().string());
    const std::string text = recorded_as(path);
    INFO(text);
    PlayerSettings settings;
    settings.files = bundle_named("desk");
    const TranscriptResult result = check_transcript(ready_to_serve, std::move(settings), text);
    std::string wrong;
    for (const TranscriptFailure& failure : result.failures) wrong += told(failure, "x.turn", false);
    CHECK(wrong == "");
    ++played;
  }
  CHECK(played > 15);
}
