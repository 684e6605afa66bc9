// What a model wraps a reply in.
#include "engine/reply/unwrap.hpp"

#include "tests/catch.hpp"

using namespace handrail::reply;

TEST_CASE("a reply is taken out of what a model wraps it in, and stays as it is without") {
  struct Row { const char* answer; const char* expected; };
  const std::string plain = "Delivery costs $12. Anything else?";
  const Row wrapped[] = {
      {R"({"reply":"Delivery costs $12. Anything else?"})", ""},
      {R"({"confidence":"high","message":"Delivery costs $12. Anything else?"})", ""},
      {R"({"message":"internal: customer seems angry","reply":"Delivery costs $12. Anything else?"})", ""},
      {R"({"reply":"Delivery costs $12. Anything else?","answer":"internal: angry","text":"a note"})", ""},
      {R"({"text":"a note","Response":"Delivery costs $12. Anything else?","body":"another"})", ""},
      {R"({"said":"Delivery costs $12. Anything else?"})", ""},
      {"```json\n{\"reply\":\"Delivery costs $12. Anything else?\"}\n```", ""},
      {"```\nDelivery costs $12. Anything else?\n```", ""},
      {"Draft: Delivery costs $12. Anything else?", ""},
      {"**Reply:** Delivery costs $12. Anything else?", ""},
      {"Here is the reply:\n\nDelivery costs $12. Anything else?", ""},
      {"Here is your draft: Delivery costs $12. Anything else?", ""},
      {"Sure! Here's the final reply to the customer:\n\"Delivery costs $12. Anything else?\"", ""},
  };
  for (const Row& row : wrapped) {
    CAPTURE(row.answer);
    CHECK(unwrapped(row.answer) == plain);
  }
  for (const char* text : {"Delivery costs $12.", "Here is what it costs: $12.", "The answer to your message is: no.", "You have 2 choices: pay or return it.", "Reply:",
                           "Say \"yes\" or \"no\"", "\"yes\" or \"no\"", R"({"amount":"$12","at":"noon"})", "```\na\n```\nb\n```\nc\n```", "{", "\"", "",
                           R"({"message":"a note","text":"We ship on Monday."})", R"({"answer":"a note","response":"We ship on Monday."})",
                           "Your email: Maria.Lopez@example.com\nYour plan: Pro", "Is this your new email: Maria@Example.com?", "This email: Maria is its owner.",
                           "Is your answer: Yes?", "The email: Maria.Lopez@example.com"}) {
    CAPTURE(text);
    CHECK(unwrapped(text) == text);
  }
  CHECK(is_a_record(R"({"amount":"$12","at":"noon"})"));
  CHECK(is_a_record(R"({"message":"a note","text":"We ship on Monday."})"));
  CHECK(is_a_record(R"(["a"])"));
  CHECK_FALSE(is_a_record("[delivery#1]"));
  CHECK_FALSE(is_a_record(plain));
}
