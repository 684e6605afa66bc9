// Sandboxes that are used again: each script finds what the first one found.
#include <stdexcept>

#include "tests/catch.hpp"
#include "workflows/lua/state.hpp"

using namespace handrail;
using Catch::Contains;

namespace {

std::string gives(LuaStock& stock, std::string_view text) {
  LuaState state(stock);
  LuaEnd end = state.run("refund.lua", text);
  return end.kind == LuaEnd::Kind::returned ? dump(end.value) : end.kind == LuaEnd::Kind::stopped ? "stopped" : end.message;
}

constexpr std::string_view untouched = R"(
  return list{type(string.upper), type(table.concat), type(math.floor), ("x"):upper(), tostring(kept), type(pairs), money and 'money', #table.concat({1, 2}), math.max(1, 2)}
)";

}  // namespace

TEST_CASE("whatever a script does to its globals and libraries, the next one in the same sandbox finds them as they were") {
  LuaStock stock;
  const std::string first = gives(stock, untouched);
  CHECK_THAT(first, Contains("function") && Contains("money"));
  for (const std::string_view text : {
           "kept = 'a secret' return 1", "string.upper = function() return 'mine' end return 1", "string = nil table = nil math = nil return 1",
           "for name in pairs(string) do string[name] = nil end return 1", "pairs = 1 money = nil type = function() return 'x' end return 1",
           "for i = 1, 300 do string['s' .. i] = i; table['t' .. i] = list{i} end return 1"}) {
    INFO(text);
    CHECK(gives(stock, text) == "1");
    CHECK(gives(stock, untouched) == first);
  }
}

TEST_CASE("whatever way a script ends, the next one in the same sandbox has its whole budget and its whole memory") {
  LuaStock stock;
  const std::string first = gives(stock, untouched);
  const std::string half = "local t = {} for i = 1, 200000 do t[i] = i end return #t";   // while it grows, more than half of the memory that a script may take
  for (const auto& [text, end] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
           {"while true do end", "instructions"},
           {"table.sort({2, 1}, function() while true do pcall(error) end end)", "instructions"},
           {"local t = {} while true do t[#t + 1] = {} end", "bytes of memory"},
           {"local function f() return f() + 1 end return f()", "bytes of memory"},
           {"local s = 'x' while true do s = s .. s end", "builds a text"},
           {"return nothing.at.all", "nil"},
           {"this is no Lua", "syntax error"},
           {"gone = string.rep('x', 1000000) error('no')", "no"}}) {
    INFO(text);
    CHECK_THAT(gives(stock, text), Contains(std::string(end)));
    CHECK(gives(stock, half) == "200000");
    CHECK(gives(stock, untouched) == first);
  }
}

TEST_CASE("a function of one run is not there for the next, also where the run was ended in it or it threw") {
  LuaStock stock;
  {
    LuaState state(stock);
    REQUIRE(state.define("desk", "stop", [](auto) { return LuaAnswer{LuaAnswer::Kind::stop, {}, {}}; }));
    CHECK(state.run("a.lua", "pcall(desk.stop) while true do end").kind == LuaEnd::Kind::stopped);
  }
  CHECK(gives(stock, "return tostring(desk)") == "\"nil\"");
  {
    LuaState state(stock);
    REQUIRE(state.define("", "throws", [](auto) -> LuaAnswer { throw std::runtime_error("a bug of ours"); }));
    CHECK_THROWS_WITH(state.run("a.lua", "pcall(throws)"), "a bug of ours");
  }
  CHECK(gives(stock, "return tostring(throws)") == "\"nil\"");
}

namespace {

// What a script that is kept ready gives when it is run now, by functions that say who runs it.
std::string gives(LuaStock& stock, const LuaScript& script, const std::string& who, const Json& inputs = Json::object()) {
  LuaState state(stock, script);
  REQUIRE(state.set_global("inputs", inputs));
  LuaEnd end = state.run(script, [&](std::size_t function, const std::vector<LuaArgument>&) {
    return LuaAnswer{LuaAnswer::Kind::value, Json(who + " " + script.functions[function].name), {}};
  });
  return end.kind == LuaEnd::Kind::returned ? dump(end.value) : end.kind == LuaEnd::Kind::stopped ? "stopped" : end.message;
}

}  // namespace

TEST_CASE("a script that is run again is not read again, and finds nothing of the run before") {
  LuaStock stock;
  const LuaScript script{"a.lua", R"(
    local before = list{tostring(kept), type(desk.ask), type(write), tostring(inputs.n), ("x"):upper(), desk.ask(), write()}
    kept = 'a secret' desk.ask = nil desk.say = nil write = 1 string.upper = 2 pairs = nil inputs = nil
    for i = 1, 300 do desk['f' .. i] = {i} end
    return before)", {{"desk", "ask"}, {"desk", "say"}, {"", "write"}}};
  for (const std::string who : {"ada", "bob", "cleo"}) {
    INFO(who);
    CHECK(gives(stock, script, who, Json::object({{"n", 7}})) == R"(["nil","function","function","7","X",")" + who + R"( ask",")" + who + R"( write"])");
  }
}

TEST_CASE("a script that is kept ready runs under its own limits each time, however the run before it ended") {
  LuaStock stock;
  const LuaScript hungry{"a.lua", "if inputs.how == 'loop' then while true do pcall(error) end end if inputs.how == 'eat' then local t = {} while true do t[#t + 1] = {} end end "
                                  "if inputs.how == 'no' then error('no') end local t = {} for i = 1, 200000 do t[i] = i end return #t", {}};
  const auto run = [&](const std::string& how) { return gives(stock, hungry, "", Json::object({{"how", how}})); };
  for (const auto& [how, end] : std::initializer_list<std::pair<std::string, std::string>>{{"loop", "instructions"}, {"eat", "bytes of memory"}, {"no", "a.lua:1: no"}}) {
    INFO(how);
    CHECK_THAT(run(how), Contains(end));
    CHECK(run("well") == "200000");
  }
}

TEST_CASE("scripts of one name with other words or other functions are not taken for each other, more of them than are kept ready") {
  LuaStock stock;
  for (int round = 0; round < 3; ++round)
    for (int i = 0; i < 50; ++i) CHECK(gives(stock, {"a.lua", "return " + std::to_string(i), {}}, "") == std::to_string(i));
  const std::string text = "return tostring(f and f()) .. tostring(g and g())";
  for (int round = 0; round < 2; ++round) {
    CHECK(gives(stock, {"a.lua", text, {{"", "f"}}}, "x") == "\"x fnil\"");
    CHECK(gives(stock, {"a.lua", text, {{"", "g"}}}, "x") == "\"nilx g\"");
  }
}

TEST_CASE("a script that cannot be kept ready is told or run all the same, each time") {
  LuaStock stock;
  std::string large = "local t = {}\n";
  for (int i = 0; i < 4000; ++i) large += "t[" + std::to_string(i) + "] = 'text " + std::to_string(i) + "'\n";
  LuaStock narrow({.memory_bytes = 30'000});
  for (int i = 0; i < 3; ++i) {
    CHECK_THAT(gives(stock, {"a.lua", "this is no Lua", {}}, ""), Contains("a.lua:1: syntax error"));
    CHECK(gives(stock, {"a.lua", large + "return #t", {{"", "f"}}}, "") == "3999");
    CHECK_THAT(gives(narrow, {"a.lua", large, {}}, ""), Contains("bytes of memory"));
  }
}

TEST_CASE("states that are there at once do not share a sandbox") {
  LuaStock stock;
  std::vector<std::unique_ptr<LuaState>> states;
  for (int i = 0; i < 20; ++i) {
    states.push_back(std::make_unique<LuaState>(stock));
    REQUIRE(states.back()->set_global("number", Json(i)));
  }
  for (int i = 0; i < 20; ++i) CHECK(states[static_cast<std::size_t>(i)]->run("a.lua", "return number").value == Json(i));
  states.clear();
  for (int i = 0; i < 20; ++i) CHECK(gives(stock, "return tostring(number)") == "\"nil\"");
}

TEST_CASE("a sandbox that does not fit its memory is told each time") {
  LuaStock stock({.memory_bytes = 2000});
  for (int i = 0; i < 3; ++i) CHECK_THAT(gives(stock, "return 1"), Contains("does not fit"));
}
