// What pcall gives: {kind, message, where}, whoever raised it and however deep.
#include <string>

#include "tests/catch.hpp"
#include "tests/unit/workflows/lua/lua_run.hpp"
#include "tests/unit/workflows/lua/small_stack.hpp"

using namespace handrail;
using Catch::Contains;

namespace {

struct Row { std::string call, kind, message, where; };

// On a state with a step that is refused, and one that gives a list of lists that a script cannot hold.
LuaEnd caught(const std::string& call) {
  LuaState state;
  REQUIRE(state.define("desk", "search", [](auto) { return LuaAnswer{LuaAnswer::Kind::refused, {}, "the knowledge base cannot be asked"}; }));
  REQUIRE(state.define("desk", "say", [](auto) { return LuaAnswer{}; }));
  REQUIRE(state.define("desk", "deep", [](auto) {
    Json value;
    for (std::size_t i = 0; i < limits::json_depth + 2; ++i) value = Json(Json::Array{std::move(value)});
    return LuaAnswer{LuaAnswer::Kind::value, std::move(value), {}};
  }));
  return state.run("refund.lua", "local t = {}\nlocal ok, e = pcall(function()\n" + call + "\nend)\nreturn {ok, e.kind, e.message, e.where}");
}

}  // namespace

TEST_CASE("whatever is caught has its kind, its message and its place") {
  const std::string sort = "table.sort({2, 1}, function(a, b)\n", gsub = "string.gsub('a', 'a', function()\n";
  const std::string inside = "`desk.say` cannot be called from inside a function given to table.sort or string.gsub: call it before, and use what it gave";
  const Row rows[] = {
      {"desk.search('x')", "step", "the knowledge base cannot be asked", "refund.lua:3"},
      {sort + "desk.say('x') return a < b end)", "step", inside, "refund.lua:4"},
      {gsub + "desk.say('x') end)", "step", inside, "refund.lua:4"},
      {"string.gsub('a', 'a', desk.say)", "step", inside, "refund.lua:3"},
      {sort + gsub + "desk.say('x') end) end)", "step", inside, "refund.lua:5"},
      {"desk.say(string.rep('x', 300000))", "limit", "argument 1 of `desk.say` is larger than 262144 bytes", "refund.lua:3"},
      {"local t = {} for _ = 1, 20 do t = {t} end desk.say(t)", "limit", "nested more than 16 deep", "refund.lua:3"},
      {"desk.deep()", "limit", "a value for the script is nested more than", "refund.lua:3"},
      {"desk.say({[{}] = 1})", "script", "has a key that is a table", "refund.lua:3"},
      {sort + "return a.x < b end)", "script", "attempt to index a number value (local 'a')", "refund.lua:4"},
      {"table.sort({1, 'a'})", "script", "attempt to compare", "refund.lua:2"},   // in Lua's own function, which has no line: that of the pcall
      {"local x = nil\nreturn x.y", "script", "attempt to index a nil value (local 'x')", "refund.lua:4"},
      {"return ('x'):rep('many')", "script", "bad argument #1 to 'rep'", "refund.lua:3"},
      {"return ('x'):find('[')", "script", "cannot be used", "refund.lua:3"},
      {"return money('$1') + 1", "script", "adding money and a number", "refund.lua:3"},
      {"return ('x'):rep(2000000)", "limit", "string.rep would build a text of more than", "refund.lua:3"},
      {"local s = ('x'):rep(700000) return s .. s", "limit", "the script builds a text of more than 1,048,576 bytes", "refund.lua:2"},
      {"local t = {} while true do t[#t + 1] = {1, 2, 3, 4, 5, 6, 7, 8} end", "limit", "bytes of memory", "refund.lua:2"},
      {"error('no order')", "script", "no order", "refund.lua:3"},
      {"error('no order', 0)", "script", "no order", "refund.lua:3"},
      {"local function look()\nerror('no order', 2)\nend\nlook()", "script", "no order", "refund.lua:6"},
      {"assert(false, 'no order')", "script", "no order", "refund.lua:3"},
      {"assert(nil)", "script", "assertion failed!", "refund.lua:3"},
      {"require 'none'", "script", "there is no script", "refund.lua:3"},
      {"local function deeper() return 1 + deeper() end\nreturn deeper()", "limit", "bytes of memory", "refund.lua:2"},
      {"local function deeper() table.sort({2, 1}, deeper) end\nreturn deeper()", "script", "C stack overflow", "refund.lua:2"},
      {"t['a:1: b'].x()", "script", "attempt to index a nil value (field 'a:1: b')", "refund.lua:3"},
  };
  for (const Row& row : rows) {
    INFO(row.call);
    const LuaEnd end = caught(row.call);
    REQUIRE(end.kind == LuaEnd::Kind::returned);
    const Json::Array& got = *end.value.items();
    REQUIRE(got.size() == 4);
    CHECK(dump(got[0]) == "false");
    REQUIRE((got[1].text() && got[2].text() && got[3].text()));
    CHECK(*got[1].text() == row.kind);
    CHECK_THAT(*got[2].text(), Contains(row.message));
    CHECK(*got[3].text() == row.where);
    CHECK(got[2].text()->find("refund.lua:") == std::string::npos);
  }
}

TEST_CASE("what a script raises itself, and is no text, it gets back as it was") {
  CHECK(lua_gives("local ok, e = pcall(error, {code = 7}) return e") == R"({"code":7})");
  CHECK(lua_gives("local mine = {} local ok, e = pcall(error, mine) return e == mine") == "true");
  CHECK(lua_gives("local ok, e = pcall(error, 7) return e") == "7");
  CHECK(lua_gives("local ok, e = pcall(error) return {ok, e == nil}") == "[false,true]");
  CHECK(lua_gives("local ok, e = pcall(assert, false, {code = 7}) return e") == R"({"code":7})");
  CHECK(lua_gives("return {assert(1, 2, 3)}") == "[1,2,3]");
  CHECK(lua_gives("return {pcall(function(...) return ... end, 1, 2)}") == "[true,1,2]");
}

TEST_CASE("a problem reads as its message, is joined to texts, and raised again keeps its place") {
  CHECK(lua_gives("local ok, e = pcall(error, 'no order') return {tostring(e), 'failed: ' .. e, e .. '!'}") == R"(["no order","failed: no order","no order!"])");
  CHECK(lua_gives("local ok, e = pcall(function()\nlocal x = nil\nreturn x.y\nend)\n\n\nerror(e)") == "refund.lua:3: attempt to index a nil value (local 'x')");
  CHECK(lua_gives("local ok, e = pcall(pcall) return e.kind .. ': ' .. e.message") == "\"script: bad argument #1 to '?' (value expected)\"");
  CHECK(lua_gives("local ok, e = pcall(error, 'a') e.where = nil e.message = 'b'\nerror(e)") == "refund.lua:2: b");
  CHECK(lua_gives("local ok, e = pcall(error, 'a') e.message = nil\nerror(e)") == "refund.lua:1: an error that is a table");
  CHECK(lua_gives("local a, b for i = 1, 2 do local ok, e = pcall(error, 'x') if i == 1 then a = e else b = e end end a.kind = 'mine' return b.kind") == "\"script\"");
}

TEST_CASE("problems are built on a stack as small as a fiber's, however deep they are raised") {
  const std::string deep = "local function f(n) if n == 0 then error('deep') end return 1 + f(n - 1) end local ok, e = pcall(f, 150) return {e.kind, e.message, e.where}";
  CHECK(ends_on_a_small_stack(deep) == R"(["script","deep","refund.lua:1"])");
  const std::string nested = "local function f(n) local ok, e = pcall(function() table.sort({2, 1}, function(a, b) if n == 0 then error('deep') end f(n - 1) "
                             "error('again') end) end) "
                             "return e end local e = f(10) return {e.kind, e.message}";
  CHECK(ends_on_a_small_stack(nested) == R"(["script","again"])");
}
