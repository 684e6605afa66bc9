// What only asks how things are, and what thanks for what was done: a row a message. What begins something is held against both.
#include "engine/meaning/asks_to_know.hpp"

#include "tests/catch.hpp"

namespace handrail {
namespace {

const AskedAbout refund{{"process", "refund"}, false}, refund_of_w1001{{"process", "refund"}, true};
const AskedAbout plan{{"update", "subscription", "cancel"}, false};
const AskedAbout reset{{"reset", "password"}, false, {"reset"}}, paid_back{{"process", "refund"}, false, {"refund", "get"}};

const AskedAbout cleaning{{"book", "visit"}, true, {"book"}};

struct Row { const AskedAbout& about; const char* message; };

const Row asking[] = {
    {plan, "what happens to my plan if i cancel"},
    {plan, "can i cancel my plan anytime or am i locked in"},
    {refund, "how do refunds work"},
    {refund, "can i return a giftcard"},
    {refund, "Do you give refunds for opened boxes?"},
    {refund_of_w1001, "when do I get my refund for W1001?"},
    {refund, "I bought it a week ago. What happens if I send it back?"},
    {refund, "can you tell me how long refunds take"},
    // not looked at while the rules were written
    {plan, "if I downgrade, will I still have my old files?"},
    {refund, "Who pays for returns?"},
    {refund, "I'd like to know what your refund policy is"},
    {plan, "what if I cancel in the middle of the month?"},
    {refund, "How quickly are refunds paid out?"},
    {reset, "is my password stored safely?"},
    {reset, "do you really need my password?"},
    {reset, "why do you need my password"},
    {cleaning, "how much is a dental cleaning for my cat"},
    {cleaning, "what does the cleaning cost for my dog?"},
    {cleaning, "what's the price of a cleaning"},
};

const Row wishing[] = {
    {refund, "I want a refund"},
    {cleaning, "how much can I get back for W1001"},
    {cleaning, "book a cleaning for my cat, how much is it?"},
    {refund, "can I get a refund?"},
    {refund_of_w1001, "can I get my money back for W1001"},
    {refund, "how do I return my headphones?"},
    {refund, "could you refund me please"},
    {refund, "can I return this?"},
    {plan, "how do I change my plan"},
    {plan, "can you cancel it if that's possible?"},
    {plan, "is it possible to cancel my plan"},
    {refund_of_w1001, "can I return W1001 if it is open?"},
    {refund, "how do refunds work? And please refund me"},
    {plan, "can I switch to pro?"},
    {refund, "refund"},
    {refund, ""},
    // not looked at while the rules were written
    {plan, "could I cancel my subscription please"},
    {refund, "how can I send something back?"},
    {refund, "where do I return it?"},
    {refund, "would you take it back?"},
    {paid_back, "are you going to refund my order"},
    {paid_back, "is there any chance of my money back?"},
    {reset, "why does the site reject my password?"},
};

TEST_CASE("a question about how things are is told from a wish, by its grammar") {
  for (const Row& row : asking) {
    INFO(row.message);
    CHECK(asks_to_know(row.message, row.about));
  }
  for (const Row& row : wishing) {
    INFO(row.message);
    CHECK_FALSE(asks_to_know(row.message, row.about));
  }
}

TEST_CASE("thanks for what was done wish for nothing, and thanks ahead may") {
  for (const char* message : {"Thanks for the refund of W1001, it arrived!", "thank you for the quick refund", "Thanks for my new password, it worked."}) {
    INFO(message);
    CHECK(thanks_for_what_was_done(message, {"w1001"}));
  }
  for (const char* message : {"Thanks for your help! Now refund W1001", "thanks in advance for the refund", "thanks", "thank you for cancelling W1001", "thanks for the refund, please cancel W1002",
                              "thanks for the refund but it is too little", "refund W1001", "thanks for the refund, and where is W1002?"}) {
    INFO(message);
    CHECK_FALSE(thanks_for_what_was_done(message, {"w1001"}));
  }
}

}  // namespace
}  // namespace handrail
