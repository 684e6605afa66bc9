#include "tests/catch.hpp"
#include "tests/unit/workflows/lua/lua_run.hpp"

using namespace handrail;
using Catch::Contains;

TEST_CASE("the pattern functions answer as the Lua manual says") {
  struct Row {
    const char* text;
    const char* gives;
  };
  const Row rows[] = {
      {"return {string.find('hello world', 'wor')}", "[7,9]"},
      {"return {string.find('hello', 'l+')}", "[3,4]"},
      {"return {string.find('hello', '(l)(l)')}", "[3,4,\"l\",\"l\"]"},
      {"return {string.find('a.b', '.', 1, true)}", "[2,2]"},
      {"return {string.find('hello', '', 6)}", "[6,5]"},
      {"return string.find('hello', '', 7) == nil", "true"},
      {"return {string.find('hello', 'l', -2)}", "[4,4]"},
      {"return string.match('order A-1234 please', '%u%-(%d+)')", "\"1234\""},
      {"return string.match('  trim me ', '^%s*(.-)%s*$')", "\"trim me\""},
      {"return string.match('key = value', '^(%w+)%s*=%s*(%w+)$')", "\"key\""},
      {"return string.match('THE (quick) fox', '%((%a+)%)')", "\"quick\""},
      {"return string.match('f(a(b)c)d', '%b()')", "\"(a(b)c)\""},
      {"return string.match('say \"hi\" now', '([\"\\'])(.-)%1')", "\"\\\"\""},
      {"return string.gsub('THE (quick) fox', '%f[%a]%a+', 'x')", "\"x (x) x\""},
      {"return {string.match('abc', '()b()')}", "[2,3]"},
      {"return string.match('2026-11-21', '^(%d%d%d%d)-')", "\"2026\""},
      {"return string.match('x^y', 'x^y')", "\"x^y\""},
      {"return string.match('a]b', '[]]')", "\"]\""},
      {"return string.match('a-b', '[a%-]+')", "\"a-\""},
      {"return string.match('caf\xc3\xa9', '[^%w]+') == '\xc3\xa9'", "true"},
      {"return {string.gsub('hello world', 'o', '0')}", "[\"hell0 w0rld\",2]"},
      {"return {string.gsub('hello world', 'o', '0', 1)}", "[\"hell0 world\",1]"},
      {"return string.gsub('hello', '', '-')", "\"-h-e-l-l-o-\""},
      {"return string.gsub('hello world', '(%w+) (%w+)', '%2 %1')", "\"world hello\""},
      {"return string.gsub('hello', '%w+', '%0 %0')", "\"hello hello\""},
      {"return string.gsub('abc', '%w', '%%')", "\"%%%\""},
      {"return string.gsub('$name is $age', '%$(%w+)', {name = 'Ann', age = 5})", "\"Ann is 5\""},
      {"return string.gsub('$name', '%$(%w+)', {})", "\"$name\""},
      {"return string.gsub('abc', '%w', function(c) return c:upper() .. '.' end)", "\"A.B.C.\""},
      {"return string.gsub('abc', '^a', 'x')", "\"xbc\""},
      {"local t = {} for w in ('one two  three'):gmatch('%a+') do t[#t + 1] = w end return t", "[\"one\",\"two\",\"three\"]"},
      {"local t = {} for k, v in ('a=1, b=2'):gmatch('(%w+)=(%w+)') do t[k] = v end return t", "{\"a\":\"1\",\"b\":\"2\"}"},
      {"local n = 0 for _ in ('abc'):gmatch('') do n = n + 1 end return n", "4"},
      {"return ('%d items at %5.2f, %s'):format(3, 2.5, true)", "\"3 items at  2.50, true\""},
      {"return {('abc'):byte(-2, -1)}", "[98,99]"},
      {"return {('abc'):byte(10)}", "{}"},
      {"return ('ab'):rep(3, ',')", "\"ab,ab,ab\""},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(lua_gives(row.text) == row.gives);
  }
}

TEST_CASE("a malformed pattern is a worded error") {
  for (const std::string pattern : {"[a", "%", "[%", "[]", "[^]", "(a", "a)", "%1", "(%1)", "%b", "%bx", "%f", "%fa", "(()", "[a-"}) {
    INFO(pattern);
    CHECK_THAT(lua_gives("return string.match('aaa', '" + pattern + "')"), Contains("refund.lua:1: the pattern `"));
  }
  CHECK_THAT(lua_gives("return string.match('a', string.rep('()', 33))"), Contains("more than 32 captures"));
  CHECK_THAT(lua_gives("for _ in string.gmatch('a', '^a') do end"), Contains("cannot begin with `^`"));
  CHECK_THAT(lua_gives("return string.gsub('a', 'a', '%2')"), Contains("followed by no capture"));
  CHECK_THAT(lua_gives("return string.gsub('a', 'a', '%')"), Contains("followed by no capture"));
  CHECK_THAT(lua_gives("return string.gsub('a', 'a', function() return {} end)"), Contains("is a table, not a text"));
  CHECK_THAT(lua_gives("return string.gsub('a', 'a', true)"), Contains("not with true or false"));
}
