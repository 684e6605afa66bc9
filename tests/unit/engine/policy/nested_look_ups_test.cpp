// Look-ups inside of conditions and counts of earlier calls, before the gate.
#include "engine/policy/gate.hpp"
#include "engine/policy/gate_line.hpp"
#include "tests/catch.hpp"
#include "tests/unit/engine/policy/policy_support.hpp"

using namespace handrail;

namespace {

const std::string flights = R"(currency USD
record flight
  number text
  status cancelled | flying
record booking
  flights list of flight
tool get_booking(id: text) gives booking
  reads
tool get_flight(number: text) gives flight
  reads
tool credit(id: text, amount: money)
  moves money
  let booking is get_booking(id)
  deny when count of credit per customer in 90 days is at least 2 because "Twice is enough." then offer a person
  needs any f in booking.flights has get_flight(f.number).status is cancelled otherwise say "No flight was cancelled." then offer a person
  allow
  otherwise deny say "No." then offer a person
  after a crash stop and ask a person
  if it fails hand off to support because "It failed."
)";

constexpr auto booking = R"({"tool": "get_booking", "arguments": {"id": "B1"},
  "result": {"flights": [{"number": "F1", "status": "flying"}, {"number": "F2", "status": "flying"}]}, "at": "2026-01-05T08:59:00Z"})";
std::string flight(const std::string& number, const std::string& result) {
  return R"({"tool": "get_flight", "arguments": {"number": ")" + number + R"("}, "result": )" + result + R"(, "at": "2026-01-05T08:59:00Z"})";
}
Json call_with(const std::string& lookups, const std::string& used = "", const std::string& customer = R"({"id": "c_1", "verified": true})") {
  return json_of(R"({"tool": "credit", "arguments": {"id": "B1", "amount": "5.00"}, "now": "2026-01-05T09:00:00Z", "conversation": "talk", "customer": )" + customer +
                 R"(, "lookups": [)" + lookups + R"(], "used": [)" + used + "]}");
}
std::string use(const std::string& at) { return R"({"limit": "count credit per customer in 90 days", "key": "c_1", "at": ")" + at + R"("})"; }
Json judged(const Json& call) { return gate_line(*bundle_of(flights), call); }
std::string verdict(const Json& call) { return judged(call).text_or("verdict") + " by " + judged(call).text_or("clause"); }
std::vector<std::string> needed(const Json& line) {
  std::vector<JsonIssue> issues;
  const GateCall call = read_gate_call(line, issues);
  const dsl::Program& program = *bundle_of(flights)->program;
  std::vector<std::string> all;
  for (const NeededLookup& one : lookups_for(program, program.tools[*program.find_tool("credit")], call)) all.push_back(program.tools[one.tool].name + dump(one.arguments));
  return all;
}

const std::string cancelled = R"({"number": "F", "status": "cancelled"})", flying = R"({"number": "F", "status": "flying"})";

}  // namespace

TEST_CASE("a condition's look-ups are asked for once what they rest on is known") {
  CHECK(needed(call_with("")) == std::vector<std::string>{R"(get_booking{"id":"B1"})"});
  CHECK(needed(call_with(booking)) == std::vector<std::string>{R"(get_booking{"id":"B1"})", R"(get_flight{"number":"F1"})", R"(get_flight{"number":"F2"})"});
}

TEST_CASE("a condition's look-up decides, and one without an answer blocks and is named as the remedy") {
  CHECK(verdict(call_with(booking + std::string(",") + flight("F1", flying) + "," + flight("F2", cancelled))) == "allow by allow");
  CHECK(verdict(call_with(booking + std::string(",") + flight("F1", flying) + "," + flight("F2", "null"))) == "deny by needs");
  const Json open = judged(call_with(booking + std::string(",") + flight("F1", flying)));
  CHECK(open.text_or("verdict") == "deny");
  CHECK((*open["remedy"].items())[0].text_or("kind") == "look_up");
  CHECK((*open["remedy"].items())[0].text_or("what") == "get_flight");
}

TEST_CASE("earlier calls count within their window, and of nobody in particular they are unknown") {
  const std::string good = booking + std::string(",") + flight("F1", cancelled);
  CHECK(verdict(call_with(good, use("2026-01-01T00:00:00Z"))) == "allow by allow");
  CHECK(verdict(call_with(good, use("2026-01-01T00:00:00Z") + "," + use("2026-01-02T00:00:00Z"))) == "deny by deny");
  CHECK(verdict(call_with(good, use("2026-01-01T00:00:00Z") + "," + use("2025-09-02T00:00:00Z"))) == "allow by allow");
  CHECK(verdict(call_with(good, "", R"({"id": "c_1"})")) == "deny by deny");
}

TEST_CASE("a call is reserved under each meter that counts it") {
  std::vector<JsonIssue> issues;
  const GateCall call = read_gate_call(call_with(""), issues);
  const dsl::Program& program = *bundle_of(flights)->program;
  const auto uses = budget_use(program, program.tools[*program.find_tool("credit")], call);
  REQUIRE(uses.size() == 1);
  CHECK(uses[0].limit == "count credit per customer in 90 days");
  CHECK(uses[0].key == "c_1");
  CHECK_FALSE(uses[0].ceiling);
}

TEST_CASE("the argument of a look-up may be looked up itself") {
  const auto bundle = bundle_of("currency USD\nrecord flight\n  number text\n  status cancelled | flying\ntool get_flight(number: text) gives flight\n  reads\n"
                                "tool note(id: text)\n  writes\n  let second is get_flight(get_flight(id).number)\n"
                                "  allow when second.status is cancelled\n  otherwise deny say \"No.\" then offer a person\n");
  const auto asked = [&](const std::string& lookups) {
    return gate_line(*bundle, json_of(R"({"tool": "note", "arguments": {"id": "F1"}, "now": "2026-01-05T09:00:00Z", "customer": {}, "lookups": [)" + lookups + "]}"))
        .text_or("verdict");
  };
  CHECK(asked(flight("F1", R"({"number": "F2", "status": "flying"})") + "," + flight("F2", cancelled)) == "allow");
  CHECK(asked(flight("F1", R"({"number": "F2", "status": "flying"})")) == "deny");
}
