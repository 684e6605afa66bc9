// The formatter on random policies: its text reads back as the same tree, and is its own canonical text. Both are asked here, whatever the formatter says.
#include <iostream>

#include "dsl/syntax/equal.hpp"
#include "dsl/syntax/parse.hpp"
#include "dsl/syntax/print.hpp"
#include "tests/catch.hpp"
#include "tests/reference/random_desk.hpp"
#include "tests/reference/said.hpp"

using namespace handrail;
using namespace handrail::reference;

namespace {

dsl::Tree tree_of(const std::string& text) {
  dsl::Diagnostics found;
  dsl::Tree tree = dsl::parse(dsl::Sources({{"random.policy", text}}), found);
  REQUIRE_FALSE(dsl::has_errors(found));
  return tree;
}

void formatted(const std::string& text) {
  dsl::Diagnostics found;
  const dsl::Formatted once = dsl::format(text, "random.policy", found);
  INFO(text << "\n----\n" << once.text);
  REQUIRE(once.outcome == dsl::FormatOutcome::formatted);
  REQUIRE(dsl::equal(tree_of(text), tree_of(once.text)));
  REQUIRE(dsl::format(once.text, "random.policy", found).text == once.text);
}

}  // namespace

TEST_CASE("a random text, formatted, reads back the same and is formatted already") {
  const std::uint64_t seed = parameter("HANDRAIL_SEED", 20261121), count = parameter("HANDRAIL_COUNT", 1000);
  std::cout << "seed " << seed << ", " << count << " texts of each kind" << std::endl;
  for (std::uint64_t i = 0; i < count; ++i) {
    progress(i, count);
    INFO("seed " << seed + i);
    Random random(seed + i);
    formatted(random_policy(random).text());
    formatted(random_desk(random).text());
  }
}
