#include "engine/policy/explain.hpp"

#include <algorithm>

#include "engine/policy/cases.hpp"
#include "engine/policy/turning.hpp"
#include "tests/catch.hpp"
#include "tests/unit/engine/policy/policy_support.hpp"

using namespace handrail;

namespace {

const std::string desk =
    "tool pay(amount: money)\n  moves money\n  needs customer is verified\n  deny when amount is over $500 because \"Too much.\" then offer a person\n"
    "  allow when amount is at most $100\n  otherwise deny because \"No.\" then offer a person\n"
    "  after a crash stop and ask a person\n  if it fails hand off because \"It failed.\"\n  say when done \"Done.\"\n";

Situation paying(const std::string& amount, bool verified = true) {
  Situation situation;
  situation.call.tool = "pay";
  situation.call.arguments = Json::object({{"amount", amount}});
  situation.call.customer = Json::object({{"id", "c_1"}, {"verified", verified}});
  situation.call.context = Json::object();
  return situation;
}

const ExplainedClause& clause(const Explanation& explanation, const std::string& kind) {
  return *std::find_if(explanation.clauses.begin(), explanation.clauses.end(), [&](const ExplainedClause& one) { return one.kind == kind; });
}

Bundle with_cases(const std::string& text) {
  Bundle bundle = *bundle_of(desk);
  bundle.files.push_back({"pay.case", text});
  return bundle;
}

}  // namespace

TEST_CASE("an explanation asks every clause, names the winner and where the others were lost") {
  const auto bundle = bundle_of(desk);
  const Explanation explanation = explain(*bundle->program, bundle->hash, paying("$100.01").call);
  CHECK(explanation.outcome == "deny");
  CHECK(clause(explanation, "otherwise").wins);
  CHECK(clause(explanation, "needs").truth == Truth::yes);
  CHECK_FALSE(clause(explanation, "allow").wins);
  REQUIRE(lost_at(clause(explanation, "allow")) != nullptr);
  CHECK(lost_at(clause(explanation, "allow"))->text == "amount is at most $100");
}

TEST_CASE("an explanation has the verdict that the gate gives") {
  const auto bundle = bundle_of(desk);
  for (const char* amount : {"$100", "$100.01", "$500.01"}) {
    const Situation situation = paying(amount);
    const Verdict verdict = judge(*bundle->program, bundle->hash, situation.call);
    const Explanation explanation = explain(*bundle->program, bundle->hash, situation.call);
    CHECK(explanation.outcome == outcome_of(verdict));
    CHECK(explanation.at == verdict.at);
  }
}

TEST_CASE("the smallest change that turns a verdict is at the boundary") {
  const auto bundle = bundle_of(desk);
  const auto found = turnings(*bundle->program, bundle->hash, paying("$100.01"));
  REQUIRE(found.size() == 1);
  REQUIRE(found.front().changes.size() == 1);
  CHECK(found.front().changes.front().value == "$100.00");
  CHECK(found.front().outcome.text == "allow");
}

TEST_CASE("what takes two facts is told as two") {
  const auto bundle = bundle_of(desk);
  const auto found = turnings(*bundle->program, bundle->hash, paying("$200", false));
  REQUIRE_FALSE(found.empty());
  CHECK(found.front().changes.size() == 2);
}

TEST_CASE("the search for a turning change stops at its limit") {
  const auto bundle = bundle_of(desk);
  CHECK(turnings(*bundle->program, bundle->hash, paying("$100.01"), 0).empty());
  CHECK_FALSE(turnings(*bundle->program, bundle->hash, paying("$100.01"), limits::turnings_tried).empty());
}

TEST_CASE("a case holds or does not, and says which rule decided") {
  const Bundle bundle = with_cases("case \"a\"\n  call pay\n  amount $100\n  gives allow\ncase \"b\"\n  call pay\n  amount $100.01\n  gives allow\n");
  const Cases cases = read_cases(bundle);
  REQUIRE(cases.problems.empty());
  REQUIRE(cases.cases.size() == 2);
  CHECK(run_case(bundle, cases.cases[0]).holds);
  CHECK_FALSE(run_case(bundle, cases.cases[1]).holds);
  CHECK(run_case(bundle, cases.cases[1]).came == "deny");
}

TEST_CASE("a misspelt fact of a case is told with its place and what was meant") {
  const Cases cases = read_cases(with_cases("case \"a\"\n  call pay\n  amoun $100\n  gives allow\n"));
  REQUIRE(cases.problems.size() == 1);
  CHECK(cases.problems.front().at == "pay.case:3");
  CHECK(cases.problems.front().message.find("did you mean `amount`") != std::string::npos);
  CHECK(cases.cases.empty());
}
