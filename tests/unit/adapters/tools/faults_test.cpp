#include "tests/unit/adapters/tools/shop_fixture.hpp"

using namespace handrail;

namespace {

constexpr const char* ten = R"({"order_id": "W1", "amount": "10.00", "reason": "x"})";

}  // namespace

TEST_CASE_METHOD(LoadedShop, "a fault fails the named tool so many times, and no other") {
  shop->set_faults({Fault{"process_refund", Fault::Kind::fail, 2}});
  CHECK(call("reship_order", R"({"order_id": "#W6"})", "r").outcome == CallOutcome::completed);
  CHECK(call("process_refund", ten, "a").outcome == CallOutcome::failed);
  CHECK(call("process_refund", ten, "a").outcome == CallOutcome::failed);
  CHECK(completed("check_refund", R"({"key": "a"})").is_null());
  CHECK(call("process_refund", ten, "a").outcome == CallOutcome::completed);
}

TEST_CASE_METHOD(LoadedShop, "an unknown outcome before the effect is resolved by asking: it did not happen") {
  shop->set_faults({Fault{"process_refund", Fault::Kind::unknown_before_effect, 1}});
  CHECK(call("process_refund", ten, "a").outcome == CallOutcome::unknown);
  CHECK(completed("check_refund", R"({"key": "a"})").is_null());
}

TEST_CASE_METHOD(LoadedShop, "an unknown outcome after the effect is resolved by asking, or by sending again: it happened once") {
  shop->set_faults({Fault{"process_refund", Fault::Kind::unknown_after_effect, 1}});
  const ToolResponse lost = call("process_refund", ten, "a");
  CHECK(lost.outcome == CallOutcome::unknown);
  CHECK(lost.receipt.empty());
  CHECK(lost.result.is_null());
  const Json refund = completed("check_refund", R"({"key": "a"})");
  CHECK(refund["amount"]["amount"] == Json("10.00"));
  CHECK(completed("process_refund", ten, "a") == refund);
  CHECK(completed("lookup_order", R"({"order_id": "W1"})")["refunded"]["amount"] == Json("10.00"));
}

TEST_CASE_METHOD(LoadedShop, "a slow shop answers late, and past the deadline nobody can say") {
  shop->set_faults({Fault{"", Fault::Kind::slow, 2, milliseconds(2)}});
  CHECK(call("process_refund", ten, "a").outcome == CallOutcome::completed);
  ToolRequest request{.tool = "process_refund", .arguments = json(ten), .key = "b", .deadline = milliseconds(1)};
  CHECK(shop->call(request).outcome == CallOutcome::unknown);
  CHECK_FALSE(completed("check_refund", R"({"key": "b"})").is_null());
}

TEST_CASE_METHOD(LoadedShop, "a look-up can fail too") {
  shop->set_faults({Fault{"lookup_order", Fault::Kind::fail, 1}});
  CHECK(call("lookup_order", R"({"order_id": "W1"})").outcome == CallOutcome::failed);
  CHECK(call("lookup_order", R"({"order_id": "W1"})").outcome == CallOutcome::completed);
  shop->set_faults({Fault{"lookup_order", Fault::Kind::fail, 1}});
  shop->set_faults({});
  CHECK(call("lookup_order", R"({"order_id": "W1"})").outcome == CallOutcome::completed);
}
