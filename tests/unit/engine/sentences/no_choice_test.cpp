// Of what was asked for, a message may have a word and not put it forward.
#include "engine/sentences/said_of.hpp"

#include "tests/catch.hpp"

namespace {

bool no_choice(std::string_view message, std::string_view value) {
  const std::size_t at = message.find(value);
  return handrail::is_no_choice(message, at, at + value.size());
}

}  // namespace

TEST_CASE("what is turned down, told of another time or of somebody else is no choice") {
  for (const char* message : {"I can't do yoga with my knee", "yoga is too slow for me", "yoga doesn't suit me", "I hate yoga", "anything but yoga", "last time it was yoga", "my wife does yoga",
                              "I changed my mind about yoga", "yoga is full", "I work at yoga"}) {
    INFO(message);
    CHECK(no_choice(message, "yoga"));
  }
  for (const char* message : {"yoga", "yoga please", "yoga is fine", "no problem, yoga", "I don't mind yoga", "why not yoga", "yoga too", "not bad, yoga", "it was yoga", "hm, but yoga then",
                              "I hate boxing, so yoga", "no, I meant yoga"}) {
    INFO(message);
    CHECK_FALSE(no_choice(message, "yoga"));
  }
}
