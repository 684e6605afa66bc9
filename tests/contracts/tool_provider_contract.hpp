// What every ToolProvider keeps to, whatever stands behind it. A world of one implementation brings one look-up and one act:
//
//   struct World {
//     static constexpr bool checks_arguments;        // false: it does not know which arguments are wrong
//     ToolProvider& provider();
//     std::size_t effects();                         // how often the act was done, counted behind the provider's back
//   };
//   look-up: lookup_order {"order_id"}: "W1" is there, "W0" is not
//   act:     process_refund {"order_id", "amount", "reason"} on "W1", amount "5.00 USD" for customer c_ada
#pragma once

#include <algorithm>
#include <string>

#include "engine/seams/tool_provider.hpp"
#include "tests/catch.hpp"

namespace handrail::contracts {

inline ToolRequest look_up_of(const std::string& order) {
  return {.tool = "lookup_order", .arguments = Json::object({{"order_id", order}}), .key = "look_" + order, .customer = "c_ada", .reads = true};
}

inline ToolRequest refund_of(const std::string& key, const std::string& amount = "5.00 USD") {
  return {.tool = "process_refund", .arguments = Json::object({{"order_id", "W1"}, {"amount", amount}, {"reason", "damaged"}}), .key = key, .customer = "c_ada"};
}

template <class World>
void tool_provider_contract() {
  World world;
  ToolProvider& provider = world.provider();
  SECTION("it names the tools that it can do") {
    const auto names = provider.tools();
    CHECK(std::find(names.begin(), names.end(), "lookup_order") != names.end());
    CHECK(std::find(names.begin(), names.end(), "process_refund") != names.end());
  }
  SECTION("a look-up gives the record, as often as it is asked, and changes nothing") {
    for (int i = 0; i < 3; ++i) {
      const ToolResponse found = provider.call(look_up_of("W1"));
      INFO(found.error);
      CHECK(found.outcome == CallOutcome::completed);
      CHECK(found.result.text_or("id") == "W1");
      CHECK(found.receipt.empty());
    }
    CHECK(world.effects() == 0);
  }
  SECTION("a record that is not there is an answer: completed, with null") {
    const ToolResponse none = provider.call(look_up_of("W0"));
    INFO(none.error);
    CHECK(none.outcome == CallOutcome::completed);
    CHECK(none.result.is_null());
  }
  SECTION("an act gives a result and a receipt, and happens once") {
    const ToolResponse done = provider.call(refund_of("call_1"));
    INFO(done.error);
    CHECK(done.outcome == CallOutcome::completed);
    CHECK(done.result.is_object());
    CHECK_FALSE(done.receipt.empty());
    CHECK(done.error.empty());
    CHECK(world.effects() == 1);
  }
  SECTION("the same key with the same arguments is the same call: done once, answered the same") {
    const ToolResponse first = provider.call(refund_of("call_1"));
    const ToolResponse second = provider.call(refund_of("call_1"));
    CHECK(second.outcome == CallOutcome::completed);
    CHECK(second.receipt == first.receipt);
    CHECK(second.result == first.result);
    CHECK(world.effects() == 1);
    CHECK(provider.call(refund_of("call_2")).outcome == CallOutcome::completed);
    CHECK(world.effects() == 2);
  }
  SECTION("a tool that it does not have fails with a sentence, and nothing happens") {
    const ToolResponse none = provider.call({.tool = "no_such_tool", .arguments = Json::object(), .key = "call_1"});
    CHECK(none.outcome == CallOutcome::failed);
    CHECK_FALSE(none.error.empty());
    CHECK(world.effects() == 0);
  }
  SECTION("a refused act fails with a sentence and no receipt, and its key is free") {
    if constexpr (World::checks_arguments) {
      const ToolResponse refused = provider.call(refund_of("call_1", "9999.00 USD"));
      CHECK(refused.outcome == CallOutcome::failed);
      CHECK_FALSE(refused.error.empty());
      CHECK(refused.receipt.empty());
      CHECK(world.effects() == 0);
      CHECK(provider.call(refund_of("call_1")).outcome == CallOutcome::completed);
    } else {
      WARN("skipped: this provider does not judge arguments");
    }
  }
  SECTION("a schema is an object or null, of a tool that is not there null") {
    CHECK(provider.schema("no_such_tool").is_null());
    for (const std::string& name : provider.tools()) CHECK((provider.schema(name).is_null() || provider.schema(name).is_object()));
  }
}

}  // namespace handrail::contracts
