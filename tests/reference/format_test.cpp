// The formatter on random policies: its text reads back as the same tree, and is its own canonical text. Both are asked here, whatever the formatter says.
#include <algorithm>
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

std::vector<std::string> comments_of(const std::string& text) {
  std::vector<std::string> found;
  for (std::size_t at = text.find("# c"); at != std::string::npos; at = text.find("# c", at + 1)) found.push_back(text.substr(at, text.find('\n', at) - at));
  std::ranges::sort(found);   // a clause that moves to its place takes its comments along
  return found;
}

// Comments at the ends of lines and on lines of their own, wherever a line ends; and clauses that run on over a line.
std::string with_comments(Random& random, const std::string& text) {
  std::string made;
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    std::string line = text.substr(at, end - at);
    at = end + 1;
    const std::size_t join = line.starts_with("  ") ? line.find(" and ", 4) : std::string::npos;
    if (join != std::string::npos && line.find('"') > join && random.once_in(2)) line.insert(join, "   # c" + std::to_string(++count) + "\n            ");
    if (random.once_in(5)) line += "  # c" + std::to_string(++count);
    made += line + "\n";
    if (random.once_in(6)) made += std::string(random.below(3) * 4, ' ') + "# c" + std::to_string(++count) + "\n";
  }
  return made;
}

void formatted(const std::string& text) {
  dsl::Diagnostics found;
  const dsl::Formatted once = dsl::format(text, "random.policy", found);
  INFO(text << "\n----\n" << once.text);
  REQUIRE(once.outcome == dsl::FormatOutcome::formatted);
  REQUIRE(dsl::equal(tree_of(text), tree_of(once.text)));
  REQUIRE(comments_of(once.text) == comments_of(text));
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
    formatted(with_comments(random, random_policy(random).text()));
    formatted(with_comments(random, random_desk(random).text()));
  }
}
