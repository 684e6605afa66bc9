#include "engine/sentences/all_is_well.hpp"

#include "tests/catch.hpp"

namespace handrail {

TEST_CASE("what is told to be in order is told apart from what is asked, wished or lacking") {
  for (const char* text : {"My other order W1002 arrived fine", "W1002 arrived safely, thanks", "hi, the second one is perfect", "my other order was ok."}) {
    INFO(text);
    CHECK(tells_that_all_is_well(text));
  }
  for (const char* text : {"My other order W1002 has not arrived", "did W1002 arrive fine?", "W1002 arrived", "W1002 arrived fine but W1001 did not", "a good lamp please", "fine",
                           "thanks", "", "W1002 arrived fine, I want to return W1001", "it would be good if W1002 arrived", "my other order W1002 arrived broken"}) {
    INFO(text);
    CHECK_FALSE(tells_that_all_is_well(text));
  }
}

}  // namespace handrail
