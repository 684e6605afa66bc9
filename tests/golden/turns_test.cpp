// tests/golden/turns/*.turn: transcripts with everything that comes of them. HANDRAIL_REWRITE_GOLDENS=1 rewrites what comes of them; the difference is
// then reviewed as behaviour.
#include <cstdlib>

#include "engine/base/assert.hpp"
#include "tests/catch.hpp"
#include "tests/desk/transcript_files.hpp"

using namespace handrail;

TEST_CASE("every transcript comes out as it is written") {
  const bool rewrite = std::getenv("HANDRAIL_REWRITE_GOLDENS") != nullptr;
  REQUIRE(!transcripts().empty());
  for (const fs::path& path : transcripts()) {
    const std::string text = content(path);
    std::vector<Part> parts = parts_of(text);
    Desk desk;
    Play play(desk);
    try {
      for (Part& part : parts) part.expected = play.perform(part);
    } catch (const Bug& bug) {
      FAIL_CHECK(path.string() << ": " << bug.what());
      continue;
    }
    if (rewrite) {
      std::ofstream(path, std::ios::binary) << text_of(parts);
      continue;
    }
    INFO(path.string());
    CHECK(text_of(parts) == text);
  }
}
