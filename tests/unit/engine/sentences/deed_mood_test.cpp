// Of a deed: wished for, not to be done, to be undone, thanked for, told of, and left open. A row a message.
#include "engine/sentences/deed_mood.hpp"

#include "tests/catch.hpp"

namespace handrail {
namespace {

// As the examples of a desk for courses would give it: "sign me up for yoga", "put me down for it", "book pilates for me", "join the class".
const SpokenDeed course{{{"sign", "up", {"yoga", "me"}, false},
                         {"put", "down", {"boxing", "me"}, true},
                         {"add", "", {"class", "me"}, true},
                         {"set", "aside", {"place"}, true},
                         {"book", "", {"pilates"}, false},
                         {"join", "", {"class"}, false}},
                        {"yoga", "class", "place"},
                        false,
                        true};
const SpokenDeed money{{{"refund", "", {"fee"}, false}, {"pay", "back", {"fee"}, true}, {"give", "back", {"fee", "me"}, true}, {"get", "back", {"fee"}, true}},
                       {"refund", "fee", "money"},
                       true};

struct Row { const SpokenDeed& deed; const char* message; };

constexpr auto mood = [](const Row& row) { return mood_of(clause_moods(row.message, row.deed)); };

const Row declined[] = {
    {course, "do not sign me up for yoga"}, {course, "please don't put me down for boxing"}, {course, "never sign me up again"}, {course, "I don't want you to sign me up"},
    {course, "stop signing me up"}, {course, "join the class? no way"}, {course, "you need not book it"}, {course, "there is no need to sign me up"},
    {course, "I'd rather not join"}, {course, "I'm not going to join"}, {course, "I asked you not to book it"}, {course, "could you please not book it"},
    {course, "you don't have to book it"},
    {course, "don't you dare book it"}, {course, "I decided against joining"}, {course, "never set a place aside for me"}, {course, "I don't want a place"},
    {money, "don't pay back the 20 EUR"}, {money, "I don't want my money back"}, {money, "no refund please"}, {money, "keep the fee"}, {money, "my fee shall not be refunded"},
    {money, "forget about refunding it"},
};
const Row undone[] = {
    {course, "take me off the list"}, {course, "sign me out of yoga"}, {course, "cancel my place in yoga"}, {course, "can you take me off the yoga list"},
    {course, "I want out of the class"}, {course, "remove me from the class"}, {course, "unbook it please"}, {course, "give up my place"},
    {course, "undo my booking"}, {money, "reverse the refund"},
};
const Row thanked[] = {{course, "thanks for signing me up for yoga"}, {course, "many thanks for booking it"}, {money, "thank you for the refund"}};
const Row told[] = {
    {course, "who signed me up?"}, {course, "you signed me up for yoga and I never asked for it"}, {course, "the sign-up button does not work"},
    {course, "did somebody sign me up for yoga?"}, {course, "I wanted to join yesterday but nobody let me in"}, {course, "I am already in the class"}, {course, "I hate yoga"},
    {course, "my wife has booked it"}, {course, "the booking page is empty"}, {money, "I refunded it"}, {money, "last week I refunded the fee"}, {course, "yesterday I booked it"},
    {money, "you refunded the fee by mistake"}, {course, "people who sign up for yoga, do they get a discount"},
};
const Row left_open[] = {
    {course, "I might join yoga next year"}, {course, "maybe I'll join one day"}, {course, "I was thinking of joining"}, {course, "I'd love to join but I have no time"},
    {course, "do I have to sign up for yoga?"}, {course, "I would have joined"}, {course, "should I sign up?"}, {course, "I might want a place one day"},
    {course, "maybe some day I join yoga"}, {course, "my friend wants to join yoga"}, {course, "my sons want to join the class"}, {course, "our neighbour would like to book pilates"},
};
const Row wished[] = {
    {course, "sign me up for yoga"}, {course, "I'd love to join"}, {course, "don't sign me up for yoga, book pilates"}, {course, "can you sign me up?"},
    {course, "the sign-up button does not work, please sign me up"}, {course, "why don't you book it"}, {course, "I can't wait to join"},
    {course, "you signed me up last time, please do it again"}, {course, "nobody signed me up, please do"}, {course, "I'd like to join but I can't find the page"},
    {course, "thanks, and sign me up too"}, {money, "I never got it back, pay it back please"}, {money, "refund the fee"},
};
// None of the moods that begin nothing: whatever the message is read as stands.
const Row other[] = {
    {course, "my gym place needs to be booked"}, {course, "my wife and I are to join"}, {course, "my wife wants to join our class"}, {money, "my son wants to refund it"},
    {course, "don't forget to sign me up"}, {course, "I can't train on Mondays"}, {course, "I might be late"}, {course, "thanks in advance for booking it"},
    {course, "nobody signed me up"}, {course, "you haven't booked it"}, {money, "I don't want the shoes"}, {money, "you never refunded it"},
    {money, "you refunded only half"}, {money, "the shop was closed"}, {money, "I returned the fee form"}, {money, "cancel my place"},
};

}  // namespace

TEST_CASE("a message wishes for a deed, or says that it is not to be done, thanks for it, tells of it, leaves it open") {
  const auto all_are = [](const auto& rows, DeedMood expected) {
    for (const Row& row : rows) {
      INFO(row.message);
      CHECK(static_cast<int>(mood(row)) == static_cast<int>(expected));
    }
  };
  all_are(declined, DeedMood::declined);
  all_are(undone, DeedMood::undone);
  all_are(thanked, DeedMood::thanked);
  all_are(told, DeedMood::told);
  all_are(left_open, DeedMood::left_open);
  all_are(wished, DeedMood::wished);
}

TEST_CASE("a message that does none of these to a deed stands as it is read") {
  for (const Row& row : other) {
    INFO(row.message);
    CHECK((mood(row) == DeedMood::wished || mood(row) == DeedMood::not_spoken_of));
  }
}

TEST_CASE("a message without words or without end has a mood") {
  CHECK(mood({course, ""}) == DeedMood::not_spoken_of);
  CHECK(mood({course, "?!.,;"}) == DeedMood::not_spoken_of);
  CHECK(mood_of(clause_moods("sign me up", {})) == DeedMood::not_spoken_of);
  std::string long_one;
  for (int i = 0; i < 20'000; ++i) long_one += "not off to ";
  CHECK_NOTHROW(clause_moods(long_one, course));
}

}  // namespace handrail
