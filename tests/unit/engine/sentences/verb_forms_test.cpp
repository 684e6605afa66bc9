#include "engine/sentences/verb_forms.hpp"

#include "tests/catch.hpp"

namespace handrail {

TEST_CASE("a past form is told from other words, and leads to its verb where it is not made with -ed") {
  for (const auto& [past, verb] : {std::pair{"gave", "give"}, {"given", "give"}, {"paid", "pay"}, {"sent", "send"}, {"got", "get"}, {"took", "take"}}) {
    INFO(past);
    CHECK(verb_of_past(past) == verb);
    CHECK(is_past_form(past));
  }
  for (const char* word : {"entered", "cancelled", "tried", "agreed"}) CHECK(is_past_form(word));
  for (const char* word : {"give", "need", "indeed", "red", "", "proceed", "speed", "refund"}) {
    INFO(word);
    CHECK(verb_of_past(word).empty());
    CHECK_FALSE(is_past_form(word));
  }
}

TEST_CASE("a verb is known in its forms, and in no other word") {
  for (const auto& [verb, word] : {std::pair{"sign", "signing"}, {"sign", "signs"}, {"sign", "signed"}, {"put", "putting"}, {"pay", "paid"}, {"move", "moving"}, {"try", "tries"},
                                  {"add", "add"}}) {
    INFO(word);
    CHECK(is_form_of(verb, word));
  }
  for (const auto& [verb, word] : {std::pair{"sign", "signal"}, {"put", "putty"}, {"add", "address"}, {"book", "boo"}, {"get", "g"}, {"a", "as"}, {"", "s"}}) {
    INFO(word);
    CHECK_FALSE(is_form_of(verb, word));
  }
}

}  // namespace handrail
