#include "adapters/reading/entities.hpp"
#include "tests/catch.hpp"
#include "tests/unit/adapters/reading/shop_spec.hpp"

using namespace handrail;

namespace {

std::vector<EntityClaim> claims(std::string_view text, const std::string& entity, const std::string& currency = "USD") {
  ReadingSpec spec = test::shop_spec();
  spec.currency = currency;
  std::vector<EntityClaim> kept;
  for (EntityClaim& claim : reading::EntityReader::make(spec)->read(text)) {
    CHECK(text.substr(claim.begin, claim.end - claim.begin) == claim.text);
    if (claim.entity == entity) kept.push_back(claim);
  }
  return kept;
}

std::string values(std::string_view text, const std::string& entity, const std::string& currency = "USD") {
  std::string all;
  for (const EntityClaim& claim : claims(text, entity, currency)) all += (all.empty() ? "" : " ") + canonical(claim.value);
  return all;
}

std::string usd(const std::string& amount, const std::string& currency = "USD") { return R"({"amount":")" + amount + R"(","currency":")" + currency + R"("})"; }

}  // namespace

TEST_CASE("a pattern's value is its first group, and all matches come in order") {
  CHECK(values("orders #W1234567 and W7654321", "order_id") == R"("W1234567" "W7654321")");
  const auto found = claims("orders #W1234567 and W7654321", "order_id");
  REQUIRE(found.size() == 2);
  CHECK(found[0].text == "#W1234567");
  CHECK(found[0].begin == 7);
  CHECK(found[0].end == 16);
  CHECK(values("W12345678", "order_id").empty());
}

TEST_CASE("money is read in the ways customers write it") {
  CHECK(values("it cost $49.99", "amount") == usd("49.99"));
  CHECK(values("$1,000.50, please", "amount") == usd("1000.50"));
  CHECK(values("49.99 USD", "amount") == usd("49.99"));
  CHECK(values("about 49 dollars.", "amount") == usd("49.00"));
  CHECK(values("€20 or 20€ or 20 euros", "amount") == usd("20.00", "EUR") + " " + usd("20.00", "EUR") + " " + usd("20.00", "EUR"));
  CHECK(values("EUR 49,99", "amount") == usd("49.99", "EUR"));
  CHECK(values("¥500", "amount") == usd("500", "JPY"));
  CHECK(values("I paid 120.00 for it", "amount") == usd("120.00"));
  CHECK(values("$5 and $6", "amount") == usd("5.00") + " " + usd("6.00"));
}

TEST_CASE("a day, an hour, a version and a measure are no amount, unless a currency stands with them") {
  for (const char* text : {"refund W1001, ordered on 12.12., it is broken", "refund W1001 from 12.10, it is broken", "since 01.02 it is broken", "I was there at 10.30", "10.30 uhr", "am 12.12 bestellt",
                           "version 2.10 crashes", "on friday 12.12", "size 10.50 please", "it weighs 12.50 kg", "dated 12.12", "12.12., the blue one", "until the 12.10", "ios 17.10", "tel 0170.12",
                           "rated 4.50 stars", "refund W1001, ordered 12.12., broken", "refund the lamp that I ordered on sale 12.10. it is broken"}) {
    INFO(text);
    CHECK(values(text, "amount").empty());
    CHECK(values(text, "count").empty());
  }
  CHECK(values("refund 12.12.", "amount") == usd("12.12"));
  CHECK(values("I want 12.12. It is broken", "amount") == usd("12.12"));
  CHECK(values("on 12.12 I paid 48.00", "amount") == usd("48.00"));
  CHECK(values("$12.12 on 12.12", "amount") == usd("12.12"));
  CHECK(values("from 12.10 to 11.10", "amount") == usd("12.10") + " " + usd("11.10"));
  CHECK(values("you charged 19.99 on top", "amount") == usd("19.99"));
  CHECK(values("sold at 19.99", "amount") == usd("19.99"));
  CHECK(values("at 10.30 EUR", "amount") == usd("10.30", "EUR"));
  CHECK(values("I paid 10.50", "amount") == usd("10.50"));
  CHECK(values("you overcharged me by 10.50", "amount") == usd("10.50"));
  CHECK(values("2 tickets at 12.50 each", "amount") == usd("12.50"));
  CHECK(values("at 12.10 per head", "amount") == usd("12.10"));
  CHECK(values("please refund me 12.10. it is broken", "amount") == usd("12.10"));
  CHECK(values("it cost 25.10. please refund it", "amount") == usd("25.10"));
  CHECK(values("refund W1001. it was ordered 12.10., and is broken", "amount").empty());
}

TEST_CASE("the dollar is the desk's own, and never another desk's currency") {
  CHECK(values("$20", "amount", "CAD") == usd("20.00", "CAD"));
  CHECK(values("$20", "amount", "EUR") == usd("20.00", "USD"));
  CHECK(values("20.00", "amount", "EUR") == usd("20.00", "EUR"));
}

TEST_CASE("an amount below zero is read as one, wherever its minus sign stands") {
  for (const char* text : {"-$50", "$-50", "$ -50", "-50 USD", "USD -50", "50- USD", "50-$", "-50.00", "give me -$50.00 back", "\u2212$50", "\u201350 dollars", "minus 50 dollars",
                           "negative $50", "refund minus fifty dollars", "(-$50)", "-$ 50"}) {
    INFO(text);
    CHECK(values(text, "amount") == usd("-50.00"));
  }
  CHECK(values("-\u20AC20 or -2k EUR", "amount") == usd("-20.00", "EUR") + " " + usd("-2000.00", "EUR"));
  // What parts two things, joins two words or takes one amount from another is no sign.
  CHECK(values("$20-$50", "amount") == usd("20.00") + " " + usd("50.00"));
  CHECK(values("between 20-50 USD", "amount").empty());
  CHECK(values("part-$50", "amount") == usd("50.00"));
  CHECK(values("a fifty-dollar voucher", "amount") == values("a fifty dollar voucher", "amount"));
  CHECK(values("- $50 for the lamp", "amount") == usd("50.00"));
  CHECK(values("$100 - $20", "amount") == usd("100.00") + " " + usd("20.00"));
  CHECK(values("$100 minus $20", "amount") == usd("100.00") + " " + usd("20.00"));
  CHECK(values("-$0", "amount") == usd("0.00"));
}

TEST_CASE("an amount in words or in thousands is read where it is one amount") {
  CHECK(values("charged me two hundred dollars", "amount") == usd("200.00"));
  CHECK(values("Two hundred and fifty-five dollars!", "amount") == usd("255.00"));
  CHECK(values("a thousand bucks", "amount") == usd("1000.00"));
  CHECK(values("fifteen hundred dollars", "amount") == usd("1500.00"));
  CHECK(values("three thousand two hundred and five US dollars", "amount") == usd("3205.00"));
  CHECK(values("twenty euros and thirty dollars", "amount") == usd("20.00", "EUR") + " " + usd("30.00"));
  CHECK(values("ninety-nine hundred ninety-nine thousand dollars", "amount").empty());
  CHECK(values("$5k and $2.5k, 3 thousand dollars, 2k EUR", "amount") == usd("5000.00") + " " + usd("2500.00") + " " + usd("3000.00") + " " + usd("2000.00", "EUR"));
  for (const char* text : {"a few hundred dollars", "a couple of thousand dollars", "half a thousand dollars", "hundred dollars", "a dollar", "fifty and twenty dollars",
                           "two three dollars", "someone dollars", "thousand thousand dollars", "2 ALL k", "1.2.5k dollars", "$5km"}) {
    INFO(text);
    CHECK(values(text, "amount").empty());
  }
}

TEST_CASE("what only looks like money is none") {
  for (const char* text : {"version 1.2.3", "$1.2345", "7.10%", "12345", "room 101", "W49.99", "2 ALL of them", "$", "10.5"}) {
    INFO(text);
    CHECK(values(text, "amount").empty());
  }
}

TEST_CASE("a date is read in full, or as much of it as was said") {
  CHECK(values("on 2026-03-12", "day") == R"("2026-03-12")");
  CHECK(values("12 March 2026", "day") == R"("2026-03-12")");
  CHECK(values("the 12th of March, 2026", "day") == R"("2026-03-12")");
  CHECK(values("March 12, 2026", "day") == R"("2026-03-12")");
  CHECK(values("Sept. 3rd 2025 or dec 31 2025", "day") == R"("2025-09-03" "2025-12-31")");
  CHECK(values("12 March", "day") == R"({"day":12,"month":3})");
  CHECK(values("on Friday", "day") == R"({"of":"coming","weekday":5})");
  CHECK(values("3/12/2026", "day") == R"({"any_of":["2026-12-03","2026-03-12"]})");
  for (const char* text : {"2026-02-30", "31 April 2026", "2026-13-01", "12026-03-12", "March 2026"}) {
    INFO(text);
    CHECK(values(text, "day").empty());
  }
}

TEST_CASE("an e-mail address is read in lower case") {
  CHECK(values("it's Isabella.Lopez3271@Example.com.", "email") == R"("isabella.lopez3271@example.com")");
  CHECK(values("a@b, @example.com", "email").empty());
}

TEST_CASE("a whole number is no part of an amount, a date, an address or an identifier") {
  CHECK(values("I need 2 of them, and 1,000 more", "count") == "2 1000");
  CHECK(values("on 12 March 2026 I paid $49 and 5 dollars, mail bob7@x.org about W1234567, 3.5 stars, 99999999999999999999", "count").empty());
}

TEST_CASE("days, hours, years, houses and figures of other kinds are no whole numbers") {
  for (const char* said : {"on 21 November my meter showed 1351", "on November 21st it showed 1351", "on the 21st of Nov. it was 1351", "I live in 12 Mill Lane, it shows 1351",
                           "it's 8 am and it is 1351", "at 8 o'clock it was 1351", "at 14:30 it was 1351", "since 2024 it is 1351", "the meter at Hauptstra\u00dfe 5 shows 1351",
                           "flat 3, floor 2: 1351", "half past 8, 1351", "3 days ago it was 1351", "1351 on 3/11", "am 21. November stand er auf 1351", "um 8 Uhr waren es 1351",
                           "am 21.11. waren es 1351", "vor 3 Tagen waren es 1351", "ich wohne am Hang 3, er zeigt 1351", "room 4, 1/2 full, 1351",
                           "flat 4 has a leak, it shows 1351", "on may 5 it was 1351", "since 3 march it is 1351", "in march 2026 it was 1351", "W1234567 has 1351"}) {
    INFO(said);
    CHECK(values(said, "count") == "1351");
  }
  CHECK(values("2 days, 12 seats and 3 lamps", "count") == "2 12 3");
  CHECK(values("the reading of 2025 is 51, may I add 7", "count") == "2025 51 7");
  for (const char* said : {"extend the room 2 nights", "the suite 2 nights please", "book the apartment 2 more nights", "Die Wohnung 2 N\u00e4chte", "only 2 may come",
                           "2 may hats"}) {
    INFO(said);
    CHECK(values(said, "count") == "2");
  }
  CHECK(values("In Total 3 please", "count") == "3");
  CHECK(values("In Paris 4 of us need a ticket", "count") == "4");
}

TEST_CASE("a whole number in English words is one, and a word that only sounds like one is none") {
  for (const auto& [said, counted] : {std::pair{"two seats please", "2"}, {"We are twenty-five people", "25"}, {"one", "1"}, {"Just one, please.", "1"}, {"one or two", "1 2"},
                                      {"a table for four on 12 March 2026", "4"}, {"two adults and 3 children", "2 3"}, {"two hundred and fifty copies", "250"},
                                      {"Four of us, W1234567", "4"}, {"three nights, for two hundred dollars", "3"}, {"SIX", "6"}, {"ok then a dozen", "12"}, {"two dozen eggs", "24"}}) {
    INFO(said);
    CHECK(values(said, "count") == counted);
  }
  for (const char* said : {"the blue one", "one of them is broken", "the two of you", "these two are wrong", "two weeks ago", "at seven o'clock", "half past six", "two-way street",
                           "the twenty-first of May", "a few hundred", "one day it broke", "someone told me", "a thousand thanks", "half a dozen", "dozen", "flat three", "on the twenty first", "five dollars", "on ten May"}) {
    INFO(said);
    CHECK(values(said, "count").empty());
  }
}

TEST_CASE("a point parts thousands where the language writes them so, and nowhere else") {
  const auto reader = reading::EntityReader::make(test::shop_spec());
  const auto value = [&](std::string_view text, std::string_view language, const std::string& entity) {
    std::string all;
    for (const EntityClaim& claim : reader->read(text, language)) {
      CHECK(text.substr(claim.begin, claim.end - claim.begin) == claim.text);
      if (claim.entity == entity) all += (all.empty() ? "" : " ") + canonical(claim.value);
    }
    return all;
  };
  CHECK(value("1.350", "de", "count") == "1350");
  CHECK(value("der Stand ist 1.350.000, am 21.11.2026", "de", "count") == "1350000");
  CHECK(value("1.350,50 \u20ac", "de", "amount") == usd("1350.50", "EUR"));
  CHECK(value("1.350 EUR", "de", "amount") == usd("1350.00", "EUR"));
  CHECK(value("2,5 kg und 3 Kisten", "de", "count") == "3");
  CHECK(value("version 1.350.1 and 0.1.350", "de", "count").empty());
  for (const char* language : {"", "en", "es", "fr"}) CHECK(value("1.350", language, "count").empty());
}

TEST_CASE("an attachment of numbers is cut at the limit of claims") {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "7 $5 ";
  ReadingSpec spec = test::shop_spec();
  CHECK(reading::EntityReader::make(spec)->read(text).size() == 200);
}

TEST_CASE("a broken pattern names its entity") {
  ReadingSpec spec;
  spec.entities = {{"serial", EntityKind::pattern, {"[z-a]"}}};
  const auto made = reading::EntityReader::make(spec);
  REQUIRE_FALSE(made);
  CHECK(made.error().code == ErrorCode::invalid);
  CHECK(made.error().message.find("`serial`") != std::string::npos);
}

TEST_CASE("a choice is read in any letter case, as words of their own, the longest first, and is what it means") {
  ReadingSpec spec = test::shop_spec();
  spec.entities = {{"colour", EntityKind::choice, {}, {{"blue", "blue"}, {"dark blue", "Dark_Blue"}, {"navy", "Dark_Blue"}, {"gr\u00fcn", "gr\u00fcn!"},
                                                     {"50% (off)", "half"}, {"", "nothing"}}}};
  const auto read = [&](std::string_view text) {
    std::string all;
    for (const EntityClaim& claim : reading::EntityReader::make(spec)->read(text)) all += claim.text + "=" + canonical(claim.value) + " ";
    return all;
  };
  CHECK(read("Dark Blue, not blue") == R"(Dark Blue="Dark_Blue" blue="blue" )");
  CHECK(read("NAVY or dark-blue") == R"(NAVY="Dark_Blue" dark-blue="Dark_Blue" )");
  CHECK(read("bluebell, navyish") == "");
  CHECK(read("gr\u00fcn") == "gr\u00fcn=\"gr\u00fcn!\" ");
  CHECK(read("the one at 50%  (OFF), not at 50 off") == R"(50%  (OFF)="half" )");
}

TEST_CASE("what a group of a pattern is named says nothing of its value") {
  ReadingSpec spec = test::shop_spec();
  spec.entities = {{"colour", EntityKind::pattern, {R"(\b(?P<means_dark_20blue>navy|marine)\b)"}, {}}};
  const auto read = reading::EntityReader::make(spec)->read("navy or marine");
  REQUIRE(read.size() == 2);
  CHECK(read[0].value == Json("navy"));
  CHECK(read[1].value == Json("marine"));
}
