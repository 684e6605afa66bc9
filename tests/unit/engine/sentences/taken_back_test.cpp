// What takes back a wish of the same message, and what only sounds like it: a wish that is lost is worse than a question for the yes.
#include "engine/sentences/taken_back.hpp"

#include "tests/catch.hpp"

namespace handrail {
namespace {

constexpr const char* taking[] = {
    "send me a password reset link. oh wait, no, don't",
    "reset my password please. (ignore that, found it!)",
    "cancel W1003... actually no, leave it",
    "please cancel W1003. never mind, don't cancel it",
    "cancel my pro plan. hmm no wait don't",
    "reset my password nvm",
    "refund W1001. oh no wait, I changed my mind",
    "send me the invoice. actually, cancel that",
    "cancel W1003. you know what, don't",
    "An exchange? No, I don't want that.",
};

constexpr const char* none[] = {
    "Please refund W1001. I changed my mind.",
    "Please cancel order W1003, I've changed my mind.",
    "Where is my order W1003? Actually, just cancel it please.",
    "I wanted to change the address of W1003. Actually, cancel it.",
    "Refund W1001. My husband likes it, I don't.",
    "Refund W1001. My children like it. They just don't.",
    "cancel W1003. actually no, W1006",
    "refund W1001, it is broken, and don't send it to my old address",
    "cancel W1003. if it has been shipped, never mind",
    "cancel W1003. no, don't. oh well, do it",
    "never mind",
};

TEST_CASE("what a message takes back, and what it does not") {
  for (const char* text : taking) {
    INFO(text);
    CHECK(taken_back_in(text).size() >= 1);
  }
  for (const char* text : none) {
    INFO(text);
    CHECK(taken_back_in(text).empty());
  }
}

TEST_CASE("how much is taken back") {
  const auto refused = taken_back_in("Refund W1001. An exchange? No, I don't want that.");
  REQUIRE(refused.size() == 1);
  CHECK(refused.front().only_last);
  const auto shipped = taken_back_in("Please cancel W1003 before you ship it. Don't ship it!");
  REQUIRE(shipped.size() == 1);
  CHECK(shipped.front().by_deed);
  CHECK(shipped.front().names == std::vector<std::string>{"ship"});
}

}  // namespace
}  // namespace handrail
