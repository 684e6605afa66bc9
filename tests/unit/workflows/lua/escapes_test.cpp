// Each file in escapes/ is one way that a script tries to get out of its sandbox, or to take the process with it. Its first lines say what it tries and how
// it must end. All of them run on a stack as small as a fiber's.
#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "engine/base/text.hpp"
#include "tests/catch.hpp"
#include "tests/unit/workflows/lua/small_stack.hpp"

using namespace handrail;
using Catch::Contains;

namespace {

namespace fs = std::filesystem;

constexpr double cpu_seconds_max = 2;   // of one script; an instruction counts 10 ns, so that the budget is 50 ms, and the worst found takes 0.6 s

std::vector<fs::path> escapes() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(fs::path(HANDRAIL_SOURCE_DIR) / "tests/unit/workflows/lua/escapes")) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string expected(const std::string& text) {
  constexpr std::string_view mark = "-- ends with: ";
  const std::size_t at = text.find(mark);
  return at == std::string::npos ? "" : text.substr(at + mark.size(), text.find('\n', at) - at - mark.size());
}

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

}  // namespace

TEST_CASE("no script escapes: each ends as it is written, within its time, and the next one runs") {
  const auto paths = escapes();
  REQUIRE(paths.size() > 70);
  for (const fs::path& path : paths) {
    const std::string text = content(path);
    INFO(path.filename().string());
    REQUIRE(!expected(text).empty());
    const double before = cpu_seconds();
    const std::string end = ends_on_a_small_stack(text);
    CHECK_THAT(end, Contains(expected(text)));
    CHECK(cpu_seconds() - before < cpu_seconds_max);
    CHECK(ends_on_a_small_stack("return 'alive'") == "\"alive\"");
  }
}

TEST_CASE("a script that Lua refuses to read ends with its line, however it is built") {
  const auto ends = [](const std::string& text) { return ends_on_a_small_stack(text); };
  CHECK_THAT(ends("\x1bLua\x54\x00\x19\x93\r\n\x1a\n"), Contains("attempt to load a binary chunk"));
  CHECK_THAT(ends("return " + std::string(200'000, '9') + "x"), Contains("malformed number"));
  CHECK_THAT(ends("return " + std::string(200'000, 'x') + " + 1"), Contains("attempt to perform arithmetic on a nil value"));
  CHECK_THAT(ends("return \"" + std::string(200'000, 'x')), Contains("unfinished string"));
  CHECK_THAT(ends("--[[" + std::string(200'000, 'x')), Contains("unfinished long comment"));
  CHECK_THAT(ends("return " + std::string(3000, '(') + "1" + std::string(3000, ')')), Contains("C stack overflow"));
  std::string minus = "return ";
  for (int i = 0; i < 50'000; ++i) minus += "- ";
  CHECK_THAT(ends(minus + "1"), Contains("C stack overflow"));
  std::string locals, functions, upvalues, calls = "return x";
  for (int i = 0; i < 201; ++i) locals += "local a" + std::to_string(i) + " = 1\n";
  CHECK_THAT(ends(locals), Contains("refund.lua:201: too many local variables"));
  for (int i = 0; i < 300; ++i) functions += "return function() ";
  CHECK_THAT(ends(functions), Contains("C stack overflow") || Contains("'end' expected"));
  for (int half = 0; half < 2; ++half) {
    for (int i = 0; i < 150; ++i) upvalues += "local u" + std::to_string(half) + "_" + std::to_string(i) + " = 1\n";
    upvalues += half == 0 ? "local function outer()\n" : "return function() return 0";
  }
  for (int half = 0; half < 2; ++half)
    for (int i = 0; i < 150; ++i) upvalues += " + u" + std::to_string(half) + "_" + std::to_string(i);
  CHECK_THAT(ends(upvalues + " end end"), Contains("too many upvalues"));
  std::string joined = "return 'a'";
  for (int i = 0; i < 1000; ++i) joined += " .. 'a'";
  CHECK_THAT(ends(joined), Contains("too many registers") || Contains("C stack overflow"));
  for (int i = 0; i < 20'000; ++i) calls += ".x";
  CHECK_THAT(ends(calls), Contains("attempt to index a nil value"));
  std::string tables = "return " + std::string(3000, '{') + std::string(3000, '}');
  CHECK_THAT(ends(tables), Contains("C stack overflow"));
}

TEST_CASE("a script that cannot be parsed in its memory says so") {
  const LuaLimits small{64u << 10, limits::lua_instructions};
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "x" + std::to_string(i) + " = 'text " + std::to_string(i) + "'\n";
  CHECK_THAT(lua_gives(text, small), Contains("memory"));
}
