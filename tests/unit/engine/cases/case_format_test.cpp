#include "engine/cases/case_format.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/catch.hpp"
#include "tests/reference/random_policy.hpp"

using namespace handrail;

namespace {

std::string formatted(const std::string& text) {
  dsl::Diagnostics found;
  const dsl::Formatted made = format_cases(text, found);
  INFO(text);
  REQUIRE(found.empty());
  REQUIRE(made.outcome == dsl::FormatOutcome::formatted);
  return made.text;
}

std::string told(const std::string& text) {
  dsl::Diagnostics found;
  CHECK(format_cases(text, found).text == text);   // left as it was
  const dsl::Sources sources({{"a.case", text}});
  std::string all;
  for (const dsl::Diagnostic& one : found) all += sources.where(one.span) + " " + one.code + ": " + one.message + "\n";
  return all;
}

}  // namespace

TEST_CASE("cases stand apart, values in one column, and every word and comment stays") {
  CHECK(formatted("# All of May.\n\ncase   \"A\"\n call pay\n\tamount   is $5   # as in May\n  order.paid_with[\"gift card\"].balance unknown\n  not confirmed\n  looked  up  order,  1 minute ago\n"
                  "  used  before  $250 of \"per customer\", by others\n  found find(\"a (b)\", 2) {\"a\": \"#\"}\n  # what comes out\n  gives allow\n# The second.\n"
                  "case \"B # no comment\"\n  message\n  now 2026-01-05\n\n\n  gives   hand off to billing\n\n\n") ==
        "# All of May.\n\ncase \"A\"\n  call                                  pay\n  amount                                $5  # as in May\n"
        "  order.paid_with[\"gift card\"].balance  unknown\n  not confirmed\n  looked up                             order,  1 minute ago\n  used before                           $250 of \"per customer\", by others\n"
        "  found find(\"a (b)\", 2)                {\"a\": \"#\"}\n  # what comes out\n  gives                                 allow\n\n# The second.\n"
        "case \"B # no comment\"\n  message\n  now    2026-01-05\n\n  gives  hand off to billing\n");
  CHECK(formatted("").empty());
  CHECK(formatted("case \"a\"\r\n  message\r\n  gives answer\r\n") == "case \"a\"\n  message\n  gives  answer\n");
}

TEST_CASE("what is no line of a case is told by its place, and the file is left as it was") {
  CHECK(told("amount $5\nmore\ncase \"a\"\n  gives allow\n") == "a.case:1 P0507: a line stands outside of a case\n");
  CHECK(told("case\n  gives allow\n") == "a.case:1 P0507: a case has no name\n");
  CHECK(told("case \"a\"\n  amount\n  items [{\"a\": 1}\n  at \"open\n  order.tags {}}\n") ==
        "a.case:2 P0507: `amount` has no value\na.case:3 P0507: what stands here is not JSON\na.case:4 P0507: a quote is not closed\na.case:5 P0507: what stands here is not JSON\n");
}

TEST_CASE("the form of a form is itself, on the files of cases that there are and on random lines") {
  std::size_t files = 0;
  for (const char* folder : {"policies", "examples", "tests/acceptance"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(std::string(HANDRAIL_SOURCE_DIR) + "/" + folder)) {
      if (entry.path().extension() != ".case") continue;
      ++files;
      std::ifstream in(entry.path());
      const std::string text{std::istreambuf_iterator<char>(in), {}};
      INFO(entry.path().string());
      CHECK(formatted(text) == text);
    }
  CHECK(files > 10);
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    reference::Random random(seed);
    std::string text;
    for (std::size_t i = random.below(12); i > 0; --i)
      text += random.one_of<std::string>({"", " ", "  ", "\t"}) +
              random.one_of<std::string>({"case \"a\"", "# c", "amount $5", "amount is $5 # c", "", "", "not confirmed", "message", "signals a, b", "used before 2", "looked  up order, 1 minute ago", "found f(\"x\", 1) none",
                                          "a.b[\"c d\"].e unknown", "gives allow", "at \"a # b\"", "items [1, 2]", "case \"b\" # d", "confirmed", "nothing assumed"}) + "\n";
    dsl::Diagnostics found;
    const dsl::Formatted made = format_cases(text, found);
    INFO(text);
    REQUIRE(made.outcome != dsl::FormatOutcome::would_change);
    if (made.outcome == dsl::FormatOutcome::formatted) REQUIRE(formatted(made.text) == made.text);
  }
}
