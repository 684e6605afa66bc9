// Shares of a sum, to the cent next to them, and parts of a call that are to be another one.
#include "engine/sentences/negated_part.hpp"
#include "engine/sentences/shares.hpp"

#include "engine/base/text.hpp"
#include "tests/catch.hpp"

namespace handrail {
namespace {

Money dollars(const char* amount) { return *parse_money(std::string(amount) + " USD"); }

struct Row { const char *message, *of, *is; };

constexpr Row named[] = {
    {"half would do", "48.00", "24.00"},
    {"half of it", "79.01", "39.51"},
    {"a third of it please", "48.00", "16.00"},
    {"a third", "79.00", "26.33"},
    {"two thirds", "79.00", "52.67"},
    {"three quarters of it", "48.00", "36.00"},
    {"30 percent", "48.00", "14.40"},
    {"30% of it", "48.00", "14.40"},
    {"12.5 % is enough", "48.00", "6.00"},
    {"0.5 per cent", "48.00", "0.24"},
    {"A FIFTH", "48.00", "9.60"},
};

constexpr const char* none[] = {"the third time", "100%", "150 percent", "0%", "-30%", "half or a third", "30% or 40%", "all of it", "20", "two halves",
                                 "a half time job and half of it",
                                "99999999999999999999%", "1.23456%", "", "percent", "second half and 20%"};

TEST_CASE("a share of a sum is worked out to the cent next to it, and what is no one share is none") {
  for (const Row& row : named) {
    INFO(row.message);
    const auto share = share_said(row.message);
    REQUIRE(share);
    const auto money = share_of(dollars(row.of), *share);
    REQUIRE(money);
    CHECK(format_amount(*money) == row.is);
    CHECK(share->end <= std::string_view(row.message).size());
  }
  for (const char* message : none) {
    INFO(message);
    CHECK(!share_said(message));
  }
  CHECK(!share_of(Money{INT64_MAX, dollars("1").currency}, Share{2, 3, 0, 0}));
  CHECK(says_some_of_it("part of it would do"));
  CHECK(!says_some_of_it("it fell apart"));
}

TEST_CASE("words that turn a part of what was asked round are told from sentences of their own") {
  CHECK(join(negated_part("Not to my card"), " ") == "card");
  CHECK(join(negated_part("no, but not to the old address please"), " ") == "old address");
  CHECK(join(negated_part("anything but my card"), " ") == "card");
  for (const char* message : {"I do not have a card", "not yet", "not working", "not sure", "do not send it to my card", "is it not to my card?", "no", "", "not",
                              "not to my card but only if that is possible and somebody tells me"}) {
    INFO(message);
    CHECK(negated_part(message).empty());
  }
}

TEST_CASE("what stays with the desk is taken off the sum, in whatever words") {
  const auto off = [](std::string_view text) {
    const std::size_t at = text.find("$8");
    return is_taken_off(text, at, at + 2);
  };
  for (const char* message : {"all of it except $8", "all but $8", "everything but the $8", "$8 of it you may keep", "you can keep $8", "$8 stays with you", "$8 is yours", "apart from $8",
                              "hold back $8", "minus $8", "without the $8", "withhold $8 of it"}) {
    INFO(message);
    CHECK(off(message));
  }
  for (const char* message : {"refund $8", "I want $8 back", "$8 of it please", "but $8 would be fine", "you owe me $8", "$8 is enough", "$8 you took from me", "$8 is what I want",
                              "is it $8?"}) {
    INFO(message);
    CHECK_FALSE(off(message));
  }
}

}  // namespace
}  // namespace handrail
