#include "tests/unit/adapters/tools/shop_fixture.hpp"

using namespace handrail;

TEST_CASE_METHOD(LoadedShop, "an account is found by id and by e-mail in any case") {
  const Json by_id = completed("lookup_account", R"({"customer_id": "c_ada"})");
  CHECK(by_id == completed("lookup_account", R"({"email": " ADA@Example.com "})"));
  CHECK(by_id == completed("lookup_account", R"({"customer_id": "c_ada", "email": null})"));
  CHECK(by_id["name"] == Json("Ada Brown"));
  CHECK(by_id["plan"] == Json("pro"));
  CHECK(by_id["tier"] == Json("gold"));
  CHECK(by_id["opened_at"] == Json("2026-08-13T09:00:00Z"));
  CHECK(by_id["address"]["city"] == Json("Portland"));
  CHECK(by_id["orders"] == json(R"(["W2", "W1", "W3", "W4"])"));
  CHECK(by_id["payment_methods"]["gift_1"]["balance"] == json(R"({"amount": "5.00", "currency": "USD"})"));
  CHECK(by_id["payment_methods"]["card_1"]["last_four"] == Json("4242"));
}

TEST_CASE_METHOD(LoadedShop, "an order is read whole") {
  const Json order = completed("lookup_order", R"({"order_id": "W2"})");
  CHECK(order["customer"] == Json("c_ada"));
  CHECK(order["status"] == Json("pending"));
  CHECK(order["total"] == json(R"({"amount": "85.00", "currency": "USD"})"));
  CHECK(order["note"] == Json("ring twice"));
  CHECK(order["placed_at"] == Json("2026-11-20T09:00:00Z"));
  CHECK(order["delivered_at"].is_null());
  CHECK(order["tracking"].is_null());
  CHECK(order["address"]["line1"] == Json("14 Linden Street"));
  REQUIRE(order["items"].items()->size() == 1);
  CHECK((*order["items"].items())[0] ==
        json(R"({"id": "W2-1", "product": null, "name": "Lamp", "price": {"amount": "42.50", "currency": "USD"}, "quantity": 2, "final_sale": false, "options": {}})"));
  CHECK(order["paid_with"]["gift_1"] == json(R"({"id": "gift_1", "kind": "gift_card", "amount": {"amount": "5.00", "currency": "USD"}})"));
  CHECK(order["paid_with"]["card_1"]["kind"] == Json("credit_card"));
}

TEST_CASE_METHOD(LoadedShop, "an order number is understood as people write it") {
  for (const char* spoken : {R"({"order_id": "#W6"})", R"({"order_id": "w6"})", R"({"order_id": " W6 "})"}) {
    CHECK(completed("lookup_order", spoken)["id"] == Json("#W6"));
  }
  CHECK(completed("track_shipment", R"({"order_id": "w6"})")["tracking_number"] == Json("PP6"));
}

TEST_CASE_METHOD(LoadedShop, "what is not there is null and no failure") {
  CHECK(completed("lookup_account", R"({"customer_id": "c_nobody"})").is_null());
  CHECK(completed("lookup_account", R"({"email": "nobody@example.com"})").is_null());
  CHECK(completed("lookup_order", R"({"order_id": "W99"})").is_null());
  CHECK(completed("find_orders", R"({"email": "nobody@example.com"})").is_null());
  CHECK(completed("track_shipment", R"({"order_id": "W99"})").is_null());
  CHECK(completed("track_shipment", R"({"order_id": "W1"})").is_null());
  CHECK(completed("check_refund_eligibility", R"({"order_id": "W99"})").is_null());
  CHECK(completed("check_refund", R"({"key": "never"})").is_null());
  CHECK(completed("lookup_subscription", R"({"customer_id": "c_bob"})").is_null());
  CHECK(completed("find_orders", R"({"customer_id": "c_new"})") == Json::array());
  CHECK(completed("search_products", R"({"query": "submarine"})") == Json::array());
}

TEST_CASE_METHOD(LoadedShop, "a customer's orders are listed newest first") {
  const Json orders = completed("find_orders", R"({"email": "bob@example.com"})");
  REQUIRE(orders.items()->size() == 2);
  CHECK((*orders.items())[0]["id"] == Json("#W6"));
  CHECK((*orders.items())[1]["summary"] == Json("Jacket, T-shirt"));
  CHECK((*orders.items())[1]["total"] == json(R"({"amount": "128.00", "currency": "USD"})"));
}

TEST_CASE_METHOD(LoadedShop, "a parcel tells its way, the latest first") {
  const Json parcel = completed("track_shipment", R"({"order_id": "#W6"})");
  CHECK(parcel["status"] == Json("in_transit"));
  CHECK(parcel["expected_at"] == Json("2026-11-23T09:00:00Z"));
  REQUIRE(parcel["events"].items()->size() == 2);
  CHECK((*parcel["events"].items())[0] == json(R"({"at": "2026-11-20T09:00:00Z", "what": "Arrived at the depot", "place": "Boise"})"));
}

TEST_CASE_METHOD(LoadedShop, "products are found by words, names before descriptions") {
  const Json found = completed("search_products", R"({"query": "do you have a headphone?"})");
  REQUIRE(found.items()->size() == 2);
  CHECK((*found.items())[0]["id"] == Json("p_1"));
  CHECK((*found.items())[1]["available"] == Json(false));
  CHECK((*completed("search_products", R"({"query": "brass"})").items()).size() == 1);
}

TEST_CASE_METHOD(LoadedShop, "nothing that a customer writes is query syntax") {
  for (const char* query : {R"({"query": "\" OR name:*"})", R"({"query": "NEAR(a b) AND NOT ^"})", R"({"query": "'"})", R"({"query": "'; DROP TABLE orders; --"})",
                            R"({"query": "-- (((("})", R"({"query": "\u0000"})"}) {
    INFO(query);
    CHECK(call("search_products", query).outcome == CallOutcome::completed);
  }
  CHECK(completed("lookup_order", R"({"order_id": "W1' OR '1'='1"})").is_null());
}

TEST_CASE_METHOD(LoadedShop, "a subscription comes with its price") {
  const Json subscription = completed("lookup_subscription", R"({"customer_id": "c_ada"})");
  CHECK(subscription["plan"] == Json("pro"));
  CHECK(subscription["price"] == json(R"({"amount": "19.00", "currency": "USD"})"));
  CHECK(subscription["renews_at"] == Json("2026-12-02T09:00:00Z"));
}

TEST_CASE_METHOD(LoadedShop, "eligibility tells what, why and until when") {
  struct Case { const char* order; bool eligible; const char* rule; const char* refundable; const char* refunded; };
  for (const Case& c : {Case{"W1", true, "within_terms", "48.00", "0.00"}, Case{"W2", false, "not_delivered", "0.00", "0.00"},
                        Case{"W3", false, "final_sale", "0.00", "0.00"}, Case{"W4", false, "past_window", "0.00", "0.00"},
                        Case{"W5", true, "within_terms", "80.00", "30.00"}, Case{"#W6", false, "not_delivered", "0.00", "0.00"}}) {
    const Json terms = completed("check_refund_eligibility", R"({"order_id": ")" + std::string(c.order) + R"("})");
    INFO(c.order);
    CHECK(terms["eligible"] == Json(c.eligible));
    CHECK(terms["rule"] == Json(c.rule));
    CHECK(terms["refundable"]["amount"] == Json(c.refundable));
    CHECK(terms["refunded"]["amount"] == Json(c.refunded));
    CHECK(!terms.text_or("reason").empty());
  }
  CHECK(completed("check_refund_eligibility", R"({"order_id": "W1"})")["deadline"] == Json("2026-12-18T09:00:00Z"));
  CHECK(completed("check_refund_eligibility", R"({"order_id": "W2"})")["deadline"].is_null());
}

TEST_CASE_METHOD(LoadedShop, "the thirtieth day after delivery still counts, a moment later does not") {
  const std::int64_t delivered = clock.ms - days(3).ms;
  clock.ms = delivered + days(30).ms;
  CHECK(completed("check_refund_eligibility", R"({"order_id": "W1"})")["eligible"] == Json(true));
  clock.ms = delivered + days(30).ms + 1;
  CHECK(completed("check_refund_eligibility", R"({"order_id": "W1"})")["rule"] == Json("past_window"));
}

TEST_CASE_METHOD(LoadedShop, "arguments that do not fit fail with a sentence that names the place") {
  CHECK(failure("lookup_order", "{}") == "the arguments do not fit: /order_id: this member is required");
  CHECK(failure("lookup_order", R"({"order_id": 7})") == "the arguments do not fit: /order_id: expected a string, got a number");
  CHECK(failure("lookup_order", R"({"order_id": "W1", "oder": "W2"})").find("/oder: unknown member") != std::string::npos);
  CHECK(failure("lookup_order", R"({"order_id": "W\u0000"})").find("control characters") != std::string::npos);
  CHECK(failure("lookup_order", "[]") == "the arguments do not fit: expected an object, got array");
  CHECK(failure("lookup_account", "{}") == "give either customer_id or email");
  CHECK(failure("lookup_account", R"({"customer_id": "c_ada", "email": "ada@example.com"})") == "give either customer_id or email");
  CHECK(failure("drop_tables", "{}") == "the sandbox shop has no tool `drop_tables`");
}

TEST_CASE_METHOD(LoadedShop, "every tool of the list can be called") {
  CHECK(shop->tools().size() == 17);
  for (const std::string& name : shop->tools()) CHECK(call(name, R"({"nonsense": 1})", "k_" + name).error.find("no tool") == std::string::npos);
}

TEST_CASE_METHOD(ShopInAFile, "an empty shop finds nothing and does nothing") {
  CHECK(completed("lookup_order", R"({"order_id": "W1"})").is_null());
  CHECK(completed("lookup_account", R"({"customer_id": "c_ada"})").is_null() == true);
  CHECK(completed("search_products", R"({"query": "lamp"})") == Json::array());
  CHECK(failure("cancel_subscription", R"({"customer_id": "c_ada"})") == "there is no customer `c_ada`");
}
