// A yes with emphasis, waiting or a reproach beside it is told from one that wishes, asks or makes a condition.
#include "engine/sentences/yes_with_a_reproach.hpp"

#include "tests/catch.hpp"

namespace handrail {
namespace {

constexpr const char* yeses[] = {
    "Yes! I have been waiting for this since October!", "yes, you took long enough", "Yes. This is the worst service I have ever had.", "yes finally, I waited three weeks",
    "YES! What a mess!", "yes, nobody has answered me for days", "Yes!! It was about time!", "ok, your service is terrible",
};
constexpr const char* others[] = {
    "yes", "yes please", "yes, and I want to make a complaint", "yes, but only 10", "yes if it is free", "yes, end my membership", "yes, I give notice", "yes, what does it cost?",
    "yes I need a person", "I have been waiting since October!", "no! I have been waiting for this", "yes, can you call me", "yes, I have decided to leave", "yes, cancel W1003", "",
};

TEST_CASE("a yes with a reproach wishes for nothing else") {
  for (const char* text : yeses) {
    INFO(text);
    CHECK(is_yes_with_a_reproach(text));
  }
  for (const char* text : others) {
    INFO(text);
    CHECK(!is_yes_with_a_reproach(text));
  }
}

}  // namespace
}  // namespace handrail
