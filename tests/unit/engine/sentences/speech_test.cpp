// What the words of a message do, whatever stands open.
#include "engine/sentences/speech.hpp"

#include <algorithm>

#include "tests/catch.hpp"

using namespace handrail;

namespace {

bool does(const std::string& text, std::string_view act) {
  const auto acts = acts_of(text);
  return std::any_of(acts.begin(), acts.end(), [&](const SpeechAct& one) { return one.act == act; });
}

}  // namespace

TEST_CASE("what leaves a matter is read as leaving, and what only sounds like it is not", "[speech]") {
  for (const char* text : {"forget it", "Never mind!", "oh, drop it", "ok forget the room", "cancel", "stop please", "please forget my refund", "stop that", "don\u2019t bother"})
    CHECK(does(text, speech::leave));
  for (const char* text : {"leave it at the door", "drop it off at the neighbour", "did I forget it?", "they always forget the cable", "please cancel order W1003", "cancel W1003",
                           "I stopped using it",
                           "forget it was broken when I got it, the real problem is that it is late"})
    CHECK_FALSE(does(text, speech::leave));
}

TEST_CASE("one thing in the place of another, one beside it, a list and a question are told apart", "[speech]") {
  CHECK(does("no, order W1002", speech::in_its_place));
  CHECK(does("sorry, I meant W1002", speech::in_its_place));
  CHECK_FALSE(does("W1002 please", speech::in_its_place));
  CHECK(does("W1002 as well", speech::beside_it));
  CHECK(does("W1001 and W1002", speech::list));
  CHECK(does("when will it come", speech::ask));
  CHECK(does("no, where is W1003", speech::ask_in_part));
  CHECK_FALSE(does("no, W1003", speech::ask_in_part));
}

TEST_CASE("what is not to be done is told from what is not wanted any more, and from what others do not do", "[speech]") {
  const auto declined = [](const std::string& text) {
    for (const SpeechAct& one : acts_of(text))
      if (one.act == speech::decline) return one.what;
    return std::string();
  };
  CHECK(declined("please do not cancel W1003") == "cancel");
  CHECK(declined("don\u2019t refund it") == "refund");
  CHECK(declined("I do not want you to cancel it") == "cancel");
  CHECK(declined("I don't want a refund, send a new one") == "refund");
  for (const char* text : {"I don't want my subscription any more", "you don't refund anything", "why don't you refund it?", "if you do not refund it I will leave",
                           "I don't want it, cancel W1003",
                           "cancel W1003"}) {
    INFO(text);
    CHECK(declined(text) != "cancel");
    CHECK(declined(text) != "refund");
    CHECK(declined(text) != "subscription");
  }
  CHECK(without_what_is_declined("please don't cancel W1003, just change the address") == " just change the address");
  for (const char* text : {"I don't need it any more", "no longer needed", "yes, I no longer want it"}) CHECK(does(text, speech::unwanted));
  for (const char* text : {"I don't need it shipped today", "I want it", "no"}) CHECK_FALSE(does(text, speech::unwanted));
}

TEST_CASE("after please sign in, done is done", "[speech]") {
  for (const char* text : {"done", "ok, done", "I did", "I am signed in now", "Done, thanks!", "alright I'm in", "I have logged in"}) CHECK(does(text, speech::say_signed_in));
  for (const char* text : {"yes", "refund it", "I am Ada", "how do I sign in", "I can't log in"}) CHECK_FALSE(does(text, speech::say_signed_in));
}

TEST_CASE("hostile text is read in a moment, and reads as nothing", "[speech]") {
  CHECK(acts_of("").size() <= 1);
  const std::string long_text(64u << 10, ',');
  CHECK(acts_of(long_text).size() <= 2);
}

TEST_CASE("the words that tell a matter are left when the small ones are gone", "[speech]") {
  CHECK(telling_words("Forget the room, please") == std::vector<std::string>{"room"});
  CHECK(telling_words("never mind").empty());
}
