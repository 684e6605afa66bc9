// Asking a condition takes no memory: a gate of a hundred rules is asked a thousand times, and operator new is counted.
#include "tests/catch.hpp"

#ifdef __SANITIZE_ADDRESS__
#include <iostream>
TEST_CASE("asking the conditions of a hundred rules allocates nothing") {
  std::cout << "skipped: allocations are not counted under the sanitizer, which has its own allocator\n";
  SUCCEED();
}
#else
#include "dsl/program/evaluate.hpp"
#include "tests/bench/allocations.cpp"   // NOLINT: the counter replaces operator new of this program
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail;
using namespace handrail::dsl;

TEST_CASE("asking the conditions of a hundred rules allocates nothing") {
  std::string text =
      "record item\n  name text\n  price money\n  final_sale yes/no\nrecord order\n  customer text\n  status pending | delivered\n  total money\n  items list of item\n  paid_with map of item\n"
      "  placed_at time\ncustomer\n  plan free | pro\ntool find(order_id: text) gives order\n  reads\n"
      "tool refund(order_id: text, amount: money, reason: optional text)\n  moves money\n  after a crash stop and ask a person\n  let order is find(order_id)\n";
  const std::string person = " because \"no\" then offer a person\n";
  const std::vector<std::string> conditions{
      "amount is over $100 and at most $1,000", "order.status is pending or order.customer is not customer.id", "order.placed_at is more than 30 days ago",
      "any item in order.items has item.final_sale is yes", "count of item in order.items with item.price is over $50 is over 2", "sum of item.price for item in order.items is over amount * 2",
      "reason contains \"fraud\" and reason does not match \"a+b\"", "order.paid_with[order_id].name is \"card\"", "reason is unknown and order.status in [pending, delivered]",
      "count of refund per customer in 90 days is over 2"};
  for (int i = 0; i < 100; ++i) text += "  deny when " + conditions[static_cast<std::size_t>(i) % conditions.size()] + " and amount is over $" + std::to_string(i) + person;
  const Compiled compiled = compile_text(text + "  otherwise deny" + person);
  INFO(seen(compiled));
  REQUIRE(compiled.program);
  const Tool& tool = compiled.program->tools[*compiled.program->find_tool("refund")];
  const Currency usd = *Currency::parse("USD");
  const auto item = [&](std::int64_t price) { return Value(ValueRecord{{{"name", "card"}, {"price", Money{price, usd}}, {"final_sale", false}}}); };
  const Value order(ValueRecord{{{"customer", "c"}, {"status", "delivered"}, {"total", Money{9000, usd}}, {"items", ValueList{item(6000), item(3000), item(5100)}},
                                 {"paid_with", ValueRecord{{{"a rather long name of an order", item(1)}}}}, {"placed_at", *parse_time("2026-11-01T12:00:00Z")}}});
  const Roots roots{{"order_id", "a rather long name of an order"}, {"amount", Money{15000, usd}}, {"reason", "a reason of more than sixteen letters"}, {"order", order},
                    {"customer", ValueRecord{{{"id", "c"}, {"plan", "pro"}, {"verified", true}}}}, {"now", *parse_time("2026-11-21T12:00:00Z")},
                    {"used", ValueRecord{{{"count refund per customer in 90 days", std::int64_t{1}}}}}};
  const Frame frame = bind(tool.scope, roots);
  std::size_t yes = 0, unknown = 0;
  const auto ask_all = [&] {
    for (const Deny& deny : tool.denies) {
      const Truth truth = evaluate(*compiled.program, deny.when, frame);
      yes += truth == Truth::yes ? 1 : 0;
      unknown += truth == Truth::unknown ? 1 : 0;
    }
  };
  ask_all();   // what a thread keeps for its first pattern is not of the conditions
  CHECK(yes > 10);
  CHECK(unknown == 0);
  const std::uint64_t before = bench::allocations_so_far();
  for (int i = 0; i < 1000; ++i) ask_all();
  CHECK(bench::allocations_so_far() == before);
}
#endif
