// `one of` and `at least one of` parameters, and clauses of the gate that hold for a time.
#include "engine/policy/gate.hpp"

#include "engine/policy/gate_line.hpp"
#include "tests/catch.hpp"
#include "tests/unit/engine/policy/policy_support.hpp"

using namespace handrail;

namespace {

Json judged(const std::string& tool, const std::string& arguments, const std::string& now = "2026-01-05T09:00:00Z") {
  return gate_line(*bundle_of(tool), Json::object({{"tool", "find"}, {"arguments", json_of(arguments)}, {"now", now},
                                                 {"conversation", "talk"}, {"customer", json_of(R"({"id":"c_1","verified":false})")}}));
}
std::string verdict(const Json& made) {
  std::string out = made.text_or("verdict", "error: " + dump(made)) + " by " + made.text_or("clause");
  if (const Json* remedies = made.find("remedy"); remedies && remedies->items())
    for (const Json& remedy : *remedies->items()) out += ", " + remedy.text_or("kind") + " " + remedy.text_or("what");
  return out;
}

const std::string exactly = "tool find(order_id: optional text, email: optional text)\n  reads\n  one of order_id, email\n";
const std::string at_least = "tool find(order_id: optional text, email: optional text)\n  reads\n  at least one of order_id, email\n";

}  // namespace

TEST_CASE("one of several parameters is given, neither none nor two") {
  CHECK(verdict(judged(exactly, "{}")) == "deny by arguments, ask order_id");
  CHECK(verdict(judged(exactly, R"({"order_id": null})")) == "deny by arguments, ask order_id");
  CHECK(verdict(judged(exactly, R"({"email": "a@b.c"})")) == "allow by otherwise");
  const Json both = judged(exactly, R"({"order_id": "W1", "email": "a@b.c"})");
  CHECK(verdict(both).find("deny by arguments") == 0);
  CHECK(both.text_or("because") == "only one of order_id and email may be given");
  CHECK(both.text_or("rule") == "one of order_id, email");
}

TEST_CASE("at least one of several parameters is given") {
  CHECK(verdict(judged(at_least, "{}")) == "deny by arguments, ask order_id");
  CHECK(verdict(judged(at_least, R"({"order_id": "W1"})")) == "allow by otherwise");
  CHECK(verdict(judged(at_least, R"({"order_id": "W1", "email": "a@b.c"})")) == "allow by otherwise");
}

TEST_CASE("a need and a limit are asked from their day until the other") {
  const std::string tool = "tool find(order_id: text)\n  writes\n  needs customer is verified from 2026-01-05 until 2026-01-06 otherwise offer a person\n  allow\n  otherwise deny because \"No\" then offer a person\n";
  CHECK(verdict(judged(tool, R"({"order_id": "W1"})", "2026-01-04T23:59:59Z")) == "allow by allow");
  CHECK(verdict(judged(tool, R"({"order_id": "W1"})", "2026-01-05T00:00:00Z")).find("deny by needs") == 0);
  CHECK(verdict(judged(tool, R"({"order_id": "W1"})", "2026-01-06T00:00:00Z")) == "allow by allow");
}

TEST_CASE("outside of its time a limit counts and does not bound") {
  const auto bundle = bundle_of("tool find(order_id: text)\n  writes\n  limit once per order_id from 2026-01-05 until 2026-01-06 otherwise offer a person\n  allow\n  otherwise deny because \"No\" then offer a person\n");
  GateCall call;
  call.tool = "find";
  call.arguments = json_of(R"({"order_id": "W1"})");
  call.now = *parse_time("2026-01-05T09:00:00Z");
  const auto inside = budget_use(*bundle->program, bundle->program->tools[0], call);
  REQUIRE(inside.size() == 1);
  CHECK(inside[0].ceiling == 1);
  call.now = *parse_time("2026-01-06T09:00:00Z");
  const auto outside = budget_use(*bundle->program, bundle->program->tools[0], call);
  REQUIRE(outside.size() == 1);
  CHECK_FALSE(outside[0].ceiling);
}
