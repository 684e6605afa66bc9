#include "tests/unit/adapters/tools/shop_fixture.hpp"

using namespace handrail;

TEST_CASE_METHOD(LoadedShop, "a pending order is cancelled once, and everything paid goes back") {
  const ToolResponse done = call("cancel_order", R"({"order_id": "W2", "reason": "ordered by mistake"})", "a");
  REQUIRE(done.outcome == CallOutcome::completed);
  CHECK(done.receipt.starts_with("ca_"));
  CHECK(done.result["refunded"]["amount"] == Json("85.00"));
  CHECK(completed("lookup_order", R"({"order_id": "W2"})")["status"] == Json("cancelled"));
  CHECK(completed("check_refund_eligibility", R"({"order_id": "W2"})")["rule"] == Json("cancelled"));
  CHECK(failure("cancel_order", R"({"order_id": "W2", "reason": "x"})", "b") == "this order is cancelled already");
  CHECK(failure("process_refund", R"({"order_id": "W2", "amount": "0.01", "reason": "x"})", "c") == "everything that was paid for this order has been paid back");
  CHECK(failure("cancel_order", R"({"order_id": "W1", "reason": "x"})", "d") == "only a pending order can be cancelled, and this one is delivered");
}

TEST_CASE_METHOD(LoadedShop, "an address changes until the parcel leaves") {
  const Json done = completed("change_address", R"({"order_id": "W2", "address": {"line1": "1 New Road", "city": "Salem", "country": "USA", "line2": null}})", "a");
  CHECK(done["address"] == json(R"({"line1": "1 New Road", "city": "Salem", "country": "USA"})"));
  CHECK(completed("lookup_order", R"({"order_id": "W2"})")["address"]["city"] == Json("Salem"));
  CHECK(completed("lookup_account", R"({"customer_id": "c_ada"})")["address"]["city"] == Json("Portland"));
  CHECK(failure("change_address", R"({"order_id": "#W6", "address": {"line1": "1 New Road", "city": "Salem", "country": "USA"}})", "b").find("shipped") !=
        std::string::npos);
  CHECK(failure("change_address", R"({"order_id": "W2", "address": {"line1": "", "city": "Salem", "planet": "Mars"}})", "c") ==
        "the arguments do not fit: /address/line1: must not be empty; /address/country: this member is required; /address/planet: unknown member `planet`");
}

TEST_CASE_METHOD(LoadedShop, "goods are sent once more, with a parcel of their own, and not twice at a time") {
  const ToolResponse done = call("reship_order", R"({"order_id": "#W6"})", "a");
  REQUIRE(done.outcome == CallOutcome::completed);
  const Json parcel = completed("track_shipment", R"({"order_id": "#W6"})");
  CHECK(parcel["tracking_number"] == done.result["tracking_number"]);
  CHECK(parcel["replacement"] == Json(true));
  CHECK(parcel["status"] == Json("label_created"));
  CHECK(parcel["events"].items()->size() == 1);
  CHECK(failure("reship_order", R"({"order_id": "#W6"})", "b") == "a replacement for this order is on its way already");
  CHECK(failure("reship_order", R"({"order_id": "W2"})", "c") == "only what has left the house can be sent again, and this order is pending");
}

TEST_CASE_METHOD(LoadedShop, "a plan changes, ends at the end of what is paid, and can begin again") {
  CHECK(completed("update_subscription", R"({"customer_id": "c_ada", "plan": "enterprise"})", "a")["plan"] == Json("enterprise"));
  CHECK(completed("lookup_account", R"({"customer_id": "c_ada"})")["plan"] == Json("enterprise"));
  CHECK(failure("update_subscription", R"({"customer_id": "c_ada", "plan": "enterprise"})", "b") == "the subscription is on the plan enterprise already");
  const Json ended = completed("cancel_subscription", R"({"customer_id": "c_ada"})", "c");
  CHECK(ended["status"] == Json("cancelled"));
  CHECK(ended["ends_at"] == Json("2026-12-02T09:00:00Z"));
  CHECK(ended["renews_at"].is_null());
  CHECK(failure("cancel_subscription", R"({"customer_id": "c_ada"})", "d") == "the subscription is cancelled already");
  const Json again = completed("update_subscription", R"({"customer_id": "c_ada", "plan": "pro"})", "e");
  CHECK(again["status"] == Json("active"));
  CHECK(again["ends_at"].is_null());
  CHECK(again["renews_at"] == Json("2026-12-21T09:00:00Z"));
  CHECK(failure("update_subscription", R"({"customer_id": "c_bob", "plan": "pro"})", "f") == "this customer has no subscription");
  CHECK(failure("update_subscription", R"({"customer_id": "c_ada", "plan": "gold"})", "g").find("/plan: expected `free`, `pro` or `enterprise`") != std::string::npos);
}

TEST_CASE_METHOD(LoadedShop, "an account is kept current, and an address of somebody else is not taken") {
  const Json now = completed("update_account", R"({"customer_id": "c_ada", "email": "ada.brown@example.org", "phone": "+1 503 555 0100"})", "a");
  CHECK(now["email"] == Json("ada.brown@example.org"));
  CHECK(now["phone"] == Json("+1 503 555 0100"));
  CHECK(completed("lookup_account", R"({"email": "ADA.brown@example.org"})")["id"] == Json("c_ada"));
  CHECK(completed("lookup_account", R"({"email": "ada@example.com"})").is_null());
  CHECK(failure("update_account", R"({"customer_id": "c_ada", "email": "BOB@example.com"})", "b") == "that e-mail address cannot be used");
  CHECK(failure("update_account", R"({"customer_id": "c_ada"})", "c") == "give an email, a phone or an address to change");
  CHECK(failure("update_account", R"({"customer_id": "c_ada", "email": "nonsense"})", "d") == "the arguments do not fit: /email: is no e-mail address");
  CHECK(failure("update_account", R"({"customer_id": "c_ada", "phone": "call me"})", "e") == "the arguments do not fit: /phone: is no telephone number");
}

TEST_CASE_METHOD(LoadedShop, "half of a change that fails is not kept") {
  CHECK(failure("update_account", R"({"customer_id": "c_ada", "phone": "+1 503 555 0100", "email": "bob@example.com"})", "a") == "that e-mail address cannot be used");
  CHECK(completed("lookup_account", R"({"customer_id": "c_ada"})")["phone"].is_null());
}

TEST_CASE_METHOD(LoadedShop, "a password link goes to the address on file and holds for an hour") {
  const ToolResponse done = call("reset_password", R"({"customer_id": "c_bob"})", "a", "c_bob");
  REQUIRE(done.outcome == CallOutcome::completed);
  CHECK(done.receipt.starts_with("pw_"));
  CHECK(done.result["sent_to"] == Json("bob@example.com"));
  CHECK(done.result["expires_at"] == Json("2026-11-21T10:00:00Z"));
  CHECK(failure("reset_password", R"({"customer_id": "c_bob"})", "b", "c_ada") == "there is no customer `c_bob`");
  CHECK(failure("reset_password", R"({"customer_id": "c_zoe"})", "c", "c_ada") == "there is no customer `c_zoe`");
}

TEST_CASE_METHOD(LoadedShop, "a ticket is opened with an urgency") {
  const ToolResponse done = call("create_ticket", R"({"subject": "Broken", "body": "It hums.", "urgency": "high", "customer_id": "c_ada"})", "a");
  REQUIRE(done.outcome == CallOutcome::completed);
  CHECK(done.receipt.starts_with("tk_"));
  CHECK(done.result["id"] == Json(done.receipt));
  CHECK(call("create_ticket", R"({"subject": "Broken", "body": "It hums.", "urgency": "low", "customer_id": null})", "b").outcome == CallOutcome::completed);
  CHECK(failure("create_ticket", R"({"subject": "Broken", "body": "It hums.", "urgency": "soon"})", "c").find("/urgency") != std::string::npos);
  CHECK(failure("create_ticket", R"({"subject": "Broken", "body": "x", "urgency": "low", "customer_id": "c_zoe"})", "d") == "there is no customer `c_zoe`");
}

TEST_CASE_METHOD(LoadedShop, "arguments over their limit are refused") {
  const std::string body(65'536, 'x');
  CHECK(failure("create_ticket", R"({"subject": "s", "urgency": "low", "body": ")" + body + "\"}", "a").find("more than 65536 bytes") != std::string::npos);
}
