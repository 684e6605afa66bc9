// The questions of a message, each by itself; and which sentences speak of what was named before them.
#include "engine/domain/questions.hpp"
#include "engine/base/text.hpp"
#include "tests/catch.hpp"

using namespace handrail;

namespace {

// "a | b <": `<` where it points back.
std::string asked(std::string_view text) {
  std::vector<std::string> all;
  for (const AskedQuestion& one : questions_asked(text)) all.push_back(one.text + (one.points_back ? " <" : ""));
  return join(all, " | ");
}

}  // namespace

TEST_CASE("a message is cut where a question begins anew, and nowhere else") {
  const std::pair<const char*, const char*> rows[] = {
      {"What are your opening hours and can I bring my dog?", "What are your opening hours | can I bring my dog?"},
      {"do you take paypal? and how long is the warranty on batteries", "do you take paypal? | how long is the warranty on batteries"},
      {"I have two questions: do you ship to Mexico, and is the lamp in stock?", "do you ship to Mexico | is the lamp in stock?"},
      {"What does shipping cost and is it free for members?", "What does shipping cost | is it free for members? <"},
      {"The rental bike got stolen, who pays", "who pays"},
      {"can I return shoes and socks?", "can I return shoes and socks?"},
      {"What colours and sizes do you have?", "What colours and sizes do you have?"},
      {"I want to know when and where the choir meets", "I want to know when and where the choir meets"},
      {"Thanks, all is well.", ""},
      {"", ""},
  };
  for (const auto& [text, expected] : rows) {
    INFO(text);
    CHECK(asked(text) == expected);
  }
}

TEST_CASE("of a message of many questions the first six are taken") {
  std::string many;
  for (int i = 0; i < 3'000; ++i) many += "What does item " + std::to_string(i) + " cost? ";
  CHECK(questions_asked(many).size() == questions_apart);
}

TEST_CASE("a sentence that points back names nothing before its pronoun") {
  for (const char* text : {"They never expire when they are used for a course.", "That is how long you have to send something back.", "It takes 6 to 10 days.", "Otherwise shipping is free.",
                           "When they are used for a course, vouchers count double.", "For these the fee is $5.", "And so do lamps."})
    CHECK(points_back(text));
  for (const char* text : {"Vouchers never expire when they are used for a course.", "Customs duties are paid on delivery.", "We ship to Canada and Mexico.", ""}) CHECK_FALSE(points_back(text));
}
