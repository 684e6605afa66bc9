#include "tests/catch.hpp"
#include "tests/unit/workflows/lua/lua_run.hpp"

using namespace handrail;
using Catch::Contains;

namespace {

// Through Lua and back.
std::string through(std::string_view json) {
  LuaState state;
  const auto set = state.set_global("x", *parse_json(json));
  if (!set) return set.error().message;
  const LuaEnd end = state.run("refund.lua", "return x");
  return end.kind == LuaEnd::Kind::returned ? dump(end.value) : end.message;
}

std::string with(std::string_view json, std::string_view text) {
  LuaState state;
  REQUIRE(state.set_global("x", *parse_json(json)));
  const LuaEnd end = state.run("refund.lua", text);
  return end.kind == LuaEnd::Kind::returned ? dump(end.value) : end.message;
}

std::string nested(int depth, char open, char close) { return std::string(static_cast<std::size_t>(depth), open) + std::string(static_cast<std::size_t>(depth), close); }

}  // namespace

TEST_CASE("values come back as they went") {
  for (const std::string json : {"null", "true", "false", "0", "-7", "9223372036854775807", "-9223372036854775808", "0.5", "1.25e-07", "\"\"", "\"a\\u0000b\"",
                                 "\"\xc3\xa9\"", "[]", "{}", "[1,2,[]]", "{\"a\":{},\"b\":[]}", "[null,1]", R"({"amount":"12.50","currency":"EUR"})",
                                 R"([{"amount":"0","currency":"JPY"}])", R"({"amount":"x","currency":"EUR"})", R"({"amount":"1.00","currency":"EUR","x":1})"}) {
    INFO(json);
    CHECK(through(json) == json);
  }
}

TEST_CASE("a member that is null is not there, and an item that is null is `null`") {
  CHECK(through(R"({"a":null,"b":1})") == R"({"b":1})");
  CHECK(with(R"({"note":null})", "return x.note == nil") == "true");
  CHECK(with("[null]", "return x[1] == null and type(x[1]) == 'null'") == "true");
  CHECK(lua_gives("return {a = null}") == R"({"a":null})");
}

TEST_CASE("integers stay integers and decimals are numbers") {
  CHECK(with("5", "return math.type(x)") == "\"integer\"");
  CHECK(with("5.0", "return math.type(x)") == "\"integer\"");
  CHECK(with("5.5", "return math.type(x)") == "\"float\"");
  CHECK(lua_gives("return 7 / 2") == "3.5");
  CHECK(lua_gives("return 6 / 2") == "3");
  CHECK_THAT(lua_gives("return 1 / 0"), Contains("the result is not a finite number"));
  CHECK_THAT(lua_gives("return {a = 0 / 0}"), Contains("`a` of the result is not a finite number"));
  CHECK_THAT(LuaState().set_global("x", Json(Json::Number{"1e400"})).error().message, Contains("too large"));
}

TEST_CASE("lists and objects are kept apart") {
  CHECK(lua_gives("return {}") == "{}");
  CHECK(lua_gives("return list{}") == "[]");
  CHECK(lua_gives("return list()") == "[]");
  CHECK(lua_gives("return {1, 2}") == "[1,2]");
  CHECK(with("[]", "x[1] = 'a' return x") == "[\"a\"]");
  CHECK_THAT(lua_gives("return {1, a = 2}"), Contains("mixes items of a list with named fields, as `a`"));
  CHECK_THAT(lua_gives("return {a = {[1] = 1, [3] = 3}}"), Contains("`a` of the result is a list with a hole before item 3"));
  CHECK_THAT(lua_gives("return {[0] = 1}"), Contains("has a key that is a number"));
  CHECK_THAT(lua_gives("return {[true] = 1}"), Contains("has a key that is true or false"));
  CHECK(lua_gives("return {b = 1, a = 2}") == R"({"a":2,"b":1})");
}

TEST_CASE("what JSON cannot say is refused with its place") {
  CHECK_THAT(lua_gives("return {items = {1, {x = pcall}}}"), Contains("`items[2].x` of the result is a function, which cannot be handed over"));
  CHECK_THAT(lua_gives("return '\\xff'"), Contains("the result is not UTF-8 text"));
  CHECK_THAT(lua_gives("return {['\\xff'] = 1}"), Contains("is not UTF-8 text"));
}

TEST_CASE("a value may be as deep as its limit and no deeper") {
  const auto text = [](int depth) { return "return " + nested(depth, '{', '}'); };
  CHECK(limits::lua_value_depth == 16);
  CHECK(lua_gives("local t = list{} for i = 1, 15 do t = {t} end return t") == nested(16, '[', ']'));
  CHECK_THAT(lua_gives("local t = list{} for i = 1, 16 do t = {t} end return t"), Contains("nested more than 16 deep"));
  CHECK_THAT(lua_gives(text(17)), Contains("deep"));
  CHECK_THAT(lua_gives("local t = {} t.t = t return t"), Contains("nested more than 16 deep"));
  CHECK_THAT(lua_gives("local t = {'x'} for i = 1, 15 do t = {t, t, t, t} end return t"), Contains("larger than 262144 bytes"));
}

TEST_CASE("a value for the script may be as deep as JSON may be") {
  CHECK(with(nested(30, '[', ']'), "return #x") == "1");
  CHECK_THAT(through(nested(60, '[', ']')), Contains("nested more than 32 deep"));
}

TEST_CASE("a value may be as large as its limit and no larger") {
  CHECK(lua_gives("return string.rep('x', 262144 - 8)").size() == 262144 - 8 + 2);
  CHECK_THAT(lua_gives("return string.rep('x', 262144 - 7)"), Contains("the result is larger than 262144 bytes"));
}

TEST_CASE("money computes in one currency") {
  CHECK(lua_gives("return money('$10.50') + money('$0.75')") == R"({"amount":"11.25","currency":"USD"})");
  CHECK(lua_gives("return money('10 EUR') - money(12, 'EUR')") == R"({"amount":"-2.00","currency":"EUR"})");
  CHECK(lua_gives("return -money('$1')") == R"({"amount":"-1.00","currency":"USD"})");
  CHECK(lua_gives("return 3 * money('$1.10')") == R"({"amount":"3.30","currency":"USD"})");
  CHECK(lua_gives("return money('$1') < money('$2') and money('$2') <= money('$2') and money('$2') == money('$2.00') and money('$3') > money('$2')") == "true");
  CHECK(lua_gives("return money('$2') == money('$3')") == "false");
  CHECK(lua_gives("return 'a refund of ' .. money('1000.5 USD') .. '!'") == "\"a refund of $1,000.50!\"");
  CHECK(lua_gives("local m = money('12.50 EUR') return m.amount .. ' in ' .. m.currency .. ' is ' .. tostring(m)") == "\"12.50 in EUR is €12.50\"");
  CHECK(lua_gives("return type(money('$1'))") == "\"money\"");
  CHECK(lua_gives("return string.format('%s', money('$1'))") == "\"$1.00\"");
  CHECK(with(R"({"total":{"amount":"9.99","currency":"USD"}})", "return x.total < money('$10')") == "true");
  CHECK(with(R"({"total":{"amount":9.99,"currency":"USD"}})", "return x.total") == R"({"amount":"9.99","currency":"USD"})");
}

TEST_CASE("money in two currencies does not mix") {
  CHECK(lua_gives("return money('$1') + money('1 EUR')") == "refund.lua:1: adding `$1.00` and `€1.00`: they are in two currencies");
  CHECK_THAT(lua_gives("return money('$1') < money('1 EUR')"), Contains("comparing `$1.00` and `€1.00`"));
  CHECK_THAT(lua_gives("return money('$1') <= money('1 EUR')"), Contains("comparing"));
  CHECK_THAT(lua_gives("return money('$1') == money('1 EUR')"), Contains("comparing"));
}

TEST_CASE("money and numbers do not mix") {
  CHECK(lua_gives("return money('$1') > 5") == R"(refund.lua:1: comparing money and a number: write the amount as money("$100") or money("100 EUR"))");
  CHECK_THAT(lua_gives("return money('$1') + 5"), Contains("adding money and a number"));
  CHECK_THAT(lua_gives("return money('$1') * 0.5"), Contains("whole numbers only"));
  CHECK_THAT(lua_gives("return money('$1') * money('$1')"), Contains("whole numbers only, not by money"));
  CHECK_THAT(lua_gives("return money(1.5, 'EUR')"), Contains("money is made from a text"));
  CHECK_THAT(lua_gives("return money('$1', 'EUR')"), Contains("is not in `EUR`"));
  CHECK_THAT(lua_gives("return money('1')"), Contains("currency is missing"));
  CHECK_THAT(lua_gives("return money('1.001 EUR')"), Contains("at most 2 decimals"));
  CHECK_THAT(lua_gives("return money('1 EUR').cents"), Contains("money has `amount` and `currency`, not `cents`"));
  CHECK_THAT(lua_gives("return money('92233720368547758.07 USD') + money('$0.01')"), Contains("too large"));
  CHECK_THAT(lua_gives("return money('92233720368547758.07 USD') * 2"), Contains("too large"));
}
