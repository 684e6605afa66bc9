#include "tests/unit/adapters/tools/shop_fixture.hpp"

using namespace handrail;

namespace {

std::string load_failure(ShopInAFile& shop, const Json& data) {
  auto loaded = shop.shop->load(data);
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().code == ErrorCode::invalid);
  return loaded.error().message;
}

Json large_shop(int customers, int orders) {
  Json data = Json::object({{"currency", "USD"}});
  Json people = Json::array(), bought = Json::array();
  for (int i = 0; i < customers; ++i) {
    const std::string n = std::to_string(i);
    people.push(json(R"({"id": "c)" + n + R"(", "name": "N", "email": "c)" + n + R"(@example.com", "payment_methods": [{"id": "m", "kind": "paypal"}]})"));
  }
  for (int i = 0; i < orders; ++i) {
    bought.push(json(R"({"id": "#W)" + std::to_string(i) + R"(", "customer": "c)" + std::to_string(i % customers) +
                     R"(", "status": "delivered", "placed_days_ago": 9, "delivered_days_ago": 3, "items": [{"name": "a", "price": "1.10"},)"
                     R"({"name": "b", "price": "2.20"}], "payments": [{"method": "m", "amount": "3.30"}]})"));
  }
  return data.set("customers", people).set("orders", bought);
}

}  // namespace

TEST_CASE_METHOD(ShopInAFile, "the shop of the example loads and holds what its README promises") {
  const auto loaded = load(file_json(std::string(HANDRAIL_SOURCE_DIR) + "/examples/shop/sandbox.json"));
  CHECK(loaded.replaced);
  CHECK(loaded.customers == 12);
  CHECK(loaded.orders == 25);
  const auto rule = [&](const char* order) { return completed("check_refund_eligibility", R"({"order_id": ")" + std::string(order) + R"("})").text_or("rule"); };
  CHECK(rule("W1001") == "within_terms");
  CHECK(rule("W1002") == "within_terms");
  CHECK(rule("W1003") == "not_delivered");
  CHECK(rule("W1004") == "final_sale");
  CHECK(rule("W1005") == "past_window");
  CHECK(rule("W5002") == "already_refunded");
  CHECK(rule("W2003") == "cancelled");
  CHECK(completed("lookup_order", R"({"order_id": "W1001"})")["total"]["amount"] == Json("48.00"));
  CHECK(completed("lookup_order", R"({"order_id": "W1002"})")["total"]["amount"] == Json("240.00"));
  CHECK(completed("lookup_order", R"({"order_id": "W2001"})")["customer"] == Json("c_bob"));
}

TEST_CASE_METHOD(LoadedShop, "another data set takes the place of the first, at run time") {
  REQUIRE(call("process_refund", R"({"order_id": "W1", "amount": "1.00", "reason": "x"})", "a").outcome == CallOutcome::completed);
  CHECK(load(json(R"({"currency": "JPY", "customers": [{"id": "c_yuki", "name": "Yuki", "email": "y@example.com", "payment_methods": [{"id": "m", "kind": "card"}]}],
    "orders": [{"id": "J1", "customer": "c_yuki", "status": "pending", "placed_at": "2026-11-01T00:00:00Z", "items": [{"name": "tea", "price": "1200"}],
                "payments": [{"method": "m", "amount": "1200"}]}]})")).replaced);
  CHECK(completed("lookup_order", R"({"order_id": "W1"})").is_null());
  CHECK(completed("lookup_account", R"({"customer_id": "c_ada"})").is_null());
  CHECK(completed("search_products", R"({"query": "headphones"})") == Json::array());
  CHECK(completed("lookup_order", R"({"order_id": "J1"})")["total"] == json(R"({"amount": "1200", "currency": "JPY"})"));
  CHECK(load(small_shop()).replaced);
  CHECK(completed("lookup_order", R"({"order_id": "W1"})")["refunded"]["amount"] == Json("0.00"));
}

TEST_CASE_METHOD(LoadedShop, "a used key stays used when the data set changes") {
  const ToolResponse first = call("process_refund", R"({"order_id": "W1", "amount": "1.00", "reason": "x"})", "a");
  load(json(R"({"currency": "USD"})"));
  CHECK(call("process_refund", R"({"order_id": "W1", "amount": "1.00", "reason": "x"})", "a").receipt == first.receipt);
  CHECK(failure("process_refund", R"({"order_id": "W2", "amount": "1.00", "reason": "x"})", "a") == "the key was used with other arguments");
}

TEST_CASE_METHOD(LoadedShop, "the data set that is in is not loaded again, however its text is laid out") {
  REQUIRE(call("cancel_order", R"({"order_id": "W2", "reason": "x"})", "a").outcome == CallOutcome::completed);
  clock.ms += days(2).ms;
  reopen();
  CHECK_FALSE(load(json(dump_pretty(small_shop()))).replaced);
  CHECK(completed("lookup_order", R"({"order_id": "W2"})")["status"] == Json("cancelled"));
  CHECK(completed("lookup_order", R"({"order_id": "W2"})")["placed_at"] == Json("2026-11-20T09:00:00Z"));
}

TEST_CASE_METHOD(LoadedShop, "a data set that does not fit says where, and changes nothing") {
  const auto after = [&](const char* find, const char* put) { return load_failure(*this, small_shop_with(find, put)); };
  CHECK(after(R"("price":"42.50","quantity")", R"("price":"42.505","quantity")").starts_with("the data set does not fit: /orders/1/items/0/price: "));
  CHECK(after(R"("price":"42.50","quantity")", R"("price":42.50,"quantity")").find("/orders/1/items/0/price: expected money as a string") != std::string::npos);
  CHECK(after(R"("price":"48.00")", R"("price":"-48.00")").find("/products/0/price: must not be negative") != std::string::npos);
  CHECK(after(R"("price":"48.00")", R"("price":"48.00 EUR")").find("/products/0/price: is in EUR, and the data set in USD") != std::string::npos);
  CHECK(after(R"("status":"pending")", R"("status":"waiting")").find("/orders/1/status: expected `pending`") != std::string::npos);
  CHECK(after(R"("placed_days_ago":1)", R"("placed_day_ago":1)").find("/orders/1/placed_day_ago: unknown member `placed_day_ago`, did you mean") != std::string::npos);
  CHECK(after(R"("placed_days_ago":1)", R"("placed_days_ago":1,"placed_at":"2026-11-01")").find("/orders/1/placed_at: give one of") != std::string::npos);
  CHECK(after(R"("delivered_days_ago":3)", R"("delivered_days_ago":7)").find("/orders/0/delivered_at: is before the order was placed") != std::string::npos);
  CHECK(after(R"("delivered_days_ago":3,)", "").find("/orders/0/delivered_at: one of delivered_at and delivered_days_ago is required") != std::string::npos);
  CHECK(after(R"("customer":"c_bob")", R"("customer":"c_zoe")").find("/orders/4/customer: there is no customer `c_zoe`") != std::string::npos);
  CHECK(after(R"("method":"gift_1")", R"("method":"gift_9")").find("/orders/1/payments/0/method: the customer has no payment method") != std::string::npos);
  CHECK(after(R"("order":"#W6")", R"("order":"W6")").find("/shipments/0/order: there is no order `W6`") != std::string::npos);
  CHECK(after(R"("id":"c_bob")", R"("id":"c_ada")").find("/customers/1/id: `c_ada` is there twice") != std::string::npos);
  CHECK(after("bob@example.com", "ADA@example.com").find("/customers/1/email: `ada@example.com` is there twice") != std::string::npos);
  CHECK(after(R"("amount":"30.00")", R"("amount":"128.01")").find("/orders/4/refunds: more was paid back than was paid") != std::string::npos);
  CHECK(after(R"("currency":"USD")", R"("currency":"USX")") == "the data set does not fit: /currency: expected an ISO 4217 code like \"USD\"");
  CHECK(load_failure(*this, json("[]")) == "the data set does not fit: expected an object, got array");
  CHECK(load_failure(*this, json(R"({"currency": "USD", "orders": {}, "clients": []})")).find("/orders: expected an array, got an object; ") != std::string::npos);
  CHECK(completed("lookup_order", R"({"order_id": "W1"})")["id"] == Json("W1"));
}

TEST_CASE_METHOD(ShopInAFile, "all that is wrong is counted, and the first ten are told") {
  Json data = large_shop(1, 1);
  Json people = Json::array();
  for (int i = 0; i < 12; ++i) people.push(json(R"({"id": "c)" + std::to_string(i) + R"(", "name": "", "email": "c)" + std::to_string(i) + R"(@example.com"})"));
  const std::string message = load_failure(*this, json(dump(data.set("customers", people).set("orders", Json::array()))));
  CHECK(message.find("/customers/9/name") != std::string::npos);
  CHECK(message.find("/customers/10/name") == std::string::npos);
  CHECK(message.ends_with("; and 2 more"));
}

TEST_CASE_METHOD(ShopInAFile, "five hundred customers and a thousand orders are found after one load") {
  const auto loaded = load(large_shop(500, 1000));
  CHECK(loaded.customers == 500);
  CHECK(loaded.orders == 1000);
  CHECK(completed("lookup_order", R"({"order_id": "#W999"})")["total"]["amount"] == Json("3.30"));
  CHECK(completed("find_orders", R"({"customer_id": "c499"})").items()->size() == 2);
}

TEST_CASE("a shop needs a file") {
  ThreadWaiting waiting(1);
  SetClock clock;
  CountingIds ids;
  CHECK(SandboxShop::open(":memory:", waiting, clock, ids).error().code == ErrorCode::invalid);
  CHECK_FALSE(SandboxShop::open("/nowhere/at/all/shop.db", waiting, clock, ids));
}
