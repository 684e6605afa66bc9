#include "dsl/program/decode.hpp"
#include "engine/policy/gate.hpp"
#include "engine/policy/gate_line.hpp"
#include "engine/policy/limits_asking.hpp"
#include "tests/catch.hpp"
#include "tests/unit/engine/policy/policy_support.hpp"

using namespace handrail;

namespace {

const std::string two_tools =
    "role lead\n  may approve up to $500\n"
    "budget goodwill\n  at most $60 per customer in 30 days\n"
    "budget apologies\n  at most 2 times per conversation\n"
    "tool credit(amount: money)\n  moves money\n"
    "  limit amount to budget goodwill, otherwise say \"That is all for this month.\" then offer a person\n"
    "  limit calls to budget apologies, otherwise say \"That is all for today.\" then offer a person\n"
    "  allow\n  otherwise deny say \"No.\" then offer a person\n  after a crash send again with the same key\n"
    "tool waive(fee: money)\n  moves money\n"
    "  limit fee to budget goodwill, above that approve by lead\n"
    "  allow\n  otherwise deny say \"No.\" then offer a person\n  after a crash send again with the same key\n";

std::string judged(const Bundle& bundle, const std::string& tool, const std::string& amount, const std::string& used) {
  const std::string line = R"({"tool": ")" + tool + R"(", "arguments": {")" + (tool == "credit" ? "amount" : "fee") + R"(": ")" + amount +
                           R"("}, "now": "2026-01-05T09:00:00Z", "conversation": "talk", "customer": {"id": "c_1", "verified": true}, "used": [)" + used + "]}";
  const Json verdict = gate_line(bundle, json_of(line));
  return verdict.text_or("verdict", dump(verdict)) + " by " + verdict.text_or("clause");
}

std::string entry(const std::string& limit, const std::string& key, const std::string& amount, const std::string& at = "2026-01-01T00:00:00Z") {
  return R"({"limit": ")" + limit + R"(", "key": ")" + key + R"(", "amount": )" + amount + R"(, "at": ")" + at + "\"}";
}

}  // namespace

TEST_CASE("a budget counts what each of its tools used, and each says what happens above it") {
  const auto bundle = bundle_of(two_tools);
  const std::string forty = entry("budget goodwill", "c_1", "\"$40\"");
  CHECK(judged(*bundle, "credit", "$60", "") == "allow by allow");
  CHECK(judged(*bundle, "credit", "$60.01", "") == "deny by limit");
  CHECK(judged(*bundle, "credit", "$20", forty) == "allow by allow");
  CHECK(judged(*bundle, "credit", "$20.01", forty) == "deny by limit");
  CHECK(judged(*bundle, "waive", "$20", forty) == "allow by allow");
  CHECK(judged(*bundle, "waive", "$20.01", forty) == "approve by limit");
  CHECK(judged(*bundle, "credit", "$60", entry("budget goodwill", "c_2", "\"$40\"")) == "allow by allow");
  CHECK(judged(*bundle, "credit", "$60", entry("budget goodwill", "c_1", "\"$40\"", "2025-12-06T09:00:00Z")) == "allow by allow");   // 30 days ago to the moment
  CHECK(judged(*bundle, "credit", "$60", entry("credit#1", "c_1", "\"$40\"")).find("is no limit of the policy") != std::string::npos);
  const std::string once = entry("budget apologies", "talk", "null");
  CHECK(judged(*bundle, "credit", "$1", once) == "allow by allow");
  CHECK(judged(*bundle, "credit", "$1", once + "," + once) == "deny by limit");
}

TEST_CASE("what a call adds to a budget is kept under the budget's name, whichever tool it was") {
  const auto bundle = bundle_of(two_tools);
  const auto uses = [&](const std::string& tool, const std::string& parameter) {
    std::vector<JsonIssue> issues;
    const GateCall call = read_gate_call(json_of(R"({"tool": ")" + tool + R"(", "arguments": {")" + parameter + R"(": "$15"}, "now": "2026-01-05T09:00:00Z", "conversation": "talk",
                                                   "customer": {"id": "c_1", "verified": true}})"), issues);
    REQUIRE(issues.empty());
    return budget_use(*bundle->program, bundle->program->tools[*bundle->program->find_tool(tool)], call);
  };
  const auto credit = uses("credit", "amount"), waive = uses("waive", "fee");
  REQUIRE((credit.size() == 2 && waive.size() == 1));
  CHECK((credit[0].limit == "budget goodwill" && credit[0].key == "c_1" && credit[0].amount == 1500 && credit[0].ceiling == 6000 && credit[0].of == "amount"));
  CHECK((credit[1].limit == "budget apologies" && credit[1].key == "talk" && credit[1].amount == 1 && credit[1].ceiling == 2 && !credit[1].window));
  CHECK((waive[0].limit == credit[0].limit && waive[0].key == credit[0].key && waive[0].window == days(30)));
  CHECK((!waive[0].ceiling && waive[0].asks_above == 6000 && waive[0].of == "fee"));
}

TEST_CASE("the verdict's rule says what the budget has") {
  const auto bundle = bundle_of(two_tools);
  const auto& limit = bundle->program->tools[*bundle->program->find_tool("waive")].limits.at(0);
  CHECK(limit.rule.text == "limit fee to budget goodwill, above that approve by lead  # at most $60 per customer in 30 days");
}

TEST_CASE("an approver reads of each limit whose it is, what was used when, what is left and when the call fits again") {
  const auto bundle = bundle_of(
      "role lead\n  may approve up to $500\nbudget goodwill\n  at most $60 per customer in 30 days\n"
      "record order\n  id text\ntool find(order_id: text) gives order\n  reads\n"
      "tool credit(order_id: text, amount: money)\n  moves money\n  let order is find(order_id)\n"
      "  limit amount to budget goodwill, above that approve by lead\n  limit 3 times per order, otherwise say \"No.\" then offer a person\n"
      "  limit amount to $5,000 in 1 day, above that approve by lead\n"
      "  allow\n  otherwise deny say \"No.\" then offer a person\n  after a crash send again with the same key\n");
  const auto told = [&](const std::string& amount, const std::string& used, bool found = true) {
    std::vector<JsonIssue> issues;
    const std::string lookup = R"({"tool": "find", "arguments": {"order_id": "W1"}, "at": "2026-01-05T08:59:00Z", "result": {"id": "W1"}})";
    const GateCall call = read_gate_call(json_of(R"({"tool": "credit", "arguments": {"order_id": "W1", "amount": ")" + amount + R"("}, "now": "2026-01-05T09:00:00Z",
        "customer": {"id": "c_1", "verified": true}, "lookups": [)" + (found ? lookup : "") + R"(], "used": [)" + used + "]}"), issues);
    REQUIRE(issues.empty());
    return limits_told(*bundle->program, call);
  };
  const std::string used = entry("budget goodwill", "c_1", "\"$40\"", "2025-12-20T09:00:00Z") + "," + entry("budget goodwill", "c_1", "\"$15\"") + "," +
                           entry("budget goodwill", "c_1", "\"$9\"", "2025-11-01T09:00:00Z") + "," +
                           entry("budget goodwill", "c_2", "\"$9\"") + "," + entry("credit#2", "W1", "null");
  const Json all = told("$20", used);
  REQUIRE(all.items()->size() == 3);
  const Json &goodwill = all.items()->at(0), &per_order = all.items()->at(1), &everybody = all.items()->at(2);
  CHECK(goodwill.text_or("limit").find("limit amount to budget goodwill") == 0);
  CHECK(goodwill.text_or("at") == "test.policy:12");
  CHECK(dump(goodwill["per"]) == R"({"customer":"c_1"})");
  CHECK((goodwill["used"].text_or("amount") == "55.00" && goodwill["left"].text_or("amount") == "5.00" && goodwill["at_most"].text_or("amount") == "60.00"));
  CHECK(goodwill["this_call"].text_or("amount") == "20.00");
  CHECK(dump(goodwill["uses"]) == R"([{"at":"2026-01-01T00:00:00Z","amount":{"amount":"15.00","currency":"USD"},"free_at":"2026-01-31T00:00:00Z"},)"
                                  R"({"at":"2025-12-20T09:00:00Z","amount":{"amount":"40.00","currency":"USD"},"free_at":"2026-01-19T09:00:00Z"}])");
  CHECK(goodwill.text_or("fits_at") == "2026-01-19T09:00:00Z");
  CHECK(dump(per_order["per"]) == R"({"order.id":"W1"})");
  CHECK((per_order["used"].integer() == 1 && per_order["left"].integer() == 2 && per_order["this_call"].integer() == 1 && !per_order.find("fits_at")));
  CHECK(!per_order["uses"].items()->at(0).find("free_at"));   // it counts for ever
  CHECK((dump(everybody["per"]) == "{}" && everybody["used"].text_or("amount") == "0.00" && everybody["uses"].items()->empty()));

  CHECK(!told("$5", used).items()->at(0).find("fits_at"));   // it fits now
  CHECK(!told("$61", "").items()->at(0).find("fits_at"));    // and this one never
  const Json unknown = told("$20", used, false).items()->at(1);
  CHECK((!unknown.find("used") && !unknown.find("left") && unknown.find("at_most")));
  std::string many;
  for (int i = 10; i < 32; ++i) many += (i > 10 ? "," : "") + entry("budget goodwill", "c_1", "\"$1\"", "2026-01-01T00:" + std::to_string(i) + ":00Z");
  const Json capped = told("$1", many).items()->at(0);
  CHECK((capped["uses"].items()->size() == 20 && capped["more_uses"].integer() == 2 && capped["uses"].items()->front().text_or("at") == "2026-01-01T00:31:00Z"));
}
