// What a support lead's transcript is told: on the bundle of tests/golden/bundles/desk.
#include "engine/rehearsal/check.hpp"

#include "tests/catch.hpp"
#include "tests/desk/desk.hpp"

using namespace handrail;

namespace {

const std::string set_up = R"(customer c_ada
tool lookup_account gives {"id":"c_ada","plan":"pro"}
tool lookup_order {"order_id":"W1001"} gives {"id":"W1001","customer":"c_ada","total":{"amount":"48.00","currency":"USD"},"status":"delivered"}
tool process_refund gives {"id":"rf_1","amount":{"amount":"48.00","currency":"USD"}} receipt rf_1
)";

TranscriptResult checked(const std::string& text) {
  PlayerSettings settings;
  settings.files = bundle_named("desk");
  return check_transcript(ready_to_serve, std::move(settings), text);
}

std::string problem(const std::string& text) {
  const auto result = checked(text);
  return result.failures.empty() ? "" : std::to_string(result.failures.front().line) + ": " + result.failures.front().problem;
}

}  // namespace

TEST_CASE("a transcript that comes out as it is written holds, and what it does not write is not checked") {
  const auto result = checked(set_up + R"(customer: refund W1001  [refund_request 95%; order_id "W1001"]
  bot: … Shall I go ahead?
  not calls process_refund
customer: yes  [says_yes]
  calls process_refund {"order_id":"W1001","amount":"$48.00"}
  -> rf_1
  bot: Your $48.00 refund …
  state: open
)");
  CHECK(result.holds());
  CHECK(result.expectations == 6);
}

TEST_CASE("a difference is told with its line, and mended where it stands; the rest of the file stays as it is written") {
  const std::string before = set_up + "# a comment\n\ncustomer: refund W1001  [refund_request 95%; order_id \"W1001\"]\n  bot: Shall I?\n  state: waiting for customer\n";
  const auto result = checked(before);
  REQUIRE(result.failures.size() == 1);
  CHECK(result.failures.front().line == 7);
  const std::string told_plain = told(result.failures.front(), "cases/a.turn", false);
  CHECK(told_plain.find("cases/a.turn:7  customer: refund W1001") != std::string::npos);
  CHECK(told_plain.find("- bot: Shall I?") != std::string::npos);
  CHECK(told_plain.find("+ bot: I am an AI assistant. I can refund $48.00 for order W1001. Shall I go ahead?") != std::string::npos);
  CHECK(result.mended == set_up + "# a comment\n\ncustomer: refund W1001  [refund_request 95%; order_id \"W1001\"]\n"
                                  "  bot: I am an AI assistant. I can refund $48.00 for order W1001. Shall I go ahead?\n  state: waiting for customer\n");
  CHECK(checked(result.mended).holds());
}

TEST_CASE("a transcript that expects nothing fails, and is mended by what is worth writing") {
  const auto result = checked(set_up + "customer: can I talk to a human  [wants_person]\n");
  REQUIRE(result.failures.size() == 1);
  CHECK(result.failures.front().problem.find("expects nothing") != std::string::npos);
  CHECK(result.mended.find("  hands off to ") != std::string::npos);
  CHECK(result.mended.find("promised") == std::string::npos);
  CHECK(checked(result.mended).holds());
}

TEST_CASE("what is shown is written as a whole where nothing stands below it, and is no expectation before") {
  const std::string asks = set_up + "customer: a person please  [wants_person]\n";
  for (const std::string& expected : {std::string("  state: handed off, nobody\n"), std::string()}) {
    const auto result = checked(asks + expected + "show packet\n");
    INFO(result.mended);
    CHECK(result.holds() == !expected.empty());   // nothing expected at all is a failure
    CHECK(result.mended.find("show packet\n  {\n    \"") != std::string::npos);
    const auto again = checked(result.mended);
    CHECK(again.holds());
    CHECK(again.mended == result.mended);
    CHECK(again.expectations > result.expectations);
  }
}

TEST_CASE("a line of which nothing below it came true is mended by what happened") {
  const auto result = checked(set_up + "customer: can I talk to a human  [wants_person]\n  not hands off to support\n  calls process_refund\n");
  REQUIRE(result.failures.size() == 1);
  CHECK(result.mended.find("  hands off to ") != std::string::npos);
  CHECK(checked(result.mended).holds());
}

TEST_CASE("a tool that no line speaks of is a mistake that names the line to add") {
  CHECK(problem("customer c_ada\ncustomer: refund W1001  [refund_request 95%; order_id \"W1001\"]\n  bot: …\n") ==
        "2: the tool `lookup_account` was asked for {\"customer_id\":\"c_ada\"}, and no line says what it answers: "
        "write `tool lookup_account {\"customer_id\":\"c_ada\"} gives {…}` "
        "above this line, or `tools sandbox` for the sandbox shop");
}

TEST_CASE("a line that cannot be read or played says so, with its line and what to write instead") {
  struct Row { const char* text; const char* expected; };
  const Row rows[] = {
      {"custumer: hi\n", "1: not understood: `custumer: hi`; did you mean `customer:`?"},
      {"customer hi there\n", "1: not understood: `customer hi there`; write `customer ID`"},
      {"tool lookup_order\n", "1: not understood: `tool lookup_order`; write `tool NAME"},
      {"tool lookup_order gives {\n", "1: not understood: `{`; it is no JSON"},
      {"customer: hi  [refund_request 195%]\n", "1: not understood: `195%`"},
      {"wait a while\n", "1: not understood: `wait a while`"},
      {"at 2020-01-01 10:00\n", "1: `at 2020-01-01 10:00` is in the past"},
      {"customer: hi\nstarts 2026-01-05 10:00\n", "2: `starts` stands before"},
      {"approver lea approves\n", "1: there is no approval to act on here"},
      {"file tools.policy\n| tool\n\ncustomer: hi\n", "4: the transcript's bundle has errors"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(problem(std::string(row.text) + "  bot: …\n").rfind(row.expected, 0) == 0);
  }
}

TEST_CASE("a line that is none of a transcript is told apart from one that came out otherwise") {
  CHECK_FALSE(checked("custumer: hi\n  bot: …\n").understood());
  CHECK_FALSE(checked("tool lookup_order gives {\n  bot: …\n").understood());
  CHECK(checked("customer: can I talk to a human  [wants_person]\n  bot: Never.\n").understood());
  CHECK(checked("approver lea approves\n  bot: …\n").understood());
}

TEST_CASE("what a tool does is the word outside of quotation marks, and its answer may have several lines") {
  CHECK(checked(R"(customer c_ada
tool lookup_account gives {"id":"c_ada",
|  "plan":"pro"}
tool lookup_order {"order_id":"it gives \"up\""} gives {}
tool lookup_order {"order_id":"W1001"} fails "the shop gives up"
customer: refund W1001  [refund_request 95%; order_id "W1001"]
  looks up lookup_order {"order_id":"W1001"}
  -> failed: the shop gives up
)").holds());
}

TEST_CASE("whoever acts is declared first, and time goes forward to a moment") {
  const std::string waiting = set_up + R"(tool lookup_order {"order_id":"W1002"} gives {"id":"W1002","customer":"c_ada","total":{"amount":"240.00","currency":"USD"}}
starts 2026-03-02 10:00
customer: refund W1002  [refund_request 95%; order_id "W1002"]
customer: yes  [says_yes]
  asks for approval by billing_lead of process_refund {"amount":"$240.00"}, until 2026-03-02T14:00:00Z
)";
  CHECK(problem(waiting + "approver lea approves\n") == "10: nobody is called `lea`: write `person lea billing_lead` above");
  CHECK(checked(waiting + "person lea billing_lead\napprover lea approves\n  approval approved by lea\n  calls process_refund\n").holds());
  CHECK(checked(waiting + "at 2026-03-02 14:01\n  approval expired\n  hands off to billing\n").holds());
}
