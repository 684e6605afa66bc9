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

TEST_CASE("of two, the other one stands where it is said") {
  const std::vector<std::string> things{"card"};
  const auto said = [&](std::string_view text) {
    const auto place = handrail::place_of_the_other_one(text, things);
    return place ? std::string(text.substr(place->first, place->second - place->first)) : "";
  };
  CHECK(said("and lock the other one") == "the other one");
  CHECK(said("load my other card, please") == "my other card");
  CHECK(said("not that one, the other, please") == "the other");
  CHECK(said("the other?") == "the other");
  for (const char* message : {"on the other hand, cancel it", "another one", "a different order", "for each other", "the others", "my other daughter plays", ""}) {
    INFO(message);
    CHECK(said(message).empty());
  }
}
