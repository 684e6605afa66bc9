#include "workflows/runtime/check_script.hpp"

#include "engine/base/limits.hpp"
#include "tests/catch.hpp"

using namespace handrail;

namespace {

std::string issues(std::string_view text) {
  std::string out;
  for (const ScriptIssue& issue : check_script("refund.lua", text, {"lookup_order", "process_refund"})) {
    out += issue.file + ":" + std::to_string(issue.line) + ": " + issue.message + (issue.help.empty() ? "" : " (" + issue.help + ")") + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("a sound script has no issues") {
  CHECK(issues(R"lua(
    -- os.execute("rm") in a comment; lookup_odrer(1)
    --[[ require "x" ]]
    local function helper(fn, ...) return fn(...) end
    local text = "os.time()" .. [[ io.write("x") ]]
    function total(order) return order.total end
    local t = {os = 1, load = function(self) return self end}
    local order = lookup_order(inputs.order_id)
    t.load() t:load()
    for i, item in ipairs(order.items) do helper(total, item) end
    if desk.confirm("process_refund", {}) then process_refund{order_id = order.id} end
    desk.call("lookup_" .. "order", {})
    desk.try("lookup_order", {})
    return ("x"):upper(), string.format("%s", 1), pcall(lookup_order, 1)
  )lua") == "");
}

TEST_CASE("syntax errors are told with their line") {
  CHECK(issues("local x = 1\nif x then\n") == "refund.lua:3: 'end' expected (to close 'if' at line 2) near <eof>\n");
  CHECK(issues("x = = 1") == "refund.lua:1: unexpected symbol near '='\n");
  CHECK(issues("goto nowhere") != "");
}

TEST_CASE("functions that nobody has are told, with the one that was meant") {
  CHECK(issues("\nlookup_odrer(1)") == "refund.lua:2: there is no function `lookup_odrer` (did you mean `lookup_order`?)\n");
  CHECK(issues("cancel_order{}") == "refund.lua:1: there is no function `cancel_order` (if it is a tool, add it to the `tools` of the workflow)\n");
  CHECK(issues("say 'x'") == "refund.lua:1: there is no function `say` (write `desk.say`)\n");
  CHECK(issues("desk.aks('x')") == "refund.lua:1: `desk.aks` does not exist (did you mean `desk.ask`?)\n");
}

TEST_CASE("tools that the workflow does not name are told") {
  CHECK(issues("desk.call('lookup_odrer', {})") == "refund.lua:1: the workflow has no tool `lookup_odrer` (did you mean `lookup_order`?)\n");
  CHECK(issues("desk.try('cancel', {})") == "refund.lua:1: the workflow has no tool `cancel` (add it to the `tools` of the workflow)\n");
}

TEST_CASE("what Lua has elsewhere is told") {
  CHECK(issues("local t = os.time()") == "refund.lua:1: `os` is not available in a workflow (workflows/README.md lists what a script can use)\n");
  CHECK(issues("require 'x'\nprint(1, io.read())") == "refund.lua:1: `require` is not available in a workflow (workflows/README.md lists what a script can use)\n"
                                                       "refund.lua:2: `print` is not available in a workflow (workflows/README.md lists what a script can use)\n"
                                                       "refund.lua:2: `io` is not available in a workflow (workflows/README.md lists what a script can use)\n");
}

TEST_CASE("a script that is too long or no text is told") {
  CHECK(issues(std::string(limits::lua_script_bytes, '\n')) == "");
  CHECK(issues(std::string(limits::lua_script_bytes + 1, '\n')) == "refund.lua:1: the script is larger than 262144 bytes (split the workflow in two)\n");
  CHECK(issues("local x = '\xff'") == "refund.lua:1: the script is not UTF-8 text (save it as UTF-8)\n");
}

TEST_CASE("a tool that no word of the script is, is told as unused, and nothing is told where a name is worked out") {
  using Names = std::vector<std::string>;
  const Names tools{"lookup_order", "cancel_order"};
  CHECK(unused_tools("lookup_order(1)", tools) == Names{"cancel_order"});
  CHECK(unused_tools("desk.call('lookup_order', {})\nlocal f = cancel_order\nf{}", tools).empty());
  CHECK(unused_tools("-- cancel_order\nlookup_order(1)", tools) == Names{"cancel_order"});
  CHECK(unused_tools("for try = 1, 2 do lookup_order(try) end", tools) == Names{"cancel_order"});
  for (const char* worked_out : {"desk.call(name, {})", "desk.try('look' .. 'up_order', {})", "local call = desk.call\ncall('x')", "_G['cancel' .. '_order']()", "local d = desk\nd.call(x)",
                                 "desk['call']('x')", "_ENV[x]()"})
    CHECK(unused_tools(worked_out, tools).empty());
  CHECK(unused_tools("", tools) == tools);
  CHECK(unused_tools("if", tools).empty());   // told as no Lua
}
