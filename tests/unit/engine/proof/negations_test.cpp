// Every operator that says no: what `why`, the proof, a guarantee and a gap tell of it is so.
#include <algorithm>

#include "engine/cases/explain.hpp"
#include "engine/proof/leftover.hpp"
#include "engine/proof/proof.hpp"
#include "tests/catch.hpp"
#include "tests/unit/engine/policy/policy_support.hpp"

using namespace handrail;

namespace {

struct Row { const char *says_no, *says_yes, *ids, *reason; };   // the two sides of one question, and facts of which the second is so
const Row rows[] = {
    {"reason not in waived", "reason in waived", "[]", "a"},
    {"reason is not in waived", "reason is in waived", "[]", "a"},
    {"reason not in account.ids", "reason in account.ids", R"(["a"])", "a"},
    {"reason does not contain \"x\"", "reason contains \"x\"", "[]", "ax"},
    {"reason does not start with \"x\"", "reason starts with \"x\"", "[]", "xa"},
    {"reason does not end with \"x\"", "reason ends with \"x\"", "[]", "ax"},
    {"reason does not match \"x+\"", "reason matches \"x+\"", "[]", "xx"},
    {"account.ids has no duplicates", "account.ids has duplicates", R"(["a","a"])", "a"},
    {"account.ids does not contain \"no\"", "account.ids contains \"no\"", R"(["no"])", "a"},
    {"none id in account.ids has id is reason", "any id in account.ids has id is reason", R"(["a"])", "a"},
    {"not (reason in waived)", "reason in waived", "[]", "a"},
};

std::string policy(const std::string& allow, const std::string& guarantee = "") {
  return "record account\n  id text\n  ids list of text\nlist waived\n  items \"a\", \"b\"\ntool find(id: text) gives account\n  reads\n"
         "tool pay(account_id: text, reason: text, amount: money)\n  moves money\n  let account is find(account_id)\n  " + allow +
         "\n  otherwise deny because \"no\" then offer a person\n  after a crash stop and ask a person\n  if it fails offer a person because \"It failed\"\n" + guarantee;
}
std::string allows(const Row& row) { return std::string("allow when amount is at most $100 and ") + row.says_no; }

bool tells(const std::string& all, const std::string& words) { return all.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("what is told of an operator that says no is so") {
  for (const Row& row : rows) {
    const auto bundle = bundle_of(policy(allows(row)));
    INFO(row.says_no);
    GateCall call;
    call.tool = "pay";
    call.arguments = json_of(R"({"account_id": "A", "amount": "$5"})");
    call.arguments.set("reason", row.reason);
    call.now = *parse_time("2026-01-05T09:00:00Z");
    call.lookups.push_back({"find", json_of(R"({"id": "A"})"), json_of(std::string(R"({"id": "A", "ids": )") + row.ids + "}"), "", call.now});
    const Explanation explanation = explain(*bundle->program, bundle->hash, call);
    CHECK(explanation.outcome == "deny");
    const auto allow = std::ranges::find(explanation.clauses, "allow", &ExplainedClause::kind);
    REQUIRE((allow != explanation.clauses.end() && lost_at(*allow) != nullptr));
    const bool as_written = lost_at(*allow)->text == row.says_no && lost_at(*allow)->truth == Truth::no;
    CHECK((as_written || (lost_at(*allow)->text == row.says_yes && lost_at(*allow)->truth == Truth::yes)));
  }
}

TEST_CASE("what is proved of an operator that says no is told the right way round, and no part of it changes nothing") {
  if (!dsl::solver_built_in()) return;
  for (const Row& row : rows) {
    const auto bundle = bundle_of(policy(allows(row)));
    INFO(row.says_no);
    CHECK(prove_bundle(*bundle->program).diagnostics.empty());
    const std::string left = leftovers_in_words(*bundle->program);
    INFO(left);
    CHECK(tells(left, std::string("\n  ") + row.says_yes));
    CHECK_FALSE(tells(left, std::string("\n  ") + row.says_no));
    const auto broken = prove_bundle(*bundle_of(policy(allows(row), std::string("guarantee \"g\"\n  never pay when amount is over $1 and ") + row.says_no + "\n"))->program);
    REQUIRE(broken.diagnostics.size() == 1);
    CHECK(broken.diagnostics[0].code == "P0710");
    CHECK_FALSE(tells(broken.diagnostics[0].message, std::string("not (") + row.says_no));
    const auto held = prove_bundle(*bundle_of(policy(allows(row), std::string("guarantee \"g\"\n  never pay when ") + row.says_yes + "\n"))->program);
    CHECK(held.diagnostics.empty());
  }
}

TEST_CASE("a part that is written as one is no part that changes nothing, and the whole of it still may be") {
  if (!dsl::solver_built_in()) return;
  const auto found = [](const std::string& allow) { return prove_bundle(*bundle_of(policy(allow))->program).diagnostics; };
  CHECK(found("allow when reason is not \"a\" and reason not in [\"a\", \"b\"]").size() == 1);   // the first, as a whole
  CHECK(found("allow when reason is not \"a\" and reason not in [\"b\", \"c\"]").empty());
  CHECK(found("allow when reason not in waived and reason not in [\"a\", \"b\"]").size() == 1);
}
