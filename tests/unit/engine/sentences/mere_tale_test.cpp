// Clauses that say why, and clauses that say what: only the first may stand behind a yes.
#include "engine/sentences/mere_tale.hpp"

#include "tests/catch.hpp"

namespace handrail {
namespace {

constexpr const char* tales[] = {
    "it arrived in pieces", "it came broken", "the zip is broken", "it never arrived", "it does not work", "it doesn't work", "I never got it", "my dog chewed it",
                                 "it was broken",
    "they smell awful", "we never used it", "because it leaks", "it's cracked", "the screen was scratched", "I hated it", "it stopped working", "it is damaged",
    // not looked at while the rules were written
    "the lid came off", "it flickered from the beginning", "somebody stepped on it", "it makes a strange noise", "she hated the colour", "when it was delivered", "after I opened it", "my husband ordered it", "while it was cooking", "it hasn't worked since I unpacked it",
};

constexpr const char* none[] = {
    "it was the blue one", "it was only the small one", "I want half of it", "W1002", "it cost $20", "it was W1002", "I need it tomorrow", "it should be less",
                                 "it was two of them",
    "please send it to my office", "I have moved to another street", "the other one broke", "you can keep the rest", "is it broken?", "but it broke", "if it broke",
                                 "it is wrong",
    "do not refund it", "I do not want it refunded", "not to my card", "they told me 30 percent", "it was meant for W1003", "it was not this one", "I paid with another card",
    "\"it arrived in pieces\"", "it was 20 dollars", "it was the wrong order", "I decided to keep it", "cancel it", "it must go to my bank account", "it was all broken",
    // not looked at while the rules were written
    "it was my brother's", "I ordered three", "the first one was fine", "it would be better in cash", "they promised more", "I also lost the box", "it goes via PayPal",
                                 "they take PayPal", "when it is delivered", "when it arrives", "after it is shipped", "I ordered it", "my husband ordered two", "when was it delivered?",
};

TEST_CASE("a clause that only tells how things are is told from one that may change what is agreed to") {
  for (const char* clause : tales) {
    INFO(clause);
    CHECK(is_mere_tale(clause, {}));
  }
  for (const char* clause : none) {
    INFO(clause);
    CHECK(!is_mere_tale(clause, {"w1001", "48.00"}));
  }
  CHECK(is_mere_tale("W1001 arrived in pieces", {"w1001"}) == false);   // a number at its head may be another one: it is asked again
  CHECK(is_mere_tale("the W1001 arrived in pieces", {"w1001"}));
}

}  // namespace
}  // namespace handrail
