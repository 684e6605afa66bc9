// The question behind a wish or an answer: a row a message, with the question's own words.
#include "engine/sentences/question_beside.hpp"

#include "engine/base/text.hpp"
#include "tests/rows.hpp"

namespace handrail {
namespace {

struct Row { const char *message, *question; };

constexpr Row beside[] = {
    {"refund W1001, and how long does it take?", "how long does it take?"},
    {"refund W1001. How long does that take?", "How long does that take?"},
    {"refund W1001 and how long will it take", "how long will it take"},
    {"W1001, is the return free?", "is the return free?"},
    {"W1001. Do I have to pay for it? Thanks!", "Do I have to pay for it? Thanks!"},
    {"cancel W1003, when do I get my money", "when do I get my money"},
    {"yes please and what's the warranty on the lamp?", "what's the warranty on the lamp?"},
    {"ok do it, by the way is your shop open on sundays?", "is your shop open on sundays?"},
    {"freeze it for 6 weeks and tell me whether the pool is open on Sunday", "whether the pool is open on Sunday"},
    {"I don't want a refund, just wondering how long they take", "how long they take"},
    // not looked at while the rules were written
    {"please upgrade me to pro - what does that cost per month?", "what does that cost per month?"},
    {"it fell apart after a day. Where do I find the label?", "Where do I find the label?"},
};

constexpr const char* none[] = {
    "how long does it take?", "refund W1001", "can you refund W1001 and can you cancel W1003?", "refund W1001, could you cancel W1003?", "refund W1001, what about W1002?",
    "how long does it take? And cancel W1003", "refund W1001, how nice", "refund W1001, how long does it take. Then cancel W1003.", "", "?", "and how long?",
    "refund W1001, will you do that?", "refund W1001, how about half of it?", "refund W1001 whether it is late or not",
};

TEST_CASE("a question behind a wish or an answer is found, and a wish that is put as a question is none") {
  test::each_row(beside, [](const Row& row) {
    const auto found = question_beside(row.message);
    REQUIRE(found);
    CHECK(trim(std::string_view(row.message).substr(found->begin)) == row.question);
    CHECK(found->from <= found->begin);
  });
  test::each_row(none, [](const char* message) { CHECK(!question_beside(message)); });
}

TEST_CASE("a question that a yes may hang on is told from one that leaves it as it is") {
  const auto leaves_it = [](const char* message) {
    const auto found = question_beside(message);
    REQUIRE(found);
    return leaves_a_yes_as_it_is(message, *found, {"cancel"});
  };
  test::each_row({"yes please and what's the warranty on the lamp?", "yes, when will I get the money?", "sure, and do you ship to Norway?", "yes. How long does it take?"},
                 [&](const char* message) { CHECK(leaves_it(message)); });
  test::each_row({"yes, but how long does it take?", "yes, when it is delivered", "yes, is that free?", "yes, how much do I get back?", "yes, what does cancelling mean for my bonus?",
                  "yes. Will I be charged for the lamp?", "yes, and what are the fees?"},
                 [&](const char* message) { CHECK_FALSE(leaves_it(message)); });
}

}  // namespace
}  // namespace handrail
