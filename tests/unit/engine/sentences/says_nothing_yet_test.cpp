// What says nothing yet: greetings, and sentences that have only begun.
#include "engine/sentences/says_nothing_yet.hpp"

#include "tests/catch.hpp"

TEST_CASE("a greeting and half a sentence say nothing yet, and what has a word of a matter does") {
  for (const char* message : {"hi", "how are you?", "Hello there, how are you doing today?", "good morning", "is anybody there?", "I want", "I would like to", "it's about my",
                              "can you help me", "quick question", "hm", "what's up", "dear team,", "sorry, I have a question about", "", "?", "where is", "hello again"}) {
    INFO(message);
    CHECK(handrail::says_nothing_yet(message, false));
  }
  for (const char* message : {"I want a refund", "hi, where is my parcel", "I don't want", "no", "not again", "it's broken", "thanks", "are you a bot?", "where is my order", "call me back",
                              "W1001", "how much is it", "the other day I was in your shop and saw something there that I liked"}) {
    INFO(message);
    CHECK_FALSE(handrail::says_nothing_yet(message, false));
  }
  for (const char* message : {"why?", "what about that", "when?", "where is it"}) {   // behind a matter they may be about it
    INFO(message);
    CHECK_FALSE(handrail::says_nothing_yet(message, true));
  }
  CHECK(handrail::says_nothing_yet("how are you?", true));
}
