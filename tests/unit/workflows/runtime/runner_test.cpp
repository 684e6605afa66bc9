#include "workflows/runtime/lua_workflow_runner.hpp"

#include <fstream>
#include <iterator>

#include "engine/base/assert.hpp"
#include "engine/base/limits.hpp"
#include "tests/catch.hpp"
#include "tests/unit/workflows/runtime/scripted_host.hpp"
#include "workflows/runtime/desk_functions.hpp"

using namespace handrail;
using Catch::Contains;

namespace {

WorkflowScript script(std::string text) {
  return {"refund", "refund.lua", std::move(text), {{"lookup_order", {"order_id"}}, {"process_refund", {"order_id", "amount", "reason"}}, {"type", {"x"}}}};
}

RunResult run(const std::string& text, ScriptedHost& host, std::vector<RecordedStep> recorded = {}, const Json& inputs = {}) {
  return LuaWorkflowRunner().run(script(text), inputs, recorded, host);
}

const std::string refund = R"(
local id = desk.ask("order_id", "Which order is it?")
local order = lookup_order(id)
if not desk.confirm("process_refund", {order_id = id, amount = order.total}) then return "kept" end
local receipt = process_refund(id, order.total, "wanted")
desk.say("Done: " .. order.total)
return receipt
)";

Json order() { return Json::object({{"total", Json::object({{"amount", "12.50"}, {"currency", "EUR"}})}}); }

}  // namespace

TEST_CASE("a workflow runs from top to bottom and each call is a step") {
  ScriptedHost host({done("A1"), done(order()), done(true), done(Json::object({{"id", "r1"}})), done()});
  const RunResult result = run(refund, host);
  CHECK(result.message.empty());
  CHECK(result.end == RunEnd::finished);
  CHECK(dump(result.result) == R"({"id":"r1"})");
  CHECK(host.asked == std::vector<std::string>{
                          R"(0 ask {"name":"order_id","question":"Which order is it?"})",
                          R"(1 call {"arguments":{"order_id":"A1"},"tool":"lookup_order"})",
                          R"(2 confirm {"arguments":{"amount":{"amount":"12.50","currency":"EUR"},"order_id":"A1"},"tool":"process_refund"})",
                          R"(3 call {"arguments":{"amount":{"amount":"12.50","currency":"EUR"},"order_id":"A1","reason":"wanted"},"tool":"process_refund"})",
                          R"(4 say {"text":"Done: €12.50"})",
                      });
}

TEST_CASE("a workflow that waits starts again from the top, and its recorded steps are not performed again") {
  ScriptedHost first({done("A1"), done(order()), suspended()});
  CHECK(run(refund, first).end == RunEnd::suspended);
  REQUIRE(first.journal.size() == 2);

  std::vector<RecordedStep> recorded = first.journal;
  const Json confirmed = *parse_json(R"({"tool":"process_refund","arguments":{"order_id":"A1","amount":{"amount":"12.50","currency":"EUR"}}})");
  recorded.push_back({"confirm", step_hash(confirmed), Json(true)});
  ScriptedHost second;
  CHECK(run(refund, second, recorded).end == RunEnd::finished);
  REQUIRE(second.asked.size() == 2);
  CHECK_THAT(second.asked[0], Catch::StartsWith("3 call"));
}

TEST_CASE("a run that dies after any of its steps goes on where it was") {
  const std::vector<StepAnswer> answers{done("A1"), done(order()), done(true), refused("too late"), done(), done()};
  const std::string text = R"(
    local id = desk.ask("order_id") local order = lookup_order(id) desk.confirm("process_refund")
    local ok, e = pcall(process_refund, {order_id = id}) desk.say(tostring(e)) desk.log("end") return tostring(e))";
  ScriptedHost whole(answers);
  const RunResult expected = run(text, whole);
  REQUIRE(dump(expected.result) == "\"too late\"");
  for (std::size_t kept = 0; kept <= whole.journal.size(); ++kept) {
    INFO(kept);
    const std::vector<RecordedStep> recorded(whole.journal.begin(), whole.journal.begin() + static_cast<std::ptrdiff_t>(kept));
    ScriptedHost rest(std::vector<StepAnswer>(answers.begin() + static_cast<std::ptrdiff_t>(kept), answers.end()));
    const RunResult result = run(text, rest, recorded);
    CHECK(result.end == RunEnd::finished);
    CHECK(result.result == expected.result);
    CHECK(rest.asked == std::vector<std::string>(whole.asked.begin() + static_cast<std::ptrdiff_t>(kept), whole.asked.end()));
  }
}

TEST_CASE("another step than the recorded one is a divergence, and performs nothing") {
  const std::vector<RecordedStep> recorded{{"say", step_hash(Json::object({{"text", "hello"}})), {}}};
  for (const auto& [text, message] : std::vector<std::pair<std::string, std::string>>{
           {"desk.log('hello')", R"(refund.lua: step 1 was `say` when it was recorded, and is `log` {"text":"hello"} now)"},
           {"desk.say('good day')", R"(refund.lua: step 1 was `say` with other arguments when it was recorded, and is `say` {"text":"good day"} now)"},
           {"while true do pcall(desk.log, 'hello') end", R"(refund.lua: step 1 was `say` when it was recorded, and is `log` {"text":"hello"} now)"},
           {"return 1", "refund.lua: the script ended before step 1, which was recorded as `say`"}}) {
    ScriptedHost host;
    const RunResult result = run(text, host, recorded);
    CHECK(result.end == RunEnd::diverged);
    CHECK(result.message == message);
    CHECK(host.asked.empty());
  }
}

TEST_CASE("a suspended or ended script runs no further, whatever stands around the call") {
  for (const auto& [kind, end] : {std::pair{StepAnswer::Kind::suspend, RunEnd::suspended}, std::pair{StepAnswer::Kind::end, RunEnd::ended}}) {
    ScriptedHost host({{kind, Json("why"), "words"}});
    const RunResult result = run("while true do pcall(function() pcall(desk.wait, '4h') desk.say('after') end) desk.say('after') end", host);
    CHECK(result.end == end);
    CHECK(result.result == Json("why"));
    CHECK(result.message == "words");
    CHECK(host.asked == std::vector<std::string>{R"(0 wait {"duration":"4 hours"})"});
  }
}

TEST_CASE("a refused step is an error with its message") {
  ScriptedHost host({done(), refused("I can't find that order on your account.")});
  const RunResult failed = run("desk.log('x')\nlookup_order('A1')", host);
  CHECK(failed.end == RunEnd::failed);
  CHECK(failed.message == "refund.lua:2: I can't find that order on your account.");
}

TEST_CASE("pcall gives the message of a refused step, and desk.try what was in the way in the same words") {
  const Json denied = Json::object({{"ok", false}, {"verdict", "deny"}, {"rule", "deny when x"}, {"because", "Too much."}});
  ScriptedHost host({refused("no such order"), refused("no such order"), done(Json::object({{"ok", true}})),
                     done(Json::object({{"ok", false}, {"error", "no answer"}})), done(denied)});
  const RunResult result = run(R"(
    local ok, e = pcall(lookup_order, "A1")
    local first = desk.try("lookup_order", {order_id = "A1"})
    local second = desk.try("lookup_order", {order_id = "A1"})
    local third = desk.try("lookup_order", {order_id = "A1"})
    local fourth = desk.try("lookup_order", {order_id = "A1"})
    return {ok, e.kind, e.message, e.where, tostring(e), first, second, third, fourth.kind, fourth.message, fourth.because})", host);
  CHECK(dump(result.result) == R"([false,"step","no such order","refund.lua:2","no such order",{"kind":"step","message":"no such order","ok":false},{"ok":true},)"
                               R"({"error":"no answer","kind":"tool","message":"no answer","ok":false},"denied","Too much.","Too much."])");
}

TEST_CASE("inputs are globals, and in the table inputs") {
  ScriptedHost host;
  const Json inputs = *parse_json(R"({"order_id":"A1","type":"x","amount":{"amount":"5.00","currency":"USD"},"note":null})");
  const RunResult result = run("return {order_id, inputs.order_id, type(order_id), inputs.type, tostring(amount), note == nil}", host, {}, inputs);
  CHECK(dump(result.result) == R"(["A1","A1","string","x","$5.00",true])");
}

TEST_CASE("tools are called in order or by name, and typing mistakes are told") {
  ScriptedHost host;
  const std::string text = R"(
    process_refund("A1", money("$5"))
    process_refund{order_id = "A1", reason = "late"}
    process_refund()
    process_refund{}
    desk.call("type", {x = 1}))";
  CHECK(run(text, host).end == RunEnd::finished);
  CHECK(host.asked == std::vector<std::string>{
                          R"(0 call {"arguments":{"amount":{"amount":"5.00","currency":"USD"},"order_id":"A1"},"tool":"process_refund"})",
                          R"(1 call {"arguments":{"order_id":"A1","reason":"late"},"tool":"process_refund"})",
                          R"(2 call {"arguments":{},"tool":"process_refund"})", R"(3 call {"arguments":{},"tool":"process_refund"})",
                          R"(4 call {"arguments":{"x":1},"tool":"type"})"});
  ScriptedHost none;
  CHECK(run("lookup_order{oder_id = 1}", none).message == "refund.lua:1: `lookup_order` has no parameter `oder_id`; did you mean `order_id`?");
  CHECK(run("lookup_order(1, 2)", none).message == "refund.lua:1: `lookup_order` takes 1 arguments, and got 2");
  CHECK(none.asked.empty());
}

TEST_CASE("wrong arguments of a desk function are told before anything happens") {
  ScriptedHost host;
  CHECK(run("desk.say()", host).message == "refund.lua:1: desk.say needs a text as its `text`, and got nothing");
  CHECK(run("desk.say({})", host).message == "refund.lua:1: desk.say needs a text as its `text`, and got a table");
  CHECK(run("desk.say('a', 'b')", host).message == "refund.lua:1: desk.say takes 1 arguments, and got 2");
  CHECK(run("desk.call('x', 'y')", host).message == "refund.lua:1: desk.call needs a table of named arguments as its `arguments`, and got `\"y\"`");
  CHECK(run("desk.wait(5)", host).message == "refund.lua:1: desk.wait needs a duration such as \"4 hours\" as its `duration`, and got `5`");
  CHECK_THAT(run("desk.wait('soon')", host).message, Contains("refund.lua:1: "));
  CHECK_THAT(run("desk.remember('x', pcall)", host).message, Contains("argument 2 of `desk.remember` is a function"));
  CHECK(host.asked.empty());
}

TEST_CASE("texts of steps take numbers and money") {
  ScriptedHost host;
  run("desk.say(5) desk.say(money('$1,000')) desk.remember('total', money('$2')) desk.facts() desk.now() desk.hand_off('angry', 'billing')", host);
  CHECK(host.asked == std::vector<std::string>{R"(0 say {"text":"5"})", R"(1 say {"text":"$1,000.00"})",
                                               R"(2 remember {"name":"total","value":{"amount":"2.00","currency":"USD"}})", "3 facts {}", "4 now {}",
                                               R"(5 hand_off {"queue":"billing","reason":"angry"})"});
}

TEST_CASE("a workflow takes as many steps as its limit and no more") {
  ScriptedHost within;
  CHECK(run("for i = 1, " + std::to_string(limits::lua_steps) + " do desk.log(i) end", within).end == RunEnd::finished);
  ScriptedHost over;
  const RunResult result = run("for i = 1, " + std::to_string(limits::lua_steps + 1) + " do pcall(desk.log, i) end", over);
  CHECK(result.end == RunEnd::failed);
  CHECK(result.message == "refund.lua:1: a workflow takes at most 200 steps: split it in two");
  CHECK(over.asked.size() == limits::lua_steps);
}

TEST_CASE("a time is written for a customer without a step, and what is none is an error that the script can catch") {
  struct Row { const char* call; const char* gives; };
  const Row rows[] = {
      {"desk.date('2026-11-21T09:30:00Z')", "November 21"},
      {"desk.date('2026-01-05')", "January 5"},
      {"desk.date('2026-11-21T23:30:00-05:00')", "November 21"},
      {"desk.date('2026-11-21T09:30:00Z', 'date')", "November 21, 2026"},
      {"desk.date('2026-11-21T09:30:00Z', 'weekday')", "Saturday, November 21"},
      {"desk.date('2024-02-29', 'weekday')", "Thursday, February 29"},
      {"desk.date('2026-11-21T09:05:59.5+01:00', 'time')", "09:05"},
      {"select(2, pcall(desk.date, 'soon')).message", "desk.date needs a time such as \"2026-11-21T09:30:00Z\" as its `time`, and got `soon`"},
      {"select(2, pcall(desk.date, '2026-02-30')).message", "desk.date needs a time such as \"2026-11-21T09:30:00Z\" as its `time`, and got `2026-02-30`"},
      {"select(2, pcall(desk.date, '2026-11-21', 'time')).message", "desk.date has no hour for the day `2026-11-21`"},
      {"select(2, pcall(desk.date, '2026-11-21', 'weekdy')).message", "desk.date has no form `weekdy`; did you mean `weekday`?"},
      {"select(2, pcall(desk.date)).message", "desk.date needs a text as its `time`, and got nothing"},
  };
  for (const Row& row : rows) {
    INFO(row.call);
    ScriptedHost host;
    const RunResult result = run(std::string("return ") + row.call, host);
    CHECK(result.message == "");
    CHECK(dump(result.result) == dump(Json(row.gives)));
    CHECK(result.steps == 0);
    CHECK(host.asked.empty());
  }
}

TEST_CASE("a host that breaks ends the run with its exception") {
  class Broken : public WorkflowHost {
    StepAnswer perform(std::uint32_t, std::string_view, const Json&) override { throw Bug("ours"); }
  } host;
  CHECK_THROWS_AS(LuaWorkflowRunner().run(script("pcall(desk.say, 'x')"), {}, {}, host), Bug);
}

TEST_CASE("errors of a script name file and line") {
  ScriptedHost host;
  CHECK(run("\n\nlocal x = nil + 1", host).message == "refund.lua:3: attempt to perform arithmetic on a nil value");
  CHECK(run("if x then", host).message == "refund.lua:1: 'end' expected near <eof>");
  CHECK(run("while true do end", host).message == "refund.lua:1: the script takes more than its 5,000,000 instructions");
}

TEST_CASE("the README describes every desk function") {
  std::ifstream file(std::string(HANDRAIL_SOURCE_DIR) + "/workflows/README.md");
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  for (const DeskFunction& function : desk_functions()) {
    INFO(function.name);
    CHECK_THAT(text, Contains("`desk." + std::string(function.name) + "("));
  }
  for (const std::string& name : lua_globals()) CHECK_THAT(text, Contains("`" + name));
}

TEST_CASE("a run that waits holds no Lua state") {
  class Waiting : public WorkflowHost {
   public:
    explicit Waiting(LuaWorkflowRunner& runner) : runner_(runner) {}
    std::size_t while_it_runs = 0;
    StepAnswer perform(std::uint32_t, std::string_view name, const Json&) override {
      while_it_runs = runner_.states();
      return name == "ask" ? suspended() : done();
    }

   private:
    LuaWorkflowRunner& runner_;
  };
  LuaWorkflowRunner runner;
  Waiting host(runner);
  for (int i = 0; i < 100; ++i) {
    CHECK(runner.run(script("desk.log('x') desk.ask('order_id')"), {}, {}, host).end == RunEnd::suspended);
    CHECK(host.while_it_runs == 1);
    CHECK(runner.states() == 0);
  }
}

TEST_CASE("the checker's list of the desk is the README's: every function with its parameters in order") {
  std::ifstream file(std::string(HANDRAIL_SOURCE_DIR) + "/workflows/README.md");
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  for (const DeskFunction& function : desk_functions()) {
    std::string call = "`desk." + std::string(function.name) + "(";
    for (std::size_t i = 0; i < function.parameters.size(); ++i) {
      const DeskParameter& parameter = function.parameters[i];
      const std::string name = (i > 0 ? ", " : "") + std::string(parameter.name);
      call += parameter.optional ? (i > 0 ? " [" : "[") + name + "]" : name;
    }
    INFO(call);
    CHECK_THAT(text, Contains(call + ")`"));
  }
}
