#include "engine/cases/coverage.hpp"

#include <algorithm>

#include "engine/cases/cases.hpp"
#include "tests/catch.hpp"
#include "tests/unit/engine/policy/policy_support.hpp"

using namespace handrail;

namespace {

const std::string desk =
    "signal upset\n  phrases \"terrible\"\n"
    "trigger \"Upset\"\n  when upset\n  urgency high\n  then hand off\n"
    "tool pay(amount: money)\n  moves money\n  let order is look(amount)\n  needs customer is verified\n  needs order.open is yes otherwise offer a person\n"
    "  deny when amount is over $500 because \"Too much.\" then offer a person\n"
    "  allow when amount is at most $100\n  otherwise deny because \"No.\" then offer a person\n"
    "  after a crash stop and ask a person\n  if it fails hand off because \"It failed.\"\n  say when done \"Done.\"\n"
    "tool look(amount: money) gives ticket\n  reads\n"
    "record ticket\n  open yes/no\n";

Coverage covered_by(const std::string& cases) {
  const auto bundle = bundle_of(desk, {{"pay.case", cases}});
  Coverage coverage(*bundle->program);
  const Cases read = read_cases(*bundle->program);
  REQUIRE(read.problems.empty());
  for (const Case& one : read.cases) coverage.add(*bundle->program, bundle->hash, one.situation);
  return coverage;
}

const CoveredRule& rule(const Coverage& coverage, const std::string& kind, const std::string& words) {
  const auto found = std::ranges::find_if(coverage.rules(), [&](const CoveredRule& one) { return one.kind == kind && one.rule.find(words) != std::string::npos; });
  REQUIRE(found != coverage.rules().end());
  return *found;
}

std::string paying(const std::string& lines, const std::string& gives) { return "case \"one\"\n  call pay\n" + lines + "  gives " + gives + "\n"; }

}  // namespace

TEST_CASE("a rule is tried where it decides, and its leaves where they were asked on the way") {
  const Coverage coverage = covered_by(paying("  amount $100\n  order.open yes\n", "allow"));
  CHECK(rule(coverage, "allow", "at most").tried);
  CHECK(rule(coverage, "allow", "at most").leaves.at(0).yes);
  CHECK_FALSE(rule(coverage, "allow", "at most").leaves.at(0).no);
  CHECK(rule(coverage, "deny", "over").leaves.at(0).no);
  CHECK_FALSE(rule(coverage, "deny", "over").tried);
  CHECK_FALSE(rule(coverage, "otherwise", "deny").tried);
}

TEST_CASE("what stands behind the clause that decides was not tried") {
  const Coverage coverage = covered_by(paying("  amount $600\n  order.open yes\n", "deny"));
  CHECK(rule(coverage, "deny", "over").tried);
  CHECK_FALSE(rule(coverage, "allow", "at most").leaves.at(0).no);
}

TEST_CASE("what a case takes as given was not tried, and what it says is unknown was") {
  const Coverage assumed = covered_by(paying("  amount $100\n", "allow"));
  const CoveredLeaf& leaf = rule(assumed, "needs", "order.open").leaves.at(0);
  CHECK(leaf.may_be_unknown);
  CHECK_FALSE((leaf.yes || leaf.no || leaf.unknown));
  const Coverage said = covered_by(paying("  amount $100\n  order.open unknown\n", "deny"));
  CHECK(rule(said, "needs", "order.open").leaves.at(0).unknown);
  CHECK(rule(said, "needs", "order.open").tried);
}

TEST_CASE("an argument cannot be unknown where a clause asks for it") {
  CHECK_FALSE(rule(covered_by(""), "deny", "over").leaves.at(0).may_be_unknown);
}

TEST_CASE("messages try triggers, classes, bands and the route") {
  const Coverage coverage = covered_by("case \"upset\"\n  message\n  signals upset\n  gives hand off\ncase \"calm\"\n  message\n  gives hand off\n");
  CHECK(rule(coverage, "trigger", "Upset").tried);
  CHECK(rule(coverage, "trigger", "Upset").leaves.at(0).no);
  CHECK(rule(coverage, "class", "other").tried);
}

TEST_CASE("the figures add up, and what was never tried is named with its place") {
  const Coverage coverage = covered_by("");
  const auto sums = coverage.sums();
  CHECK(sums.back().part == "all");
  CHECK(sums.back().rules == coverage.rules().size());
  CHECK(percent(sums.back()) == 0);
  const auto untried = coverage.untried();
  CHECK(std::ranges::any_of(untried, [](const Untried& one) { return one.at.starts_with("test.policy:") && one.leaf == "amount is over $500" && one.point == Point::yes; }));
  CHECK(to_text(coverage).find("never yes: amount is over $500") != std::string::npos);
  CHECK(to_json(coverage).integer_or("percent", -1) == 0);
}

TEST_CASE("the examples of a tool count as well") {
  const auto bundle = bundle_of("tool pay(amount: money)\n  moves money\n  allow when amount is at most $100\n  otherwise deny because \"No.\" then offer a person\n"
                                "  after a crash stop and ask a person\n  example amount $100 gives allow\n");
  Coverage coverage(*bundle->program);
  coverage.add_examples(*bundle->program, bundle->hash);
  CHECK(rule(coverage, "allow", "at most").tried);
}
