// Names that a transcript uses and the policy does not have: told, since a line that can never be met, or always is, says nothing.
#include "engine/rehearsal/known_names.hpp"

#include "tests/catch.hpp"
#include "tests/desk/desk.hpp"

using namespace handrail;

namespace {

const dsl::Program& program() {
  static const BundleResult result = make_bundle(bundle_named("desk"));
  REQUIRE(result.bundle);
  return *result.bundle->program;
}

std::string problem(const std::string& text) {
  const auto parts = parts_of(text);
  REQUIRE(parts.size() == 1);
  const auto unknown = unknown_name_in(parts.front(), program());
  return unknown ? std::to_string(unknown->line) + ": " + unknown->problem : "";
}

}  // namespace

TEST_CASE("a name that the policy does not have is told with its line and what was perhaps meant") {
  struct Row { const char* text; const char* problem; };
  const Row rows[] = {
      {"tool lookup_ordr gives {}\n", "1: the policy has no tool `lookup_ordr`: did you mean `lookup_order`?"},
      {"tool lookup_order gives {}\n", ""},
      {"person lea billing_led\n", "1: the policy has no role `billing_led`: did you mean `billing_lead`?"},
      {"person lea billing_lead, agent\n", ""},
      {"customer: hi  [refund_requst 95%]\n", "1: the policy has no intent `refund_requst`: did you mean `refund_request`?"},
      {"customer: hi\n| there  [refund_requst 95%]\n", "1: the policy has no intent `refund_requst`: did you mean `refund_request`?"},
      {"customer: hi  [refund_request 95%; wants_persn]\n", "1: the policy has no signal `wants_persn`: did you mean `wants_person`?"},
      {"customer: hi  [refund_request 95%; says_yes; wants_person]\n", ""},
      {"customer: hi  [no reading\n", ""},
      {"# tool lookup_ordr\n", ""},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(problem(row.text) == row.problem);
  }
}

TEST_CASE("what is ruled out must be something that could happen") {
  struct Row { const char* line; const char* problem; };
  const Row rows[] = {
      {"not calls process_refund", ""},
      {"not calls proces_refund", "2: the policy has no tool `proces_refund`: did you mean `process_refund`?"},
      {"not cals process_refund", "2: nothing that happens begins like `cals process_refund`, so that this line would always hold: did you mean `calls`?"},
      {"not gate: alow process_refund", "2: `alow` is no verdict of the gate: did you mean `allow`?"},
      {"not gate: allow proces_refund", "2: the policy has no tool `proces_refund`: did you mean `process_refund`?"},
      {"not gate: maybe process_refund", "2: `maybe` is no verdict of the gate; there are allow, approve and deny"},
      {"not intent refund", "2: the policy has no intent `refund`"},
      {"not signal wants_persn", "2: the policy has no signal `wants_persn`: did you mean `wants_person`?"},
      {"not calls …", ""},
      {"not bot: …", ""},
      {"not …", ""},
  };
  for (const Row& row : rows) {
    INFO(row.line);
    CHECK(problem(std::string("customer: hi\n  ") + row.line + "\n") == row.problem);
  }
  CHECK(problem("show packet\n  not cals\n") == "");
}
