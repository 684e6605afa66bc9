// What was used of a limit that the record does not count, added up from the calls of the history; and the hour of the week that load is told by.
#include "engine/insight/budgets.hpp"

#include "engine/policy/bundle.hpp"
#include "engine/policy/opening.hpp"
#include "tests/catch.hpp"
#include "tests/desk/small_desk.hpp"

using namespace handrail;

namespace {

std::shared_ptr<const Bundle> with_limit(const std::string& limit) {
  const BundleResult result = make_bundle({{"test.policy", R"(
currency USD
tool pay(order_id: text, amount: money)
  moves      money
  needs      customer is verified
  limit      )" + limit + R"(, otherwise say "No more." then offer a person
  allow
  otherwise  deny because "No." then offer a person
  after a crash  stop and ask a person
)"}, small_desk()});
  INFO(dsl::render_pretty(result.sources, result.diagnostics, false));
  REQUIRE(result.bundle);
  return result.bundle;
}

GateCall call(const std::string& conversation, std::int64_t at, const std::string& amount) {
  GateCall made;
  made.tool = "pay";
  made.arguments = *parse_json(R"({"order_id":"W1","amount":{"amount":")" + amount + R"(","currency":"USD"}})");
  made.now = Instant{at};
  made.conversation = conversation;
  made.customer = *parse_json(R"({"id":"c","verified":true})");
  return made;
}

std::size_t used_by(const dsl::Program& asked, const dsl::Program& recorded, const Ledger& ledger, const GateCall& call, std::uint64_t seq) {
  return with_budgets_of(call, {call.conversation, seq}, recorded, asked, &ledger).used.size();
}

}  // namespace

TEST_CASE("two policies count the same where a limit counts alike and looks no further back") {
  const auto month = with_limit("once per customer in 30 days"), week = with_limit("2 times per customer in 7 days"), year = with_limit("once per customer in 365 days"),
             order = with_limit("once per order_id"), money = with_limit("amount to $300 per customer in 30 days");
  CHECK(count_the_same(*month->program, *week->program));
  CHECK_FALSE(count_the_same(*month->program, *year->program));
  CHECK_FALSE(count_the_same(*month->program, *order->program));
  CHECK_FALSE(count_the_same(*month->program, *money->program));
}

TEST_CASE("a limit that counts alike takes what the record says was used, under its own number") {
  const auto month = with_limit("once per customer in 30 days"), week = with_limit("2 times per customer in 7 days");
  GateCall asked = call("a", 10, "5.00");
  asked.used.push_back({"pay#1", "customer=c", {}, Instant{5}});
  const GateCall made = with_budgets_of(asked, {"a", 1}, *month->program, *week->program, nullptr);
  REQUIRE(made.used.size() == 1);
  CHECK(made.used[0].limit == week->program->tools[0].limits[0].id);
}

TEST_CASE("any other limit is added up from earlier calls: within its window, of one moment those before it in the record, and not from the call itself") {
  const auto order = with_limit("once per order_id"), day = with_limit("amount to $300 per customer in 1 day");
  const RecordOrder order_of_record{{"a", 2}, {"b", 1}, {"c", 3}, {"d", 1}};
  Ledger ledger(*day->program, order_of_record);
  constexpr std::int64_t hour = 3'600'000;
  ledger.add({call("a", 30 * hour, "5.00"), Instant{30 * hour}, {"a", 7}});
  ledger.add({call("b", 2 * hour, "7.00"), Instant{2 * hour}, {"b", 7}});
  ledger.sort();
  const auto used = [&](const GateCall& asked, std::uint64_t seq) { return used_by(*day->program, *order->program, ledger, asked, seq); };
  CHECK(used(call("c", hour, "1.00"), 1) == 0);
  CHECK(used(call("c", 3 * hour, "1.00"), 1) == 1);
  CHECK(used(call("c", 31 * hour, "1.00"), 1) == 1);
  CHECK(used(call("c", 90 * hour, "1.00"), 1) == 0);
  CHECK(used(call("a", 30 * hour, "5.00"), 6) == 0);
  CHECK(used(call("a", 30 * hour, "5.00"), 9) == 1);
  CHECK(used(call("c", 30 * hour, "5.00"), 1) == 1);
  CHECK(used(call("d", 30 * hour, "5.00"), 1) == 0);
}

TEST_CASE("the hour of the week is the queue's own, and universal time where it has none") {
  const auto sunday_night = parse_time("2026-01-04T23:30:00Z");
  CHECK(hour_of_week(dsl::Queue{}, *sunday_night) == 167);
  dsl::Queue berlin;
  berlin.open = dsl::OpenHours{};
  berlin.open->zone = "Europe/Berlin";
  CHECK(hour_of_week(berlin, *sunday_night) == 0);
  CHECK(hour_of_week(berlin, *parse_time("2026-07-06T00:30:00Z")) == 2);
}
