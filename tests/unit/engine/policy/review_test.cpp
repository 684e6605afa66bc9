// A call of a run that was begun on a reading which a person checks: what the tool allows by itself waits for the customer's yes, or for that person.
#include "engine/domain/gate.hpp"
#include "tests/catch.hpp"
#include "tests/unit/engine/policy/gate_support.hpp"

using namespace handrail;

namespace {

const std::string allows = "  allow when amount is at most $100\n  otherwise deny because \"No rule allows it.\" then offer a person\n";
const std::string under_review = R"("review": {"rule": "high risk | send at 90% | a person checks at 75%", "at": "desk.policy:85"})";
const std::string settled = R"("review": {"rule": "rollout \"First month\"", "settled": true})";

std::string asked(const Bundle& bundle, const std::string& changes) {
  const Json verdict = judged(bundle, "{" + changes + "}");
  return clause_of(verdict) + ": " + remedies_of(verdict);
}

// A tool that the policy has no words about for a customer.
std::shared_ptr<const Bundle> tagging(const std::string& words = "") {
  return bundle_of(shop + "tool tag(text: text) gives order\n  writes\n  allow\n  otherwise deny because \"No rule allows it.\" then offer a person\n"
                          "  after a crash send again with the same key\n  if it fails hand off to support because \"It failed\"\n" + words +
                   "reply rules\n  review drafts within 2 hours\n");
}

const std::string a_tag = R"("tool": "tag", "arguments": {"text": "vip"}, "confirmed": [], )";

}  // namespace

TEST_CASE("what is allowed waits for the customer's yes to exactly this call, by the row that has a person check") {
  const auto bundle = with_tool(allows);
  const Json held = judged(*bundle, R"({"confirmed": [], )" + under_review + "}");
  CHECK(clause_of(held) == "deny by review");
  CHECK(remedies_of(held) == "confirm pay");
  CHECK(held.text_or("rule") == "high risk | send at 90% | a person checks at 75%");
  CHECK(held.text_or("at") == "desk.policy:85");
  CHECK(asked(*bundle, under_review) == "allow by allow: ");
  CHECK(asked(*bundle, R"("confirmed": [])") == "allow by allow: ");
  CHECK(asked(*bundle, R"("confirmed": [], )" + settled) == "deny by review: confirm pay");   // one yes is one call
  CHECK(asked(*bundle, R"("arguments": {"order_id": "W1", "amount": "$51"}, )" + under_review) == "deny by review: confirm pay");
}

TEST_CASE("a code that says who the customer is was theirs to give, and is checked") {
  CHECK(asked(*tagging("  verifies customer\n"), a_tag + under_review).starts_with("allow"));
}

TEST_CASE("whatever stands before it decides as ever") {
  CHECK(asked(*with_tool("  needs the customer's yes to this payment\n" + allows), R"("confirmed": [], )" + under_review) == "deny by needs: confirm pay");
  CHECK(asked(*with_tool("  approve by lead within 4 hours, otherwise offer a person when amount is over $20\n" + allows), R"("confirmed": [], )" + under_review) ==
        "approve by approve: approval lead");
  CHECK(asked(*with_tool("  limit amount to $20 per customer in 90 days, above that approve by lead\n" + allows), R"("confirmed": [], )" + under_review) ==
        "approve by limit: approval lead");
  CHECK(asked(*with_tool(allows), R"("confirmed": [], "arguments": {"order_id": "W1", "amount": "$101"}, )" + under_review) == "deny by otherwise: offer person");
  CHECK(asked(*with_tool(allows), R"("tool": "find", "arguments": {"order_id": "W1"}, "confirmed": [], )" + under_review) == "allow by otherwise: ");
}

TEST_CASE("what an approver let through is not held: a person has seen it") {
  const auto bundle = with_tool("  approve by lead within 4 hours, otherwise offer a person when amount is over $20\n" + allows);
  const Json first = judged(*bundle, R"({"confirmed": [], )" + under_review + "}");
  const std::string given = R"("approvals": [{"by": "lea", "role": "lead", "tool": "pay", "arguments": {"order_id": "W1", "amount": "$50"}, "facts_hash": ")" +
                            first["approve"].text_or("facts_hash") + R"(", "bundle": ")" + bundle->hash.text + R"(", "at": "2026-01-05T08:59:50Z"}], )";
  CHECK(asked(*bundle, R"("confirmed": [], )" + given + under_review) == "allow by approve: ");
}

TEST_CASE("a call without words for a customer waits for a person who checks, until somebody has settled what is meant") {
  const Json held = judged(*tagging(), "{" + a_tag + under_review + "}");
  CHECK(clause_of(held) == "approve by review");
  CHECK(held["approve"].text_or("role") == person_who_checks);
  CHECK(held["approve"].text_or("within") == "2 hours");
  CHECK(asked(*tagging(), a_tag + settled) == "allow by allow: ");
  CHECK(asked(*tagging("  say when done \"You are marked.\"\n"), a_tag + under_review) == "deny by review: confirm tag");
  CHECK(asked(*tagging("  say to confirm \"Shall I mark you?\"\n"), a_tag + settled) == "deny by review: confirm tag");
  const auto given = [&](const std::string& hash, const std::string& by) {
    return R"("approvals": [{"by": ")" + by + R"(", "role": "a person who checks", "tool": "tag", "arguments": {"text": "vip"}, "facts_hash": ")" + hash +
           R"(", "bundle": ")" + tagging()->hash.text + R"(", "at": "2026-01-05T08:59:50Z"}], )";
  };
  const std::string hash = held["approve"].text_or("facts_hash");
  CHECK(asked(*tagging(), a_tag + given(hash, "ann") + under_review) == "allow by allow: ");
  CHECK(asked(*tagging(), a_tag + given("another", "ann") + under_review) == "approve by review: approval a person who checks");
  CHECK(asked(*tagging(), a_tag + given(hash, "c_1") + under_review) == "approve by review: approval a person who checks");   // nobody to themselves
}

TEST_CASE("what a person checks is read as it was written, and nothing else") {
  std::vector<JsonIssue> issues;
  const GateCall call = read_gate_call(with(everything_known, json_of("{" + settled + "}")), issues);
  REQUIRE(issues.empty());
  CHECK(call.review == UnderReview{"rollout \"First month\"", "", true});
  CHECK(read_gate_call(to_json(call), issues).review == call.review);
  for (const char* wrong : {R"({"review": {}})", R"({"review": {"rule": ""}})", R"({"review": {"rule": "a", "settled": 1}})", R"({"review": {"rule": "a", "who": "b"}})", R"({"review": "a"})"})
    CHECK(judged(*with_tool(allows), wrong).find("error"));
}
