// A text with no more apologies than the desk wants.
#include "engine/reply/apologies.hpp"

#include "tests/catch.hpp"

using namespace handrail::reply;

TEST_CASE("the first apology stays, and of the others goes what says nothing else") {
  struct Row { const char* text; std::size_t most; const char* expected; };
  const Row rows[] = {
      {"I'm sorry. It takes 3 days.", 1, "I'm sorry. It takes 3 days."},
      {"I'm sorry. It takes 3 days. I apologise for that. Is there anything else?", 1, "I'm sorry. It takes 3 days. Is there anything else?"},
      {"I'm so sorry, I apologise, sorry again! It takes 3 days. Sorry!", 1, "I'm so sorry! It takes 3 days."},
      {"Sorry! It takes 3 days. Please accept my apologies for the trouble.", 1, "Sorry! It takes 3 days."},
      {"Sorry. Sorry, it takes 3 days.", 1, "Sorry. It takes 3 days."},
      {"Sorry about the wait. I'm sorry, but it takes 3 days.", 1, "Sorry about the wait. It takes 3 days."},
      {"Sorry. I'm sorry that 2 of your parcels were lost.", 1, "Sorry. I'm sorry that 2 of your parcels were lost."},   // it tells something
      {"Sorry. Are you sorry?", 1, "Sorry. Are you sorry?"},
      {"Sorry! Sorry!", 2, "Sorry! Sorry!"},
      {"Sorry!", 0, "Sorry!"},   // words at all
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(with_apologies_at_most(row.text, row.most) == row.expected);
  }
}

TEST_CASE("what others wrote is no apology, and nothing is taken out of it or of what is agreed to") {
  struct Row { const char* text; std::vector<std::string> values; const char* kept; const char* expected; };
  const Row rows[] = {
      {"For the reason \"sorry sorry\" $5.00 goes back. Shall I?", {"sorry sorry"}, "", "For the reason \"sorry sorry\" $5.00 goes back. Shall I?"},
      {"Sorry! Meal M1 from Sorry Mama had: I'm sorry fries.", {"Sorry Mama", "I'm sorry fries"}, "", "Sorry! Meal M1 from Sorry Mama had: I'm sorry fries."},
      {"I'm sorry. Sorry Mama is closed.", {"Sorry Mama"}, "", "I'm sorry. Sorry Mama is closed."},
      {"I'm sorry. Sorry. It is cold.", {"Sorry"}, "", "I'm sorry. It is cold."},   // who begins a sentence with one word speaks
      {"I apologise, it was cold. Sorry. Credit it as \"so sorry\"?", {"so sorry"}, "", "I apologise, it was cold. Credit it as \"so sorry\"?"},
      {"Sorry! I'm sorry, one more thing. Shall I?", {}, "I'm sorry, one more thing. Shall I?", "I'm sorry, one more thing. Shall I?"},
      {"It takes 3 days. Sorry. I'm sorry! Shall I?", {"sorr"}, "Sorry. I'm sorry! Shall I?", "It takes 3 days. Sorry. I'm sorry! Shall I?"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const std::string text = row.text, kept = row.kept;
    std::vector<Span> spans;
    if (!kept.empty()) spans.push_back({text.find(kept), text.find(kept) + kept.size()});
    CHECK(with_apologies_at_most(text, 1, row.values, spans) == row.expected);
  }
}
