// What asks back and says nothing else: a row a message.
#include "engine/sentences/asked_back.hpp"

#include "tests/catch.hpp"

namespace handrail {

TEST_CASE("a question by its form asks, whatever it is about, and a value that is put forward does not") {
  for (const char* text : {"wait, does boxing cost extra?", "Does Friday have a class?", "did the order ship?", "has W come?", "what does it cost?", "is it free?", "hi, how long does it take?"}) {
    INFO(text);
    CHECK(only_asks(text));
  }
  for (const char* text : {"boxing", "boxing?", "is Friday fine?", "do Friday?", "does it, then boxing", "boxing, does it cost extra?", "what about boxing?", "on the 5th?", ""}) {
    INFO(text);
    CHECK_FALSE(only_asks(text));
  }
}

}  // namespace handrail
