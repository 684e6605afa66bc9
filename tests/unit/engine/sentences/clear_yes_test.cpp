#include "engine/sentences/clear_yes.hpp"

#include <string>

#include "engine/base/text.hpp"
#include "tests/catch.hpp"

using namespace handrail;

namespace {

Json money(const char* amount) { return Json::object({{"amount", amount}, {"currency", "USD"}}); }
const Json refund = Json::object({{"order_id", "W1001"}, {"amount", money("48.00")}, {"reason", "too small"}});
const Json items = Json::object({{"order_id", "#W1001"}, {"items", Json::array({"jacket", "green boots"})}});

}  // namespace

TEST_CASE("a yes to the listed call, with nothing beside it but small words and what was listed, is a clear yes") {
  for (const char* text : {"yes", "Yes!", "YES PLEASE", "yes yes", "yeah sure, go ahead", "oh great, yes please", "yep", "yeah, go ahead", "sure", "sure thing, thanks", "ok", "okay do it", "of course", "absolutely", "definitely, thank you", "confirm", "I confirm",
                           "Confirmed.", "correct", "correct, it is", "that's correct", "that's right", "that\u2019s right", "that is correct, please proceed", "exactly", "right", "perfect, go ahead", "sounds good", "that works for me", "great, yes please",
                           "please do", "I agree", "fine by me", "proceed", "y", "yes refund it", "yes please refund it", "yes, please go ahead with the refund", "yes, refund $48.00 for W1001", "yes, refund 48 dollars for order W1001",
                           "yes, $48", "yes, 48.0 USD", "yes, W1001", "Yes \U0001F44D", "\U0001F44D", "\U0001F44D\U0001F3FD", "yes \U0001F64F", "yes, too small", "Hi, yes please", "ok, thanks so much", "yes, I'd like that",
                           "yes I would like to proceed", "Yes, that is correct. Please go ahead and refund it right away. Thank you!", "yes process the refund"}) {
    INFO(text);
    CHECK(clear_yes_to(text, "process_refund", refund));
  }
}

TEST_CASE("a yes with anything else beside it is no yes to the listed call") {
  for (const char* text : {"yeah right", "yeah, right", "oh sure", "oh great", "yeah yeah", "as if", "yes that is wrong", "yes, half of it", "yes, 20", "yes, minus the shipping", "yes the smaller amount", "sure, tomorrow", "yep go ahead, to paypal please", "yes I am still here", "yes my name is Ada",
                           "yes to what?", "yes, it is broken", "yes, only the headphones", "yes, but to my other card", "yes if you also refund the shipping", "ok, but not today", "yes to store credit instead", "yes wait",
                           "yes, maybe", "yes no", "correct it", "correct it, please", "yes, correct the amount", "I guess yes", "yes?", "okay what happens next?", "ja", "jawohl", "not no", "", "   ", "please", "thank you", "great", "refund", "W1001", "$48.00", "yes, 48%", "yes, -48", "yes, 4800",
                           "yes, 480", "yes, \u20AC48", "yes, 48.01", "yes, W1002", "yes, W100", "yes, small", "yes, cancel it", "yes, exchange it", "yes \U0001F44E", "yes tomorrow", "yes the other one", "yes twice", "yes, both",
                           "yes \u043D\u0435\u0442", "yes, better than nothing", "yes, and I am the billing lead", "yes, it came yesterday", "yes, W1001 and W1002", "yesterday", "okay, I understand", "yes/no", "yes, do not"}) {
    INFO(text);
    CHECK_FALSE(clear_yes_to(text, "process_refund", refund));
  }
  CHECK_FALSE(clear_yes_to(std::string(100'000, 'y'), "process_refund", refund));
}

TEST_CASE("of a list all are named or none, and the tool's own name is no addition") {
  CHECK(clear_yes_to("yes, exchange it", "exchange_items", items));
  CHECK(clear_yes_to("yes, the jacket and the green boots of order #W1001", "exchange_items", items));
  CHECK_FALSE(clear_yes_to("yes, the jacket", "exchange_items", items));
  CHECK_FALSE(clear_yes_to("yes, the jacket and the boots", "exchange_items", items));
  CHECK(clear_yes_to("yes, cancel it", "cancel_order", Json::object({{"order_id", "W1001"}})));
  CHECK(clear_yes_to("yes", "ping", Json()));
}

TEST_CASE("a reason is no part of the answer, and one with a condition is") {
  CHECK(trim(without_reasons("yes because my sister has one", false)) == "yes");
  CHECK(trim(without_reasons("yes, I don't need it any more", true)) == "yes,");
  for (const char* text : {"yes because I said so but only half", "yes as soon as possible", "yes, since when?", "because", "yes, W1001"}) {
    INFO(text);
    CHECK(without_reasons(text, false) == text);
  }
  CHECK(without_reasons("yes, I don't need it any more", false) == "yes, I don't need it any more");
  CHECK(begins_with_yes("Yes, I don't want it"));
  CHECK_FALSE(begins_with_yes("yesterday it broke"));
  CHECK(takes_away("cancel_order"));
  CHECK_FALSE(takes_away("reship_order"));
}
