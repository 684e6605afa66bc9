// "limit once per order", where `order` is looked up: which calls it counts together.
#include "engine/policy/gate.hpp"
#include "engine/policy/gate_line.hpp"
#include "tests/catch.hpp"
#include "tests/unit/engine/policy/policy_support.hpp"

using namespace handrail;

namespace {

std::string tool_over(const std::string& fields, const std::string& gives = "order") {
  return "record order\n" + fields + "tool find(order_id: text, shop: optional text) gives " + gives + "\n  reads\n"
         "tool give_up(order_id: text)\n  writes\n  let order is find(order_id)\n  limit once per order, otherwise say \"Once.\" then offer a person\n"
         "  allow\n  otherwise deny say \"No.\" then offer a person\n  after a crash send again with the same key\n";
}

GateCall call_of(const std::string& typed, const std::string& lookup) {
  std::vector<JsonIssue> issues;
  GateCall call = read_gate_call(json_of(R"({"tool": "give_up", "arguments": {"order_id": ")" + typed + R"("},
                                        "now": "2026-01-05T09:00:00Z", "lookups": [)" + lookup + "]}"), issues);
  REQUIRE(issues.empty());
  return call;
}

std::string found(const std::string& typed, const std::string& result) {
  return R"({"tool": "find", "arguments": {"order_id": ")" + typed + R"("}, "at": "2026-01-05T08:59:00Z", "result": )" + result + "}";
}

// "none": nobody can tell what the call would be counted by.
std::string counted_by(const Bundle& bundle, const std::string& typed, const std::string& lookup) {
  const auto uses = budget_use(*bundle.program, bundle.program->tools[*bundle.program->find_tool("give_up")], call_of(typed, lookup));
  return uses.empty() ? "none" : uses.at(0).key;
}

}  // namespace

TEST_CASE("a limit per record counts by the record's id, however its number was typed") {
  const auto bundle = bundle_of(tool_over("  id text\n  status text\n"));
  CHECK(counted_by(*bundle, "#w1", found("#w1", R"({"id": "W1", "status": "open"})")) == "W1");
  CHECK(counted_by(*bundle, "W1", found("W1", R"({"id": "W1", "status": "cancelled"})")) == "W1");
}

TEST_CASE("a record without an id is known by its field that is called like what it is looked up by, else by that itself") {
  const auto named = bundle_of(tool_over("  order_id text\n  status text\n"));
  CHECK(counted_by(*named, "#w1", found("#w1", R"({"order_id": "W1", "status": "open"})")) == "W1");
  const auto neither = bundle_of(tool_over("  status text\n"));
  CHECK(counted_by(*neither, "#w1", found("#w1", R"({"status": "open"})")) == "#w1");
  const auto words = bundle_of(tool_over("  id text\n", "text"));
  CHECK(counted_by(*words, "#w1", found("#w1", R"("W1")")) == "W1");
}

TEST_CASE("while nobody can tell which record it is, the limit blocks") {
  const auto bundle = bundle_of(tool_over("  id text\n  status text\n"));
  for (const std::string& lookup : {std::string(), found("W1", "null"), found("W1", R"({"status": "open"})"),
                                    std::string(R"({"tool": "find", "arguments": {"order_id": "W1"}, "at": "2026-01-05T08:59:00Z", "error": "down"})")}) {
    CHECK(counted_by(*bundle, "W1", lookup) == "none");
    const Verdict verdict = judge(*bundle->program, bundle->hash, call_of("W1", lookup));
    CHECK((verdict.kind == VerdictKind::deny && verdict.clause == ClauseKind::limit && !verdict.remedy.empty()));
  }
}
