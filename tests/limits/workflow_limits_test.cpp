// What one run of a workflow may hand to the desk.
#include "tests/limits/small_house.hpp"

using namespace handrail;
using namespace handrail::test;
using Catch::Contains;

namespace {

std::string because(const std::string& script) {
  SmallHouse house({.lookups = 0, .script = script + "\nact('W1')"});
  house.open();
  house.says("do it");
  return house.handed_over_because();
}

std::string number(std::size_t n) { return std::to_string(n); }

}  // namespace

TEST_CASE("a workflow says as much as its limit and not one byte more") {
  const std::string half = "local half = string.rep('x', " + number(limits::lua_said_bytes / 2) + ") desk.say(half) desk.say(half)";
  CHECK(because(half).empty());
  CHECK_THAT(because(half + " pcall(desk.say, 'x')"), Contains("a workflow says at most 65536 bytes"));
}

TEST_CASE("a workflow hands the desk as much as its limit and no more") {
  const std::size_t around = std::string(R"({"text":""})").size();
  const auto logs = [&](std::size_t bytes) { return "desk.log(string.rep('x', " + number(bytes - around) + ")) "; };
  const std::string four = logs(limits::lua_steps_bytes / 5) + logs(limits::lua_steps_bytes / 5) + logs(limits::lua_steps_bytes / 5) + logs(limits::lua_steps_bytes / 5);
  const std::size_t act = std::string(R"({"arguments":{"order_id":"W1"},"tool":"act"})").size();
  const std::size_t left = limits::lua_steps_bytes - 4 * (limits::lua_steps_bytes / 5) - act;
  CHECK(because(four + logs(left)).empty());
  CHECK_THAT(because(four + logs(left + 1)), Contains("a workflow hands the desk at most 1048576 bytes in all its steps"));
}

TEST_CASE("the name of a fact is as long as its limit and not one byte longer") {
  for (const std::string call : {"desk.remember", "desk.ask"}) {
    const std::string name = "string.rep('n', " + number(limits::lua_name_bytes) + ")";
    CHECK(because("desk.remember(" + name + ", 'known') " + call + "(" + name + ", 'known')").empty());
    CHECK_THAT(because(call + "(" + name + " .. 'n', 'x')"), Contains(call + " needs a name of 1 to 200 bytes"));
    CHECK_THAT(because(call + "(' ', 'x')"), Contains(call + " needs a name of 1 to 200 bytes"));
  }
}

TEST_CASE("a workflow waits as long as its limit and not a moment longer") {
  SmallHouse house({.lookups = 0, .script = "desk.wait('366 days')"});
  house.open();
  house.says("do it");
  CHECK(house.state()->run->waits_for == "time");
  CHECK_THAT(because("desk.wait(367 .. ' days')"), Contains("desk.wait waits for more than nothing and at most 366 days"));
  CHECK_THAT(because("desk.wait(0 .. ' seconds')"), Contains("desk.wait"));
}
