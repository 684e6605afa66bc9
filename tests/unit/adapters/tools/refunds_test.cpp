#include <thread>

#include "tests/unit/adapters/tools/shop_fixture.hpp"

using namespace handrail;

namespace {

constexpr const char* ten = R"({"order_id": "W1", "amount": {"amount": "10.00", "currency": "USD"}, "reason": "scratched"})";

std::string refunded(ShopInAFile& shop, const std::string& order) {
  return shop.completed("lookup_order", R"({"order_id": ")" + order + R"("})")["refunded"].text_or("amount");
}

}  // namespace

TEST_CASE_METHOD(LoadedShop, "a refund is done, has a receipt and can be asked for by its key") {
  const ToolResponse done = call("process_refund", ten, "call_1", "c_ada");
  REQUIRE(done.outcome == CallOutcome::completed);
  CHECK(done.receipt.starts_with("re_"));
  CHECK(done.result["id"] == Json(done.receipt));
  CHECK(done.result["amount"] == json(R"({"amount": "10.00", "currency": "USD"})"));
  CHECK(done.result["status"] == Json("accepted"));
  CHECK(done.result["to"] == Json("card_1"));
  CHECK(done.result["at"] == Json("2026-11-21T09:00:00Z"));
  CHECK(completed("check_refund", R"({"key": "call_1"})") == done.result);
  CHECK(refunded(*this, "W1") == "10.00");
  const Json terms = completed("check_refund_eligibility", R"({"order_id": "W1"})");
  CHECK(terms["refundable"]["amount"] == Json("38.00"));
}

TEST_CASE_METHOD(LoadedShop, "the same key with the same arguments acts once and gives the first result") {
  const ToolResponse first = call("process_refund", ten, "call_1");
  clock.ms += hours(5).ms;
  const ToolResponse again = call("process_refund", ten, "call_1");
  CHECK(again.outcome == CallOutcome::completed);
  CHECK(again.result == first.result);
  CHECK(again.receipt == first.receipt);
  // Members in another order are the same arguments.
  CHECK(call("process_refund", R"({"reason": "scratched", "amount": {"currency": "USD", "amount": "10.00"}, "order_id": "W1"})", "call_1").receipt == first.receipt);
  CHECK(refunded(*this, "W1") == "10.00");
}

TEST_CASE_METHOD(LoadedShop, "the same key with other arguments or another tool is refused") {
  REQUIRE(call("process_refund", ten, "call_1").outcome == CallOutcome::completed);
  CHECK(failure("process_refund", R"({"order_id": "W1", "amount": "11.00", "reason": "scratched"})", "call_1") == "the key was used with other arguments");
  CHECK(failure("reship_order", R"({"order_id": "W1"})", "call_1") == "the key was used with other arguments");
  CHECK(refunded(*this, "W1") == "10.00");
}

TEST_CASE_METHOD(LoadedShop, "a key of a call that failed is free") {
  CHECK(failure("process_refund", R"({"order_id": "W1", "amount": "48.01", "reason": "x"})", "call_1") == "at most $48.00 of what was paid is left to pay back");
  CHECK(call("process_refund", ten, "call_1").outcome == CallOutcome::completed);
}

TEST_CASE_METHOD(LoadedShop, "never more is paid back than was paid") {
  REQUIRE(call("process_refund", R"({"order_id": "W1", "amount": "47.99", "reason": "x"})", "a").outcome == CallOutcome::completed);
  CHECK(failure("process_refund", R"({"order_id": "W1", "amount": "0.02", "reason": "x"})", "b") == "at most $0.01 of what was paid is left to pay back");
  CHECK(call("process_refund", R"({"order_id": "W1", "amount": "0.01", "reason": "x"})", "c").outcome == CallOutcome::completed);
  CHECK(failure("process_refund", R"({"order_id": "W1", "amount": "0.01", "reason": "x"})", "d") == "everything that was paid for this order has been paid back");
  CHECK(completed("check_refund_eligibility", R"({"order_id": "W1"})")["rule"] == Json("already_refunded"));
  CHECK(failure("process_refund", R"({"order_id": "W5", "amount": "98.01", "reason": "x"})", "e") == "at most $98.00 of what was paid is left to pay back");
}

TEST_CASE_METHOD(LoadedShop, "fifty identical calls at once act once") {
  std::atomic<int> same{0};
  std::vector<std::thread> callers;
  const Json arguments = json(ten);
  for (int i = 0; i < 50; ++i) {
    callers.emplace_back([&] {
      const ToolResponse response = shop->call({.tool = "process_refund", .arguments = arguments, .key = "call_1"});
      if (response.outcome == CallOutcome::completed && response.receipt == "re_1") ++same;
    });
  }
  for (std::thread& caller : callers) caller.join();
  CHECK(same == 50);
  CHECK(refunded(*this, "W1") == "10.00");
}

TEST_CASE_METHOD(LoadedShop, "fifty different refunds at once stop at what was paid") {
  std::atomic<int> done{0}, refused{0};
  std::vector<std::thread> callers;
  const Json arguments = json(ten);
  for (int i = 0; i < 50; ++i) {
    callers.emplace_back([&, i] {
      const ToolResponse response = shop->call({.tool = "process_refund", .arguments = arguments, .key = "call_" + std::to_string(i)});
      ++(response.outcome == CallOutcome::completed ? done : refused);
    });
  }
  for (std::thread& caller : callers) caller.join();
  CHECK(done == 4);
  CHECK(refused == 46);
  CHECK(refunded(*this, "W1") == "40.00");
}

TEST_CASE_METHOD(LoadedShop, "an amount may be written in every way that means the same, and in no other") {
  int key = 0;
  for (const char* amount : {R"({"amount": "1.00", "currency": "USD"})", R"("1.00")", R"("$1")", "1.00", R"("USD 1.00")"}) {
    INFO(amount);
    CHECK(completed("process_refund", R"({"order_id": "W1", "reason": "x", "amount": )" + std::string(amount) + "}", "k" + std::to_string(++key))["amount"]["amount"] ==
          Json("1.00"));
  }
  for (const char* amount : {R"({"amount": "1.00", "currency": "EUR"})", R"("1.001")", R"("-1.00")", "0", "true", "[]", R"("1e3")", R"({"amount": 1})",
                             R"("99999999999999999999")", R"({"amount": "1.00", "currency": "XXQ"})"}) {
    INFO(amount);
    CHECK(!failure("process_refund", R"({"order_id": "W1", "reason": "x", "amount": )" + std::string(amount) + "}", "bad").empty());
  }
  CHECK(refunded(*this, "W1") == "5.00");
}

TEST_CASE_METHOD(LoadedShop, "an act on somebody else's order reads like one on no order at all") {
  const std::string foreign = failure("process_refund", R"({"order_id": "W5", "amount": "1.00", "reason": "x"})", "k", "c_ada");
  const std::string missing = failure("process_refund", R"({"order_id": "W9", "amount": "1.00", "reason": "x"})", "k", "c_ada");
  CHECK(foreign == "there is no order `W5`; an order is named as a look-up writes its id");
  CHECK(missing == "there is no order `W9`; an order is named as a look-up writes its id");
  CHECK(refunded(*this, "W5") == "30.00");
}

TEST_CASE_METHOD(LoadedShop, "an act names its order exactly, so that one order has one name in every budget") {
  CHECK(failure("process_refund", R"({"order_id": "#w1", "amount": "1.00", "reason": "x"})").starts_with("there is no order `#w1`"));
}

TEST_CASE_METHOD(LoadedShop, "a tool that writes needs a key of bounded length") {
  CHECK(failure("process_refund", ten, "").find("idempotency key") != std::string::npos);
  CHECK(failure("process_refund", ten, std::string(129, 'k')).find("idempotency key") != std::string::npos);
  CHECK(call("process_refund", ten, std::string(128, 'k')).outcome == CallOutcome::completed);
}

TEST_CASE_METHOD(LoadedShop, "refunds and keys survive a restart") {
  const ToolResponse first = call("process_refund", ten, "call_1");
  reopen();
  CHECK(completed("check_refund", R"({"key": "call_1"})") == first.result);
  CHECK(call("process_refund", ten, "call_1").receipt == first.receipt);
  CHECK(refunded(*this, "W1") == "10.00");
  CHECK_FALSE(load(small_shop()).replaced);
  CHECK(refunded(*this, "W1") == "10.00");
}
