#include "engine/sentences/time_asked_for.hpp"

#include "tests/catch.hpp"

namespace handrail {

TEST_CASE("a question asks for a day that is over by its tense, or by what the day is called") {
  for (const char* question : {"When did you buy it?", "On which day was it delivered?", "What is the purchase date?", "Since when is it broken?", "What is the date of the invoice?",
                               "When have you ordered it?", "When did it arrive?", "purchase_date", "bought_on", "Wann haben Sie es gekauft?", "Kaufdatum?"}) {
    INFO(question);
    CHECK(time_asked_for(question) == TimeAskedFor::past);
  }
}

TEST_CASE("a question asks for a day to come by what is wished, and most names ask for any") {
  for (const char* question : {"Which payment date would you like?", "Which day would you like to come?", "When shall we deliver it?", "When did you want to come?", "Which day suits you?", "Wann m\u00F6chten Sie kommen?"}) {
    INFO(question);
    CHECK(time_asked_for(question) == TimeAskedFor::to_come);
  }
  for (const char* question : {"Which day is it?", "On which day?", "day", "visit_day", "", "Which day is your booking for?"}) {
    INFO(question);
    CHECK(time_asked_for(question) == TimeAskedFor::any);
  }
}

}  // namespace handrail
