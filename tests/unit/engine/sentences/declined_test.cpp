// What a text orders not to be done.
#include "engine/sentences/declined.hpp"

#include "tests/catch.hpp"

TEST_CASE("a verb under a negated order is not to be done, and what somebody does not do is told") {
  const auto first = [](const char* message) {
    const auto found = handrail::verbs_not_to_be_done(message);
    return found.empty() ? std::string() : found.front().verb;
  };
  CHECK(first("don't book pilates for me") == "book");
  CHECK(first("please do not put me down for boxing") == "put");
  CHECK(first("never sign me up again") == "sign");
  CHECK(first("please stop calling me") == "calling");
  CHECK(first("ok, but don't ever renew it") == "renew");
  CHECK(first("I do not want you to book it") == "book");
  CHECK(first("don't go ahead and reserve it") == "reserve");
  for (const char* message : {"I don't book online", "why don't you book it?", "they never sign anything", "the buttons do not work", "I don't want it", "book it", "", "if you don't ship today"}) {
    INFO(message);
    CHECK(first(message).empty());
  }
  CHECK(handrail::verbs_not_to_be_done("Send me a link. Don't send it to my old address").front().restricted);
  CHECK_FALSE(handrail::verbs_not_to_be_done("don't book it on Monday").front().restricted);
}
