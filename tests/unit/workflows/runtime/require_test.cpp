// What `require` does while a script runs. What it names is found and checked before (tests/unit/workflows/source).
#include "engine/base/limits.hpp"
#include "tests/catch.hpp"
#include "tests/unit/workflows/runtime/scripted_host.hpp"
#include "workflows/runtime/check_script.hpp"
#include "workflows/runtime/lua_workflow_runner.hpp"

using namespace handrail;
using Catch::Contains;

namespace {

using Required = WorkflowScript::Required;

RunResult run(const std::string& text, std::vector<Required> required, ScriptedHost& host, const std::vector<RecordedStep>& recorded = {}) {
  const WorkflowScript script{"refund", "refund.lua", text, {{"lookup_order", {"order_id"}}}, std::move(required)};
  return LuaWorkflowRunner().run(script, Json::object({{"order_id", "W1"}}), recorded, host);
}

// The result as JSON, or the message of the failure.
std::string gives(const std::string& text, std::vector<Required> required) {
  ScriptedHost host;
  const RunResult result = run(text, std::move(required), host);
  return result.end == RunEnd::finished ? dump(result.result) : result.message;
}

}  // namespace

TEST_CASE("a required script gives what it returns, and runs once under all its names") {
  CHECK(gives("local a = require 'a' local b = require('shared/a') b.n = b.n + 1 return {a == b, a.n, times}",
              {{{"a", "shared/a"}, "shared/a.lua", "times = (times or 0) + 1 return {n = 1}"}}) == "[true,2,1]");
  CHECK(gives("return {require 'a', require 'a'}", {{{"a"}, "a.lua", "local x = 1"}}) == "[true,true]");
  CHECK(gives("return require 'a'", {{{"a"}, "a.lua", "return require 'b'"}, {{"b"}, "b.lua", "return 'from b'"}}) == "\"from b\"");
  CHECK(gives("return require 'a'()", {{{"a"}, "a.lua", "return function() return order_id .. inputs.order_id end"}}) == "\"W1W1\"");
}

TEST_CASE("functions of a required script take steps, which are replayed as the script's own") {
  const std::vector<Required> shared{{{"a"}, "a.lua", "local a = {} function a.ask() local id = desk.ask('order_id') return lookup_order(id) end return a"}};
  const std::string text = "local a = require 'a' local order = a.ask() desk.say(order.id) return order.id";
  ScriptedHost first({done("W1"), suspended()});
  CHECK(run(text, shared, first).end == RunEnd::suspended);
  REQUIRE(first.journal.size() == 1);
  ScriptedHost second({done(Json::object({{"id", "W1"}})), done()});
  const RunResult result = run(text, shared, second, first.journal);
  CHECK(result.message.empty());
  CHECK(dump(result.result) == "\"W1\"");
  CHECK(second.asked.front() == R"(1 call {"arguments":{"order_id":"W1"},"tool":"lookup_order"})");
}

TEST_CASE("a required script may take steps and wait itself, and no pcall around it keeps the run from ending") {
  ScriptedHost host({suspended()});
  CHECK(run("pcall(require, 'a') desk.say('never')", {{{"a"}, "a.lua", "pcall(desk.ask, 'order_id')"}}, host).end == RunEnd::suspended);
  CHECK(host.asked.size() == 1);
}

TEST_CASE("mistakes in a required script are told with its own file and line") {
  CHECK_THAT(gives("local a = require 'a'\na.f()", {{{"a"}, "shared/a.lua", "return {f = function()\n  return nobody.id\nend}"}}),
             Contains("shared/a.lua:2: attempt to index a nil value (global 'nobody')"));
  CHECK_THAT(gives("require 'a'", {{{"a"}, "a.lua", "local x = = 1"}}), Contains("a.lua:1: unexpected symbol near '='"));
  CHECK_THAT(gives("require 'a'", {{{"a"}, "a.lua", "error('on purpose')"}}), Contains("a.lua:1: on purpose"));
}

TEST_CASE("what is not required by name does not exist, and nothing requires itself") {
  CHECK_THAT(gives("require 'b'", {{{"a"}, "a.lua", ""}}), Contains("refund.lua:1: there is no script \"b\" for this workflow"));
  CHECK_THAT(gives("require 'a'", {}), Contains("there is no script \"a\""));
  CHECK_THAT(gives("require(1)", {{{"1"}, "1.lua", ""}}), Contains("`require` takes the name of a script"));
  CHECK_THAT(gives("require('a', 'a')", {{{"a"}, "a.lua", ""}}), Contains("`require` takes the name of a script"));
  CHECK_THAT(gives("require 'a'", {{{"a"}, "a.lua", "require 'b'"}, {{"b"}, "b.lua", "require 'a'"}}), Contains("`a.lua` requires itself"));
}

TEST_CASE("a required script that fails may be tried again, and is not half there") {
  CHECK(gives("local ok = pcall(require, 'a') ready = true local again = require 'a' return {ok, again}",
              {{{"a"}, "a.lua", "if not ready then error('too early') end return 'here'"}}) == "[false,\"here\"]");
}

TEST_CASE("required scripts share the limits of the run") {
  CHECK_THAT(gives("require 'a'", {{{"a"}, "a.lua", "while true do end"}}), Contains("a.lua:1: the script takes more than its 5,000,000 instructions"));
  CHECK_THAT(gives("while true do pcall(require, 'a') end", {{{"a"}, "a.lua", "error('again')"}}), Contains("takes more than its 5,000,000 instructions"));
  CHECK_THAT(gives("while true do pcall(require, 'none') end", {{{"a"}, "a.lua", ""}}), Contains("takes more than its 5,000,000 instructions"));
  CHECK_THAT(gives("return require 'a'", {{{"a"}, "a.lua", "local t = {} for i = 1, 1e7 do t[i] = {i} end"}}), Contains("a.lua:1: the script"));
}

TEST_CASE("inside a callback a required script takes no steps") {
  ScriptedHost host;
  const RunResult result = run("(('x'):gsub('x', function() require 'a' end))", {{{"a"}, "a.lua", "desk.say('x')"}}, host);
  CHECK(result.end == RunEnd::failed);
  CHECK(host.asked.empty());
}

TEST_CASE("what one script of a workflow sets for all is known to the check of the others") {
  ScriptSurroundings around;
  around.inputs.emplace();
  around.others = {"function words_of(order) end\nlimit = 3\nlocal own = 1"};
  CHECK(check_script("refund.lua", "words_of(1)\nreturn limit.x", around).empty());
  CHECK(check_script("refund.lua", "return own.x", around).size() == 1);
}
