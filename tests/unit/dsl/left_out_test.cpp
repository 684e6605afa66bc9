// What becomes of included files when a block that they name is left out.
#include <algorithm>

#include "tests/catch.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail;
using namespace handrail::dsl;

namespace {

// A library of one file, included without something.
Compiled without(const std::string& what, const std::string& library) {
  return compile_text("include \"standard/x.policy\"\n  without " + what + "\n", {{"standard/x.policy", library}, {"refund.lua", ""}});
}

const std::string intents =
    "intent refund\n  means \"Wants money back\"\n  examples \"I want a refund\", \"money back\", \"send it back\", \"charged twice\", \"return this\"\n  class answerable\n  risk high\n"
    "intent status\n  means \"Where is it\"\n  examples \"where is it\", \"track it\", \"has it left\", \"when does it come\", \"status please\"\n  class answerable\n  risk low\n";
const std::string tools =
    "record order\n  id text\n  total money\n"
    "tool find(order_id: text) gives order\n  reads\n"
    "role lead\n  may approve up to $900\n"
    "tool refund_it(order_id: text, amount: money)\n  writes\n  let order is find(order_id)\n  deny when amount is over order.total because \"No.\" then hand off\n"
    "  allow\n  otherwise deny because \"No.\" then hand off\n"
    "tool note(text_of: text, amount: money)\n  writes\n  approve by lead when amount is over $10\n  allow\n  otherwise deny because \"No.\" then hand off\n";

std::vector<std::string> departed(const Compiled& compiled) {
  std::vector<std::string> told;
  if (!compiled.program) return {seen(compiled)};
  for (const DepartureWords& one : compiled.program->departures) told.push_back(one.how + " " + one.what);
  std::ranges::sort(told);
  return told;
}

const Tool* tool(const Compiled& compiled, const std::string& name) {
  REQUIRE(compiled.program);
  const auto found = compiled.program->find_tool(name);
  return found ? &compiled.program->tools[*found] : nullptr;
}

}  // namespace

TEST_CASE("a condition on an intent that is left out is no, its opposite is yes, and a list says it no more") {
  const auto compiled = without("intent refund", intents + "trigger \"Only refunds\"\n  when intent is refund\n  then hand off\n  say \"A person answers.\"\n"
                                                           "trigger \"Either\"\n  when intent in [refund, status] and angry\n  then hand off\n  say \"A person answers.\"\n"
                                                           "trigger \"Not refunds, and angry\"\n  when intent is not refund and angry\n  then hand off\n  say \"A person answers.\"\n");
  INFO(seen(compiled));
  REQUIRE(compiled.program);
  CHECK(compiled.diagnostics.empty());
  REQUIRE(compiled.program->triggers.size() == 2);
  CHECK(compiled.program->triggers[0].name == "Either");
  CHECK(compiled.program->triggers[1].name == "Not refunds, and angry");
  CHECK(departed(compiled) == std::vector<std::string>{"dropped trigger \"Only refunds\"", "left out intent refund"});
}

TEST_CASE("a row of a table goes with what it names, and a cell loses one of its words") {
  const auto compiled = without("intent refund", intents + "table what\n  intent | then\n  refund | hand off\n  status or refund | answer\n  any other | hand off\n");
  INFO(seen(compiled));
  REQUIRE(compiled.program);
  CHECK(compiled.diagnostics.empty());
  CHECK(compiled.program->tables.at(0).rows.size() == 2);
}

TEST_CASE("a tool that cannot be judged without a look-up goes with it, and never becomes laxer") {
  const auto compiled = without("tool find", intents + tools);
  INFO(seen(compiled));
  CHECK(tool(compiled, "refund_it") == nullptr);
  CHECK(tool(compiled, "note") != nullptr);
  CHECK(departed(compiled) == std::vector<std::string>{"dropped tool refund_it", "left out tool find"});
}

TEST_CASE("an approval by a role that is left out becomes a no that leads to a person") {
  const auto compiled = without("role lead", intents + tools);
  INFO(seen(compiled));
  const Tool* note = tool(compiled, "note");
  REQUIRE(note);
  CHECK(note->approves.empty());
  REQUIRE(note->denies.size() == 1);
  CHECK(note->denies[0].outcome.action.kind == ActionKind::hand_off);
}

TEST_CASE("the desk's own file is not forgiven: what it names must be there") {
  const auto compiled = compile_text("include \"standard/x.policy\"\n  without intent refund\ntrigger \"Mine\"\n  when intent is refund\n  then hand off\n  say \"A person answers.\"\n",
                                     {{"standard/x.policy", intents}});
  CHECK(codes_of(compiled) == std::vector<std::string>{"P0212"});
}

TEST_CASE("a block that the desk declares anew is not left out") {
  const auto compiled = compile_text("include \"standard/x.policy\"\n  without signal leaving\nsignal leaving\n  phrases \"bye\"\n",
                                     {{"standard/x.policy", intents + "signal leaving\n  phrases \"leaving\"\ntrigger \"Leaves\"\n  when leaving\n  then hand off\n  say \"A person answers.\"\n"}});
  INFO(seen(compiled));
  REQUIRE(compiled.program);
  CHECK(compiled.program->triggers.size() == 1);
}

TEST_CASE("what is overridden and left out is told with its places") {
  const auto compiled = compile_text("include \"standard/x.policy\"\n  without signal leaving\noverride role lead\n  may approve up to $5,000\n",
                                     {{"standard/x.policy", intents + tools + "signal leaving\n  phrases \"leaving\"\n"}});
  REQUIRE(compiled.program);
  const auto& told = compiled.program->departures;
  REQUIRE(told.size() == 2);
  CHECK(told[0].how == "left out");
  CHECK(told[0].what == "signal leaving");
  CHECK(told[0].by == "test.policy:2");
  CHECK(told[1].how == "overridden");
  CHECK(told[1].from == "standard/x.policy:16");
  CHECK(told[1].by == "test.policy:3");
}
