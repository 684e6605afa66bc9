// A transcript taken apart and put together again.
#include "engine/rehearsal/transcript.hpp"

#include "tests/catch.hpp"

using namespace handrail;

TEST_CASE("a byte order mark belongs to no line, and a line goes on behind a bar") {
  const auto parts = parts_of("\xEF\xBB\xBF" "customer: one\r\n| two\n|\n|  four\n  bot: …\n");
  REQUIRE(parts.size() == 1);
  CHECK(whole_text(parts.front()) == "customer: one\ntwo\n\n four");
  CHECK(written_over_lines(whole_text(parts.front())) == "customer: one\n| two\n|\n|  four");
  CHECK(parts.front().expected == std::vector<std::string>{"bot: …"});
}

TEST_CASE("a line of a block keeps its words, with a space behind its mark or without") {
  const auto parts = parts_of("file extra.policy\n| currency USD\n|role lead\n|\n|  may approve up to $5\n");
  REQUIRE(parts.size() == 1);
  CHECK(parts.front().block == std::vector<std::string>{"currency USD", "role lead", "", " may approve up to $5"});
  CHECK(text_of(parts) == "file extra.policy\n| currency USD\n| role lead\n|\n|  may approve up to $5\n");
}
