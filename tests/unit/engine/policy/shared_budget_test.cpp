#include "dsl/program/decode.hpp"
#include "engine/policy/gate.hpp"
#include "engine/policy/gate_line.hpp"
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
