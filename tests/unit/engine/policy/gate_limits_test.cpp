// What a limit counts, whom it asks, and what a call is held to when it is stored.
#include "engine/policy/gate.hpp"

#include "engine/policy/gate_line.hpp"
#include "tests/catch.hpp"
#include "tests/unit/engine/policy/gate_support.hpp"

using namespace handrail;

TEST_CASE("each limit that asks for an approval above it asks for its own") {
  const auto bundle = with_tool("  limit amount to $300 per customer in 90 days, above that approve by lead\n  limit amount to $600 per customer in 90 days, above that approve by boss\n"
                                "  allow\n  otherwise deny say \"No.\"\n");
  const auto with_used = [&](const std::string& amount, const std::vector<std::string>& approved_by) {
    std::string used;
    for (const char* limit : {"pay#1", "pay#2"})
      used += std::string(used.empty() ? "" : ",") + "{\"limit\": \"" + limit + "\", \"key\": \"c_1\", \"amount\": \"" + amount + "\", \"at\": \"2026-01-01T00:00:00Z\"}";
    Json line = with(everything_known, json_of("{\"used\": [" + used + "]}"));
    const Json asked = gate_line(*bundle, line);
    Json approvals = Json::array();
    for (const std::string& role : approved_by)
      approvals.push(Json::object({{"by", "p_" + role}, {"role", role}, {"tool", "pay"}, {"arguments", line["arguments"]}, {"facts_hash", asked["approve"]["facts_hash"]},
                                   {"bundle", bundle->hash.text}, {"at", "2026-01-05T08:59:30Z"}}));
    line.set("approvals", std::move(approvals));
    const Json verdict = gate_line(*bundle, line);
    return clause_of(verdict) + (verdict.find("approve") ? " of " + verdict["approve"].text_or("role") : "");
  };
  CHECK(with_used("$280.00", {}) == "approve by limit of lead");
  CHECK(with_used("$280.00", {"lead"}) == "allow by limit");
  CHECK(with_used("$580.00", {}) == "approve by limit of lead");
  CHECK(with_used("$580.00", {"lead"}) == "approve by limit of boss");
  CHECK(with_used("$580.00", {"lead", "boss"}) == "allow by limit");
  CHECK(with_used("$580.00", {"boss"}) == "approve by limit of lead");
}

TEST_CASE("a limit that is counted per nothing is everybody's together") {
  const auto bundle = with_tool("  limit amount to $100 in 1 day, otherwise say \"Enough.\" then offer a person\n  allow\n  otherwise deny say \"No.\"\n");
  const auto used = [&](const std::string& amount, const std::string& customer) {
    return clause_of(judged(*bundle, R"({"customer": {"id": ")" + customer + R"(", "verified": true, "plan": "pro"}, "used": [{"limit": "pay#1", "key": "", "amount": ")" + amount +
                                         R"(", "at": "2026-01-05T08:00:00Z"}]})"));
  };
  CHECK(used("$50.00", "c_1") == "allow by allow");
  CHECK(used("$50.01", "c_1") == "deny by limit");
  CHECK(used("$50.01", "c_2") == "deny by limit");
  CHECK(clause_of(judged(*bundle, R"({"customer": {}, "used": [{"limit": "pay#1", "key": "", "amount": "$50.01", "at": "2026-01-05T08:00:00Z"}]})")) == "deny by limit");
}

TEST_CASE("a call that leaves the counted amount out takes nothing of its limit") {
  const auto tool = [](const std::string& limit) {
    return bundle_of(shop + "budget goodwill\n  at most $50 per customer in 30 days\ntool tip(order_id: text, fee: optional money)\n  writes\n  let order is find(order_id)\n" + limit +
                     "  allow\n  otherwise deny say \"No.\" then offer a person\n  after a crash stop and ask a person\n");
  };
  const std::string denies = ", otherwise say \"Enough.\" then offer a person\n", asks = ", above that approve by lead\n";
  struct Row { std::string limit, arguments, used, verdict; };
  const std::string full = R"([{"limit": "tip#1", "key": "c_1", "amount": "$50.00", "at": "2026-01-05T08:00:00Z"}])";
  const Row rows[] = {
      {"  limit fee to $50 per customer in 30 days" + denies, R"({"order_id": "W1"})", "[]", "allow by allow"},
      {"  limit fee to $50 per customer in 30 days" + denies, R"({"order_id": "W1", "fee": null})", "[]", "allow by allow"},
      {"  limit fee to $50 per customer in 30 days" + denies, R"({"order_id": "W1"})", full, "allow by allow"},
      {"  limit fee to $50 per customer in 30 days" + denies, R"({"order_id": "W1", "fee": "$0.01"})", full, "deny by limit"},
      {"  limit fee to $50 per customer in 30 days" + denies, R"({"order_id": "W1", "fee": "much"})", "[]", "deny by arguments"},
      {"  limit fee to $50 per customer in 30 days" + asks, R"({"order_id": "W1"})", full, "allow by allow"},
      {"  limit fee to $50 per customer in 30 days" + asks, R"({"order_id": "W1", "fee": "$0.01"})", full, "approve by limit"},
      {"  limit fee to budget goodwill" + denies, R"({"order_id": "W1"})", "[]", "allow by allow"},
      {"  limit fee to budget goodwill" + denies, R"({"order_id": "W1", "fee": "$50.01"})", "[]", "deny by limit"},
      {"  limit fee to $50 per order in 30 days" + denies, R"({"order_id": "W3"})", "[]", "allow by allow"},     // nobody knows the order
      {"  limit fee to $50 per order in 30 days" + denies, R"({"order_id": "W3", "fee": "$1.00"})", "[]", "deny by limit"},
  };
  for (const Row& row : rows) {
    INFO(row.limit << row.arguments << row.used);
    const auto bundle = tool(row.limit);
    CHECK(clause_of(gate_line(*bundle, with(with(everything_known, json_of(R"({"tool": "tip", "confirmed": []})")),
                                            json_of("{\"arguments\": " + row.arguments + ", \"used\": " + row.used + "}")))) == row.verdict);
  }
  // What it then does move is the tool's to say: the use is reserved as nothing, under the parameter's name.
  const auto bundle = tool("  limit fee to $50 per customer in 30 days" + denies);
  std::vector<JsonIssue> issues;
  const GateCall call = read_gate_call(with(everything_known, json_of(R"({"tool": "tip", "arguments": {"order_id": "W1"}, "confirmed": []})")), issues);
  const auto uses = budget_use(*bundle->program, bundle->program->tools[*bundle->program->find_tool("tip")], call);
  REQUIRE(uses.size() == 1);
  CHECK(uses[0].amount == 0);
  CHECK(uses[0].of == "fee");
  CHECK_FALSE(uses[0].ceiling);
}

TEST_CASE("a limit that is used up says from when on the call fits again") {
  const auto bundle = with_tool("  limit amount to $100 per customer in 90 days, otherwise say \"Enough.\" then offer a person\n  allow\n  otherwise deny say \"No.\"\n");
  const auto entry = [](const std::string& amount, const std::string& at) {
    return "{\"limit\": \"pay#1\", \"key\": \"c_1\", \"amount\": \"" + amount + "\", \"at\": \"" + at + "\"}";
  };
  const auto remedies = [&](const std::string& entries) { return remedies_of(judged(*bundle, "{\"used\": [" + entries + "]}")); };
  CHECK(remedies(entry("$60.00", "2025-12-01T00:00:00Z")) == "offer person, wait 2026-03-01T00:00:00Z");
  // the first that leaves is not enough, the second is
  CHECK(remedies(entry("$60.00", "2025-12-03T00:00:00Z") + "," + entry("$40.00", "2025-12-01T00:00:00Z")) == "offer person, wait 2026-03-03T00:00:00Z");
  // what alone is more than the limit never fits
  CHECK(remedies_of(judged(*bundle, R"({"arguments": {"order_id": "W1", "amount": "$100.01"}})")) == "offer person");
  const auto once = with_tool("  limit once per order, otherwise say \"Enough.\" then offer a person\n  allow\n  otherwise deny say \"No.\"\n");
  CHECK(remedies_of(judged(*once, R"({"used": [{"limit": "pay#1", "key": "W1", "at": "2026-01-01T00:00:00Z"}]})")) == "offer person");
}

TEST_CASE("a budget of money holds at its limit, not one cent over, and only what lies in its window counts") {
  const auto bundle = with_tool("  limit amount to $300 per customer in 90 days, otherwise say \"Enough.\" then offer a person\n  allow\n  otherwise deny say \"No.\"\n");
  const auto used = [&](const std::string& entries) { return clause_of(judged(*bundle, "{\"used\": [" + entries + "]}")); };
  const auto entry = [](const std::string& amount, const std::string& at, const std::string& key = "c_1", const std::string& limit = "pay#1") {
    return "{\"limit\": \"" + limit + "\", \"key\": \"" + key + "\", \"amount\": \"" + amount + "\", \"at\": \"" + at + "\"}";
  };
  CHECK(used("") == "allow by allow");
  CHECK(used(entry("$250.00", "2025-12-01T00:00:00Z")) == "allow by allow");                 // 50 more is 300
  CHECK(used(entry("$250.01", "2025-12-01T00:00:00Z")) == "deny by limit");
  CHECK(used(entry("$200.00", "2025-12-01T00:00:00Z") + "," + entry("$50.01", "2026-01-04T00:00:00Z")) == "deny by limit");
  CHECK(used(entry("$300.00", "2025-12-01T00:00:00Z", "c_2")) == "allow by allow");
  CHECK(used(entry("$300.00", "2025-12-01T00:00:00Z", "c_1", "pay#2")).starts_with("error: "));   // there is no such limit: what it used is counted nowhere
  // ninety days to the millisecond: what lies exactly that far back is out
  CHECK(used(entry("$300.00", "2025-10-07T09:00:00Z")) == "allow by allow");
  CHECK(used(entry("$300.00", "2025-10-07T09:00:00.001Z")) == "deny by limit");
  // another currency is never added up
  CHECK(used(R"({"limit": "pay#1", "key": "c_1", "amount": {"amount": "1.00", "currency": "EUR"}, "at": "2026-01-04T00:00:00Z"})") == "deny by limit");
}

TEST_CASE("a limit with `above that approve` never decides by itself: it turns an allow into an approval") {
  const std::string limit = "  limit amount to $300 per customer in 90 days, above that approve by boss\n";
  const std::string over = R"({"used": [{"limit": "pay#1", "key": "c_1", "amount": "$300.00", "at": "2026-01-01T00:00:00Z"}]})";
  CHECK(clause_of(judged(*with_tool(limit + "  allow\n  otherwise deny say \"No.\"\n"), over)) == "approve by limit");
  CHECK(clause_of(judged(*with_tool(limit + "  allow\n  otherwise deny say \"No.\"\n"))) == "allow by allow");
  CHECK(clause_of(judged(*with_tool(limit + "  allow when amount is over $60\n  otherwise deny say \"No.\"\n"), over)) == "deny by otherwise");
  CHECK(clause_of(judged(*with_tool(limit + "  deny when amount is over $10 because \"x\" then offer a person\n  allow\n  otherwise deny say \"No.\"\n"), over)) == "deny by deny");
}

TEST_CASE("a count per record holds for the record that is meant, whatever else about it changes") {
  const auto bundle = with_tool("  limit 2 times per order, otherwise say \"Enough.\" then offer a person\n  allow\n  otherwise deny say \"No.\"\n");
  const auto used = [&](int times, const std::string& key) {
    std::string entries;
    for (int i = 0; i < times; ++i) entries += std::string(i ? "," : "") + "{\"limit\": \"pay#1\", \"key\": \"" + key + "\", \"at\": \"2026-01-01T00:00:00Z\"}";
    return clause_of(judged(*bundle, "{\"used\": [" + entries + "]}"));
  };
  CHECK(used(1, "W1") == "allow by allow");
  CHECK(used(2, "W1") == "deny by limit");
  CHECK(used(9, "W2") == "allow by allow");
}

TEST_CASE("what a call would use is what its limits count, with the ceiling where going above is refused") {
  const auto bundle = with_tool("  limit amount to $300 per customer in 90 days, above that approve by boss\n  limit 2 times per order, otherwise say \"Enough.\" then offer a person\n  allow\n  otherwise deny say \"No.\"\n");
  std::vector<JsonIssue> issues;
  const GateCall call = read_gate_call(everything_known, issues);
  REQUIRE(issues.empty());
  const auto uses = budget_use(*bundle->program, bundle->program->tools[*bundle->program->find_tool("pay")], call);
  REQUIRE(uses.size() == 2);
  CHECK((uses[0].limit == "pay#1" && uses[0].key == "c_1" && uses[0].amount == 5000 && uses[0].currency == "USD" && uses[0].window == days(90) && !uses[0].ceiling));
  CHECK((uses[1].limit == "pay#2" && uses[1].key == "W1" && uses[1].amount == 1 && uses[1].currency.empty() && !uses[1].window && uses[1].ceiling == 2));
}

TEST_CASE("a call that goes out by an approval is held to the use that was judged, also below a limit that would ask for another one") {
  const auto asks_above = [](const std::string& per) {
    const auto bundle = with_tool("  limit amount to $300 " + per + "in 90 days, above that approve by boss\n  approve by boss when amount is over $10\n  allow\n  otherwise deny say \"No.\"\n");
    std::vector<JsonIssue> issues;
    GateCall call = read_gate_call(everything_known, issues);
    REQUIRE(issues.empty());
    const auto most = [&] { return budget_use(*bundle->program, bundle->program->tools[*bundle->program->find_tool("pay")], call).front().asks_above; };
    call.used.push_back({"pay#1", per.empty() ? "" : "c_1", Json("$20.00"), call.now - hours(1)});
    const auto alone = most();
    call.approvals.push_back({"lea", "boss", "pay", call.arguments, "", {}, call.now});
    return std::pair(alone, most());
  };
  CHECK(asks_above("per customer ") == std::pair(std::optional<std::int64_t>(30'000), std::optional<std::int64_t>(7'000)));
  CHECK(asks_above("") == std::pair(std::optional<std::int64_t>(30'000), std::optional<std::int64_t>(30'000)));   // everybody's moves all the time
}
