#include "engine/difference/diff.hpp"
#include "engine/policy/gate_line.hpp"
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

BundleDiff difference(const std::string& before, const std::string& after, dsl::ProofOptions options = {}) {
  const auto old_bundle = make_bundle(dsl::whole_bundle(before)).bundle, new_bundle = make_bundle(dsl::whole_bundle(after)).bundle;
  REQUIRE((old_bundle && new_bundle));
  return diff_bundles(*old_bundle, *new_bundle, options);
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

TEST_CASE("each version can read its sample: one that counts under a name which the other does not have has its own") {
  if (skip) return;
  const std::string head = "role lead\nrole head\ntool pay(amount: money)\n  moves money\n  after a crash stop and ask a person\n", limit = "  limit 2 times per customer in 30 days, above that approve by ";
  const std::string rest = "  allow\n  otherwise deny because \"no\" then offer a person\n";
  const std::string before = head + limit + "head\n" + rest, after = head + limit + "lead\n" + limit + "head\n" + rest;
  const BundleDiff found = difference(before, after);
  REQUIRE(found.decisions.size() == 1);
  const auto old_bundle = make_bundle(dsl::whole_bundle(before)).bundle, new_bundle = make_bundle(dsl::whole_bundle(after)).bundle;
  std::size_t other_names = 0;
  for (const DecisionChange& change : found.decisions[0].changes) {
    other_names += change.old_sample.is_null() ? 0 : 1;
    CHECK(gate_line(*old_bundle, change.old_sample.is_null() ? change.sample : change.old_sample).find("error") == nullptr);
    CHECK(gate_line(*new_bundle, change.sample).find("error") == nullptr);
  }
  CHECK(other_names > 0);
}

TEST_CASE("a sample happens at the one moment where no rule asks for another") {
  if (skip) return;
  const BundleDiff found = difference(policy(0, "offer a person"), policy(1, "offer a person"));
  REQUIRE(found.decisions.size() == 1);
  CHECK(found.decisions[0].changes.at(0).sample.find("now")->text() != nullptr);
  CHECK(*found.decisions[0].changes.at(0).sample.find("now")->text() == format_time(Instant{limits::sample_moment}));
}

TEST_CASE("what only differs before today is no difference, and of what differs for a time the days from today on are told") {
  if (skip) return;
  const auto pay = [](const std::string& when) {
    return "tool pay(amount: money)\n  moves money\n  after a crash stop and ask a person\n  deny when amount is over $20" + when +
           " because \"no\" then offer a person\n  allow when amount is at most $40\n  otherwise deny because \"no\" then offer a person\n";
  };
  const auto areas = [&](const std::string& before, const std::string& after, std::optional<Instant> today) {
    std::string all;
    for (const DecisionChanges& of : difference(pay(before), pay(after), {.today = today}).decisions)
      for (const DecisionChange& one : of.changes) all += one.area + ";";
    return all;
  };
  const Instant day = *parse_time("2026-12-01");
  CHECK(areas(" until 2026-11-01", " until 2026-11-20", std::nullopt) == "amount is over $20 and at most $40 and it is 2026-11-01 or later and before 2026-11-20;");
  CHECK(areas(" until 2026-11-01", " until 2026-11-20", day).empty());
  CHECK(areas(" from 2026-11-01", "", day).empty());
  CHECK(areas(" from 2027-02-01", "", day) == "amount is over $20 and at most $40 and it is before 2027-02-01;");
  const auto trigger = [](const std::string& when) {
    return "trigger \"Angry\"\n  when angry\n " + when + "\n  urgency high\n  then hand off\n  say \"A person answers.\"\n";
  };
  CHECK_FALSE(difference(trigger(" until 2026-11-01"), trigger(" until 2026-11-20"), {.today = day}).changes());
  CHECK(difference(trigger(" until 2026-11-01"), trigger(" until 2026-11-20")).changes());
}

TEST_CASE("what an area rests on beside its own facts is told with it: needs, denials and limits of both, with their days") {
  if (skip) return;
  const auto pay = [](const std::string& most) {
    return "tool pay(amount: money, seats: whole number, reason: text)\n  moves money\n  after a crash stop and ask a person\n"
           "  needs customer is verified\n  needs the customer's yes to this payment\n  needs seats is at most 3 otherwise offer a person from 2026-12-01\n"
           "  deny when reason is \"x\" because \"no\" then offer a person\n  limit once per customer, otherwise offer a person\n  allow when amount is at most $" + most +
           "\n  otherwise deny because \"no\" then offer a person\n";
  };
  const BundleDiff found = difference(pay("40"), pay("50"));
  REQUIRE(found.decisions.size() == 1);
  REQUIRE_FALSE(found.decisions[0].changes.empty());
  const DecisionChange& change = found.decisions[0].changes[0];
  CHECK(change.area == "amount is over $40 and at most $50");
  CHECK(change.beside == std::vector<std::string>{"customer is verified", "the customer said yes to it", "seats is at most 3 from 2026-12-01", "not (reason is \"x\")",
                                                  "it is at most 1 call per customer"});
}
