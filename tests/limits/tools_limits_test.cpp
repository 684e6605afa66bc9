// The limits of the sandbox shop, of the writer behind every store, and of what scripts may call and match.
#include <future>
#include <thread>

#include "adapters/sqlite/writer.hpp"
#include "adapters/tools/data_set.hpp"
#include "adapters/waiting/threads.hpp"
#include "engine/base/limits.hpp"
#include "tests/catch.hpp"
#include "tests/unit/adapters/sqlite/folder.hpp"
#include "tests/unit/adapters/tools/shop_fixture.hpp"
#include "tests/unit/workflows/runtime/scripted_host.hpp"
#include "workflows/lua/pattern.hpp"
#include "workflows/runtime/lua_workflow_runner.hpp"

using namespace handrail;
using Catch::Contains;

namespace {

Json customer(std::size_t number) {
  const std::string n = std::to_string(number);
  return Json::object({{"id", "c" + n}, {"name", "N"}, {"email", n + "@example.com"}});
}

// "" when the data set is taken, else what is wrong with it.
std::string wrong_with(const char* key, Json list) {
  const auto read = tools::read_data_set(Json::object({{"currency", "USD"}, {key, std::move(list)}}), Instant{0});
  return read ? "" : read.error().message;
}

// An order of so many items, each at that price.
std::string wrong_with_order(std::size_t items, const std::string& price) {
  Json list = Json::array();
  for (std::size_t i = 0; i < items; ++i) list.push(Json::object({{"name", "Lamp"}, {"price", price}}));
  Json customers = Json::array(), orders = Json::array();
  customers.push(customer(1));
  orders.push(Json::object({{"id", "W1"}, {"customer", "c1"}, {"status", "pending"}, {"placed_days_ago", 1}, {"items", std::move(list)}, {"payments", Json::array()}}));
  const auto read = tools::read_data_set(Json::object({{"currency", "USD"}, {"customers", std::move(customers)}, {"orders", std::move(orders)}}), Instant{0});
  return read ? "" : read.error().message;
}

}  // namespace

TEST_CASE("a shop has as many records of a kind as its limit and not one more") {
  Json customers = Json::array();
  for (std::size_t i = 0; i < limits::shop_records; ++i) customers.push(customer(i));
  CHECK(wrong_with("customers", customers) == "");
  CHECK_THAT(wrong_with("customers", customers.push(customer(limits::shop_records))), Contains("/customers") && Contains("100000"));
}

TEST_CASE("an order has as many items, and an item as high a price, as their limits") {
  CHECK(wrong_with_order(limits::shop_parts, "1.00") == "");
  CHECK_THAT(wrong_with_order(limits::shop_parts + 1, "1.00"), Contains("/orders/0/items") && Contains("1000"));
  const auto amount = [](std::int64_t minor) { return format_amount({minor, *Currency::parse("USD")}); };
  CHECK(wrong_with_order(1, amount(limits::shop_amount_minor)) == "");
  CHECK_THAT(wrong_with_order(1, amount(limits::shop_amount_minor + 1)), Contains("/orders/0/items/0/price: must not be negative or over 10000000000.00"));
}

TEST_CASE_METHOD(LoadedShop, "the shop takes arguments as long as their limit and not one byte longer") {
  const auto message = [&](std::size_t bytes, const std::string& key) {
    const std::string start = R"({"subject":"s","urgency":"low","body":")", end = "\"}";
    return call("create_ticket", start + std::string(bytes - start.size() - end.size(), 'x') + end, key).error;
  };
  CHECK(message(limits::tool_arguments_bytes, "a") == "");
  CHECK_THAT(message(limits::tool_arguments_bytes + 1, "b"), Contains("more than 65536 bytes"));
}

TEST_CASE("as many pieces share a commit as the limit, and one more begins the next") {
  for (const std::size_t over : {0u, 1u}) {
    const TestFolder folder;
    ThreadWaiting waiting;
    sqlite::Writer writer(sqlite::Database::open(folder.file("x.db"), sqlite::Durability::normal).value(), waiting);
    std::promise<void> entered, opened;
    std::vector<std::thread> threads;
    threads.emplace_back([&] {
      (void)writer.submit([&](sqlite::Database&) -> Result<void> {
        entered.set_value();
        opened.get_future().wait();
        return {};
      });
    });
    entered.get_future().wait();
    const std::size_t pieces = limits::pieces_per_commit + over;
    for (std::size_t i = 0; i < pieces; ++i) threads.emplace_back([&] { (void)writer.submit([](sqlite::Database&) -> Result<void> { return {}; }); });
    while (writer.waiting_pieces() < pieces) std::this_thread::yield();
    opened.set_value();
    for (auto& thread : threads) thread.join();
    CHECK(writer.figures().pieces == pieces + 1);
    CHECK(writer.figures().commits == 2 + over);
  }
}

TEST_CASE("a script's function takes as many arguments as the limit and not one more") {
  const auto message = [](int arguments) {
    std::string text = "act(1";
    for (int i = 1; i < arguments; ++i) text += ", 1";
    ScriptedHost host;
    return LuaWorkflowRunner().run({"work", "work.lua", text + ")", {{"act", {"order_id"}}}}, Json::object(), {}, host).message;
  };
  CHECK(message(limits::lua_call_arguments) == "work.lua:1: `act` takes 1 arguments, and got 32");
  CHECK(message(limits::lua_call_arguments + 1) == "work.lua:1: `act` is given more than 32 arguments");
}

TEST_CASE("a pattern takes as many steps as it is given and not one more") {
  const std::string subject(2'000, 'a'), pattern = ".-.-b";
  PatternMatcher ample(subject, pattern, ~std::uint64_t{0});
  REQUIRE_FALSE(ample.match(0));
  REQUIRE(ample.error().empty());
  REQUIRE(ample.steps() > limits::lua_pattern_steps);   // one find of it is over the limit
  PatternMatcher exact(subject, pattern, ample.steps()), over(subject, pattern, ample.steps() - 1);
  CHECK_FALSE(exact.match(0));
  CHECK(exact.error().empty());
  CHECK_FALSE(over.match(0));
  CHECK_THAT(over.error(), Contains("steps"));
}
