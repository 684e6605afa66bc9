// A day that only bounds what is meant, found in a text of which no day was read.
#include "engine/sentences/bound_said.hpp"

#include "tests/catch.hpp"

using namespace handrail;

TEST_CASE("the first bound is told as it was written") {
  const std::pair<const char*, const char*> rows[] = {
      {"after Friday", "after Friday"}, {"sometime after next Friday please", "after next Friday"}, {"by the 19th", "by the 19th"}, {"before 19 December 2026, ok?", "before 19 December"},
      {"between Friday and Sunday", "between Friday and Sunday"}, {"I come from Tuesday to Thursday", "from Tuesday to Thursday"}, {"anything but after, Friday", ""},
      {"from the shop", ""}, {"by 5 EUR", ""}, {"Friday", ""}, {"", ""}, {"after", ""},
  };
  for (const auto& [text, bound] : rows) {
    INFO(text);
    CHECK(first_bound_in(text).value_or("") == bound);
  }
}
