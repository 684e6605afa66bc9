#include "engine/difference/diff.hpp"
#include "tests/catch.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail;

namespace {

const bool skip = !dsl::solver_built_in();

// `count` amounts that are denied, each with its own way on.
std::string policy(std::size_t count, const std::string& action) {
  std::string text = "tool pay(amount: money)\n  moves money\n  after a crash stop and ask a person\n";
  for (std::size_t i = 0; i < count; ++i)
    text += "  deny when amount is $" + std::to_string(3 * i + 1) + ".00 because \"no\" then " + (i % 2 == 0 ? action : "offer a person") + "\n";
  return text + "  allow\n  otherwise deny because \"no\" then offer a person\n";
}

BundleDiff difference(const std::string& before, const std::string& after) {
  const auto old_bundle = make_bundle(dsl::whole_bundle(before)).bundle, new_bundle = make_bundle(dsl::whole_bundle(after)).bundle;
  REQUIRE((old_bundle && new_bundle));
  return diff_bundles(*old_bundle, *new_bundle);
}

}  // namespace

TEST_CASE("as many areas of an edit are told as the limit, and that there are more") {
  if (skip) return;
  const BundleDiff at = difference(policy(0, "offer a person"), policy(limits::diff_areas, "offer a person"));
  REQUIRE(at.decisions.size() == 1);
  CHECK(at.decisions[0].changes.size() == limits::diff_areas);
  CHECK(!at.decisions[0].more);
  CHECK(at.proven());
  const BundleDiff over = difference(policy(0, "offer a person"), policy(limits::diff_areas + 1, "offer a person"));
  REQUIRE(over.decisions.size() == 1);
  CHECK(over.decisions[0].changes.size() == limits::diff_areas);
  CHECK(over.decisions[0].more);
  CHECK(!over.proven());
}

TEST_CASE("of what is offered instead as many areas are told as its limit") {
  if (skip) return;
  const std::size_t most = limits::diff_lesser_areas;
  const BundleDiff at = difference(policy(2 * most, "offer a person"), policy(2 * most, "hand off to support"));
  REQUIRE(at.decisions.size() == 1);
  CHECK(at.decisions[0].changes.size() == most);
  CHECK(!at.decisions[0].more);
  const BundleDiff over = difference(policy(2 * most + 2, "offer a person"), policy(2 * most + 2, "hand off to support"));
  REQUIRE(over.decisions.size() == 1);
  CHECK(over.decisions[0].changes.size() == most);
  CHECK(over.decisions[0].more);
}

TEST_CASE("a sample happens at the one moment where no rule asks for another") {
  if (skip) return;
  const BundleDiff found = difference(policy(0, "offer a person"), policy(1, "offer a person"));
  REQUIRE(found.decisions.size() == 1);
  CHECK(found.decisions[0].changes.at(0).sample.find("now")->text() != nullptr);
  CHECK(*found.decisions[0].changes.at(0).sample.find("now")->text() == format_time(Instant{limits::sample_moment}));
}
