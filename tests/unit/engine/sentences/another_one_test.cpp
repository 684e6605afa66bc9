// What says that another one is meant than was spoken of.
#include "engine/sentences/another_one.hpp"

#include "tests/catch.hpp"

TEST_CASE("the other one is not the one that was spoken of") {
  for (const char* message : {"and the other one?", "what about my other order", "I meant a different order", "cancel another order of mine", "and the other?", "where is my other meal",
                              "the others please",
                              "I want money back for another order", "the same for the other meal please", "a refund for a different order"}) {
    INFO(message);
    CHECK(handrail::speaks_of_another(message, {"meal", "id"}));
  }
  for (const char* message : {"where is my order", "can you swap the lamp for another one in that order?", "I would like it on another day", "to a different address please",
                              "one more question", "on the other hand, cancel it", "exchange it for another one", ""}) {
    INFO(message);
    CHECK_FALSE(handrail::speaks_of_another(message, {"meal", "id"}));
  }
}
