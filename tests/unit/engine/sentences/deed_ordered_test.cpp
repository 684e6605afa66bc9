// At a yes or no: the deed's own words order it where nothing differs.
#include "engine/sentences/deed_ordered.hpp"

#include "tests/catch.hpp"

namespace handrail {
namespace {

const std::vector<std::string> things{"order", "parcel"}, values{"w1003", "48.00", "usd"};

struct Row { const char* tool; const char* text; const char* question = "Shall I go ahead? (yes or no)"; };

constexpr Row ordered[] = {
    {"cancel_order", "cancel it"}, {"cancel_order", "Please cancel it!"}, {"cancel_order", "cancel it already!"}, {"cancel_order", "just cancel the order now please"},
    {"cancel_order", "cancel W1003"}, {"cancel_order", "cancel order W1003, thank you"}, {"process_refund", "refund it"}, {"process_refund", "just refund me"},
    {"process_refund", "so refund it then"}, {"book_seats", "book it"}, {"refund_booking", "refund that"},
    {"cancel_order", "cancel it", "Order W1003 over $78.50 has not been shipped yet. Shall I cancel it and pay $78.50 back? (yes or no)"},
    {"process_refund", "refund it", "Do you want me to go ahead and refund $48.00?"}, {"process_refund", "refund it", "Shall I process the refund of W1003?"},
    {"process_refund", "refund it", ""},
};

constexpr Row none[] = {
    {"process_refund", "cancel it"}, {"process_refund", "cancel that"}, {"process_refund", "refund it to my card"}, {"process_refund", "refund them both"},
    {"process_refund", "refund half of it"}, {"process_refund", "refund it tomorrow"}, {"process_refund", "refund it?"}, {"process_refund", "don't refund it"},
    {"process_refund", "no, refund it"}, {"process_refund", "refund"}, {"process_refund", "refund W1001"}, {"process_refund", "refund it and cancel W1003"},
    {"process_refund", "refund it only if it is quick"}, {"process_refund", "process it"}, {"process_refund", "refund $20"}, {"process_refund", "refund -48.00"}, {"process_refund", "refund order W1003 and W1001"}, {"process_refund", "who told you to refund it"}, {"process_refund", "refunded it"}, {"process_refund", "refund my lamp"}, {"process_refund", "never refund it"},
    {"cancel_order", "cancel"}, {"cancel_order", "cancel please"}, {"cancel_order", "cancel everything"}, {"cancel_order", "cancel the refund"}, {"cancel_order", "cancel W1004"},
    {"cancel_order", "cancel the cancellation"}, {"cancel_order", "refund it"}, {"cancel_refund", "refund it"}, {"cancel_order", "cancel it cancel it"}, {"cancel_order", ""},
    {"change_address", "change it"}, {"stop_subscription", "stop it"}, {"update_order", "update it"}, {"", "cancel it"}, {"cancel_order", "cancel it, I changed my mind"},
    {"return_cancel", "return it"}, {"return_cancel", "please return W1003"}, {"refund_stop", "refund it"}, {"order_cancel", "order it"}, {"refund_reversal", "refund it"},
    {"process_refund_void", "refund it"}, {"book_seats_update", "book it"}, {"return_goods", "return it", "Shall I cancel the return of W1003? (yes or no)"},
    {"return_goods", "return it", "Would you like me to go ahead and cancel it?"}, {"return_goods", "return it", "Do you want to keep W1003?"},
};

TEST_CASE("the deed's own words order it, and say nothing else") {
  for (const Row& row : ordered) {
    INFO(row.tool << ": " << row.text);
    CHECK(orders_the_deed(row.text, row.tool, row.question, things, values));
  }
}

TEST_CASE("another deed, another thing, a part, a way, a time, a no and a question order nothing") {
  for (const Row& row : none) {
    INFO(row.tool << ": " << row.text);
    CHECK(!orders_the_deed(row.text, row.tool, row.question, things, values));
  }
}

}  // namespace
}  // namespace handrail
