// The ways out of a sandbox, one by one.
#include <stdexcept>

#include "engine/base/assert.hpp"
#include "tests/catch.hpp"
#include "tests/unit/workflows/lua/small_stack.hpp"

using namespace handrail;
using Catch::Contains;
using Catch::StartsWith;

namespace {

const std::string too_long = "refund.lua:1: the script takes more than its 5,000,000 instructions";
const std::string too_large = "refund.lua:1: the script needs more than 8,388,608 bytes of memory";

}  // namespace

TEST_CASE("an endless loop ends") { CHECK(lua_gives("while true do end") == too_long); }

TEST_CASE("pcall in a loop does not catch the end of the budget") {
  CHECK(lua_gives("while true do pcall(function() while true do end end) end") == too_long);
  CHECK(lua_gives("local function f() while true do pcall(f) end end f()") == too_long);
  CHECK(lua_gives("local n = 0 for i = 1, 20 do pcall(function() while true do n = n + 1 end end) end return n") == too_long);
}

TEST_CASE("the budget ends inside the callbacks of sort and gsub, and pcall around them does not help") {
  CHECK(lua_gives("while true do pcall(table.sort, {3,2,1}, function() while true do end end) end") == too_long);
  CHECK(lua_gives("while true do pcall(string.gsub, 'aaa', 'a', function() while true do end end) end") == too_long);
  CHECK(lua_gives("table.sort({2,1}, function() while true do pcall(error) end end) return 'out'") == too_long);
}

TEST_CASE("raising and catching errors is paid from the budget") {
  CHECK(lua_gives("while true do pcall(error) end") == too_long);
  CHECK(lua_gives("while true do pcall(function() local x = nil .. 1 end) end") == too_long);
}

TEST_CASE("a script within its instructions runs and one beyond does not") {
  const LuaLimits small{limits::lua_memory_bytes, 100'000};
  CHECK(lua_gives("local n = 0 for i = 1, 20000 do n = n + 1 end return n", small) == "20000");
  CHECK_THAT(lua_gives("local n = 0 for i = 1, 60000 do n = n + 1 end return n", small), Contains("more than its 100,000 instructions"));
}

TEST_CASE("patterns that backtrack for ever end in a worded error") {
  CHECK_THAT(lua_gives("return string.find(string.rep('a', 26), string.rep('a?', 26) .. string.rep('a', 26) .. 'b')"),
             StartsWith("refund.lua:1: the pattern `a?a?") && Contains("takes more than 1000000 steps"));
  CHECK_THAT(lua_gives("return string.match(string.rep('a', 30000), '.-.-.-.-b')"), Contains("steps"));
  CHECK_THAT(lua_gives("return string.gsub(string.rep('a', 30000), '(.-)(.-)(.-)b', '')"), Contains("steps"));
  CHECK_THAT(lua_gives("for w in string.gmatch(string.rep('a', 30000), '.-.-.-.-b') do end"), Contains("steps"));
  CHECK(lua_gives("for i = 1, 1e9 do pcall(string.find, string.rep('a', 3000), '.-.-.-.-b') end") == too_long);
}

TEST_CASE("pattern work is paid from the budget") {
  CHECK(lua_gives("local s = string.rep('ab ', 30000) while true do s:gsub('%w+', '') end") == too_long);
  CHECK(lua_gives("local s = string.rep('a', 1000000) while true do s:find('aaaaaab', 1, true) end") == too_long);
}

TEST_CASE("a plain find is linear") {
  CHECK(lua_gives("local h = string.rep('a', 1000000) return (h:find(string.rep('a', 400000) .. 'b', 1, true))") == "null");
}

TEST_CASE("string bombs are refused before they are built") {
  CHECK(lua_gives("return string.rep('x', 1e9 // 1 | 0)") == "refund.lua:1: string.rep would build a text of more than 1048576 bytes");
  CHECK_THAT(lua_gives("return ('x'):rep(9223372036854775807, 'y')"), Contains("string.rep would build"));
  CHECK(lua_gives("return #string.rep('x', 1048576)") == "1048576");
  CHECK_THAT(lua_gives("return #string.rep('x', 1048577)"), Contains("string.rep would build"));
  CHECK(lua_gives("return #string.rep('', 9223372036854775807)") == "0");
  CHECK(lua_gives("local s = 'x' while true do s = s .. s end") == "refund.lua:1: the script builds a text of more than 1,048,576 bytes");
  CHECK(lua_gives("local s = string.rep('x', 1048575) return #(s .. 'y')") == "1048576");
  CHECK_THAT(lua_gives("local t = {} for i = 1, 3 do t[i] = string.rep('x', 400000) end return #table.concat(t)"), Contains("a text of more than 1,048,576 bytes"));
  CHECK_THAT(lua_gives("return (string.gsub(string.rep('x', 2000), 'x', string.rep('y', 1000)))"), Contains("string.gsub would build a text"));
  CHECK_THAT(lua_gives("return string.format(string.rep('%s', 100), table.unpack(list(), 1, 100))"), StartsWith("\"nilnil"));
}

TEST_CASE("a text that grows in a pcall loop ends with the budget") {
  CHECK(lua_gives("while true do pcall(function() local s = 'x' while true do s = s .. s end end) end") == too_long);
  CHECK(lua_gives("while true do local s = string.rep('x', 1000000) end") == too_long);
}

TEST_CASE("comparing long texts is paid from the budget") {
  CHECK(lua_gives("local a, b = string.rep('x', 1000000), string.rep('x', 1000000) while a == b do end") == too_long);
  CHECK(lua_gives("local a = string.rep('x', 1000000) while a <= a do end") == too_long);
}

TEST_CASE("huge tables end at the memory limit") {
  CHECK(lua_gives("local t = {} for i = 1, 1e9 do t[i] = i end") == too_large);
  CHECK(lua_gives("local t = {} while true do t = {t} end") == too_large);
  CHECK(lua_gives("local t, n = {}, 0 while true do n = n + 1 t['k' .. n] = 'value' .. n end") == too_large);
  CHECK(lua_gives("while true do pcall(function() local t = {} while true do t[#t + 1] = {} end end) end") == too_long);
  CHECK(lua_gives("local t = {} while true do pcall(function() while true do t[#t + 1] = {} end end) end") == too_large);   // it holds on to what it took
}

TEST_CASE("memory within its limit serves and beyond does not") {
  const LuaLimits small{256u << 10, limits::lua_instructions};
  CHECK(lua_gives("local s = string.rep('x', 100000) return #s", small) == "100000");
  CHECK_THAT(lua_gives("local a, b = string.rep('x', 150000), string.rep('y', 150000) return #a", small), Contains("more than 262,144 bytes of memory"));
}

TEST_CASE("a state that does not fit its memory says so") {
  CHECK_THAT(lua_gives("return 1", LuaLimits{1000, 1000}), Contains("1,000 bytes"));
  CHECK_THAT(lua_gives("return 1", LuaLimits{12'000, 1000}), Contains("bytes"));
}

TEST_CASE("moving the items of long tables is paid from the budget") {
  const std::string big = "local t = {} for i = 1, 100000 do t[i] = i end ";
  CHECK(lua_gives(big + "while true do table.insert(t, 1, 0) table.remove(t, 1) end") == too_long);
  CHECK(lua_gives(big + "while true do table.remove(t, 1) t[#t + 1] = 0 end") == too_long);
  CHECK(lua_gives("local t = {} for i = 1, 100000 do t[i] = '' end while true do table.concat(t) end") == too_long);
  CHECK(lua_gives(big + "while true do for k in pairs(t) do break end end") == too_long);
  CHECK(lua_gives(big + "while true do table.sort(t) end") == too_long);
}

TEST_CASE("values cannot be multiplied through varargs") {
  CHECK_THAT(lua_gives("return table.unpack({}, 1, 251)"), Contains("table.unpack gives at most 250 values"));
  CHECK(lua_gives("return select('#', table.unpack({}, 1, 250))") == "250");
  CHECK_THAT(lua_gives("return table.unpack({}, math.mininteger, math.maxinteger)"), Contains("at most 250"));
  CHECK_THAT(lua_gives("return string.byte(string.rep('x', 251), 1, -1)"), Contains("string.byte gives at most 250 values"));
  CHECK(lua_gives("return select('#', string.byte(string.rep('x', 250), 1, -1))") == "250");
  CHECK_THAT(lua_gives("local function f(...) return f(1, 2, 3, ...) end return pcall(f)"), Contains("a function is called with more than 250 values"));
}

TEST_CASE("deep recursion ends without overrunning a fiber's stack") {
  CHECK_THAT(ends_on_a_small_stack("local function f() return 1 + f() end return f()"), Contains("stack overflow") || Contains("memory"));
  CHECK_THAT(ends_on_a_small_stack("local function f() return pcall(f) end return f()"), Contains("true") || Contains("instructions") || Contains("stack") || Contains("false"));
  CHECK_THAT(ends_on_a_small_stack("local function f() return (string.gsub('a', 'a', f)) end return f()"), Contains("C stack overflow"));
  CHECK_THAT(ends_on_a_small_stack("local function f() table.sort({2, 1}, f) end return f()"), Contains("C stack overflow"));
  CHECK_THAT(ends_on_a_small_stack("local function f(s) return (string.gsub(s, '((((.))))', f)) end return f('abc')"), Contains("C stack overflow"));
  CHECK_THAT(ends_on_a_small_stack("return string.match(string.rep('a', 5000), string.rep('a?', 5000))"), Contains("too complex"));
  CHECK_THAT(ends_on_a_small_stack("return " + std::string(3000, '(') + "1" + std::string(3000, ')')), Contains("C stack overflow") || Contains("too many"));
  CHECK_THAT(ends_on_a_small_stack("return " + std::string(3000, '{') + std::string(3000, '}')), Contains("C stack overflow") || Contains("too many"));
  CHECK_THAT(ends_on_a_small_stack("local t = {} for i = 1, 3000 do t = {t} end return t"), Contains("deep"));
}

TEST_CASE("a script finds nothing that reaches outside") {
  for (const std::string& name : lua_absent_globals()) {
    INFO(name);
    CHECK(lua_gives("return " + name + " == nil") == "true");
  }
  for (const std::string& name : lua_globals()) {
    INFO(name);
    CHECK(lua_gives("return " + name + " ~= nil") == "true");
  }
  CHECK(lua_gives("return string.dump == nil and string.pack == nil and math.random == nil and table.move == nil") == "true");
}

TEST_CASE("_ENV holds the sandbox and nothing else") {
  CHECK(lua_gives("local n = 0 for k in pairs(_ENV) do n = n + 1 end return n") == std::to_string(lua_globals().size()));
  CHECK(lua_gives("_ENV.os = 'mine' return os") == "\"mine\"");
  CHECK(lua_gives("local _ENV = {} return os") == "null");
  CHECK_THAT(lua_gives("local _ENV = nil return os"), Contains("attempt to index a nil value"));
}

TEST_CASE("metatables are out of reach") {
  CHECK_THAT(lua_gives("setmetatable({}, {__gc = function() end})"), Contains("attempt to call a nil value (global 'setmetatable')"));
  CHECK_THAT(lua_gives("return getmetatable('').__index"), Contains("attempt to call a nil value"));
  CHECK(lua_gives("local t = {__tostring = function() error('hostile') end} return tostring(t)") == "\"table\"");
  CHECK(lua_gives("local t = {__index = function() return 1 end} return t.x") == "null");
  CHECK_THAT(lua_gives("local m <close> = {__close = function() end}"), Contains("got a non-closable value"));
  CHECK_THAT(lua_gives("local x = ('x').y.z"), Contains("attempt to index a nil value"));
  CHECK_THAT(lua_gives("money('$1').x = 2"), Contains("money cannot be changed"));
}

TEST_CASE("bytecode is not a script") { CHECK_THAT(lua_gives("\x1bLua\x54"), Contains("attempt to load a binary chunk")); }

TEST_CASE("a script is at most as long as its limit") {
  const std::string comment = "--" + std::string(limits::lua_script_bytes - 2, 'x');
  CHECK(lua_gives(comment) == "null");
  CHECK(lua_gives(comment + "x") == "refund.lua: a script has at most 262,144 bytes");
}

TEST_CASE("addresses do not show, for they differ in every process") {
  CHECK(lua_gives("return tostring({}) .. tostring(print) .. tostring(pcall) .. tostring(list()) .. tostring(null)") == "\"tablenilfunctionlistnull\"");
  CHECK(lua_gives("return string.format('%s %s', {}, pcall)") == "\"table function\"");
  CHECK_THAT(lua_gives("return string.format('%p', {})"), Contains("does not know `%p`"));
  CHECK_THAT(lua_gives("return string.format('%', 1)"), Contains("invalid conversion"));
}

TEST_CASE("whatever is raised becomes a message") {
  CHECK(lua_gives("error('no order')") == "refund.lua:1: no order");
  CHECK(lua_gives("error('no order', 0)") == "refund.lua:1: no order");
  CHECK(lua_gives("\n\nerror({message = 'no order'})") == "refund.lua:3: no order");
  CHECK(lua_gives("error({})") == "refund.lua:1: an error that is a table");
  CHECK(lua_gives("error()") == "refund.lua:1: an error that is nil");
  CHECK(lua_gives("error(pcall)") == "refund.lua:1: an error that is a function");
  CHECK(lua_gives("assert(false)") == "refund.lua:1: assertion failed!");
  CHECK(lua_gives("local x = nil\nreturn x.y") == "refund.lua:2: attempt to index a nil value (local 'x')");
  CHECK(lua_gives("x = = 2") == "refund.lua:1: unexpected symbol near '='");
  CHECK(lua_run("error(string.rep('x', 100000))").message.size() < 600);
}

TEST_CASE("order is the same in every process") {
  CHECK(lua_gives("local s = '' for k, v in pairs({b = 1, a = 2, [3] = 3, [1.5] = 4, [true] = 5, 7}) do s = s .. tostring(k) .. ' ' end return s") ==
        "\"1 1.5 3 a b true \"");
  CHECK_THAT(lua_gives("for k in pairs({[{}] = 1}) do end"), Contains("pairs goes through keys that are texts, numbers or true and false"));
  CHECK(lua_gives("local t = {a = 1, b = 2, c = 3} local s = '' for k in pairs(t) do s = s .. k t.b = nil end return s") == "\"ac\"");
  CHECK(lua_gives("local t = {} for i = 1, 300 do t[i] = {i % 3, i} end table.sort(t, function(a, b) return a[1] < b[1] end) "
                  "for i = 2, 300 do if t[i][1] == t[i-1][1] and t[i][2] < t[i-1][2] then return i end end return 'stable'") == "\"stable\"");
}

TEST_CASE("table.sort survives a comparison that lies") {
  CHECK(lua_gives("local t = {} for i = 1, 50 do t[i] = i * 7 % 50 end table.sort(t, function() return true end) return #t") == "50");
  CHECK(lua_gives("local t = {3, 1, 2} table.sort(t) return t") == "[1,2,3]");
  CHECK_THAT(lua_gives("table.sort({1, 'a'})"), Contains("attempt to compare"));
  CHECK(lua_gives("local t = {3, 1, 2} table.sort(t, function(a, b) t[1] = nil t[2] = nil t[3] = nil return a > b end) return t[1]") == "3");
}

TEST_CASE("a host function inside a callback is a worded error, and a script can catch it") {
  for (const std::string call : {"table.sort({2, 1}, function(a, b) desk.say('x') return a < b end)", "string.gsub('a', 'a', function() desk.say('x') end)",
                                 "string.gsub('a', 'a', desk.say)"}) {
    INFO(call);
    LuaState state;
    int calls = 0;
    REQUIRE(state.define("desk", "say", [&](auto) {
      ++calls;
      return LuaAnswer{};
    }));
    const LuaEnd end = state.run("refund.lua", "local ok, e = pcall(function() " + call + " end) return e");
    REQUIRE(end.kind == LuaEnd::Kind::returned);
    CHECK(end.value.text_or("kind") == "step");
    CHECK(end.value.text_or("where") == "refund.lua:1");
    CHECK_THAT(end.value.text_or("message"), StartsWith("`desk.say` cannot be called from inside a function given to table.sort or string.gsub"));
    CHECK(calls == 0);
  }
}

TEST_CASE("a host function that stops the script stops it through every pcall") {
  LuaState state;
  int after = 0;
  REQUIRE(state.define("desk", "ask", [](auto) { return LuaAnswer{LuaAnswer::Kind::stop, {}, {}}; }));
  REQUIRE(state.define("desk", "say", [&](auto) {
    ++after;
    return LuaAnswer{};
  }));
  const LuaEnd end = state.run("refund.lua", "while true do pcall(pcall, pcall, function() for _ in (function() desk.ask() end) do end end) desk.say() end");
  CHECK(end.kind == LuaEnd::Kind::stopped);
  CHECK(after == 0);
}

TEST_CASE("what a host function throws leaves the run, and the script cannot catch it") {
  LuaState state;
  int after = 0;
  REQUIRE(state.define("desk", "ask", [](auto) -> LuaAnswer { throw Bug("a bug of ours"); }));
  REQUIRE(state.define("desk", "say", [&](auto) {
    ++after;
    return LuaAnswer{};
  }));
  CHECK_THROWS_AS(state.run("refund.lua", "pcall(desk.ask) desk.say()"), Bug);
  CHECK(after == 0);
}
