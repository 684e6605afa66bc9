// A transcript taken apart and put together again.
#include "engine/rehearsal/transcript.hpp"

#include "tests/catch.hpp"

using namespace handrail;

TEST_CASE("a line of a block keeps its words, with a space behind its mark or without") {
  const auto parts = parts_of("file extra.policy\n| currency USD\n|role lead\n|\n|  may approve up to $5\n");
  REQUIRE(parts.size() == 1);
  CHECK(parts.front().block == std::vector<std::string>{"currency USD", "role lead", "", " may approve up to $5"});
  CHECK(text_of(parts) == "file extra.policy\n| currency USD\n| role lead\n|\n|  may approve up to $5\n");
}
