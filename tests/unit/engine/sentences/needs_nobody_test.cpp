#include "engine/sentences/needs_nobody.hpp"

#include "tests/catch.hpp"

using namespace handrail;

TEST_CASE("whoever waits for a person and needs none any more says so in many ways") {
  for (const char* text : {"cancel", "Cancel.", "cancel please", "stop", "forget it", "Forget it!", "oh forget it", "forget it, I do not need anybody any more",
                           "never mind", "nevermind, thanks",
                           "never mind, I found it", "never mind, it works again", "ok cancel my request please", "I do not need anybody any more",
                           "I don\u2019t need help anymore", "i no longer need a person",
                           "don't bother", "I have changed my mind", "forget about it", "cancel it", "actually, cancel that please"}) {
    INFO(text);
    CHECK(needs_nobody_any_more(text, "refund_request"));
  }
}

TEST_CASE("what is for the person ends no handoff") {
  for (const char* text : {"", "ok", "no", "yes", "thanks", "cancel my order", "cancel order W1001", "please cancel my subscription", "don't cancel", "do not stop",
                           "never mind the colour, I want it replaced",
                           "forget it, I want my money back", "stop charging me", "I do not need it any more", "I don't need the shoes any more, take them back",
                           "can I cancel?", "should I forget it?",
                           "it does not work, cancel it", "leave it at the door", "I changed my mind about the size", "never mind, where is my refund?"}) {
    INFO(text);
    CHECK_FALSE(needs_nobody_any_more(text, "refund_request"));
  }
  CHECK_FALSE(needs_nobody_any_more("cancel it", "cancel_booking"));
  CHECK(needs_nobody_any_more("forget it", "cancel_booking"));
}

TEST_CASE("who needs nothing says so, and nothing else") {
  for (const char* text : {"never mind", "nevermind", "thanks, I found it myself, bye", "it works again now, thank you", "nothing, thanks", "I don't need anything, thanks", "bye",
                           "oh never mind, I figured it out. Bye!", "forget it", "I solved it, thanks a lot"}) {
    INFO(text);
    CHECK(needs_nothing(text));
  }
  for (const char* text : {"", "hi", "yes", "thanks", "it is not solved", "it does not work", "it's not working again", "cancel", "please cancel", "I found it broken", "nothing works", "thanks but it still does not work",
                           "never mind the colour, I want it replaced", "did you find it?"}) {
    INFO(text);
    CHECK_FALSE(needs_nothing(text));
  }
}
