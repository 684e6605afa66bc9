#include "engine/base/money.hpp"

#include <limits>
#include <tuple>

#include "tests/catch.hpp"

using namespace handrail;

namespace {

Currency currency(std::string_view code) { return *Currency::parse(code); }
Money money(std::int64_t minor, std::string_view code) { return {minor, currency(code)}; }

std::string refusal(std::string_view text, std::optional<Currency> assumed = std::nullopt) {
  const Result<Money> result = parse_money(text, assumed);
  return result ? "accepted: " + format_money(*result) : std::string(to_text(result.error().code)) + ": " + result.error().message;
}

}  // namespace

TEST_CASE("a currency knows its digits") {
  for (const auto& [code, digits] : {std::tuple{"JPY", 0}, {"USD", 2}, {"EUR", 2}, {"KWD", 3}, {"CLF", 4}, {"ISK", 0}, {"TND", 3}, {"AED", 2}, {"ZWG", 2},
                                     {"UYW", 4}, {"BIF", 0}, {"XXX", 0}}) {
    CHECK(currency(code).code() == code);
    CHECK(currency(code).digits() == digits);
  }
  CHECK(Currency().code().empty());
}

TEST_CASE("what is no currency of the standard is refused") {
  for (const char* code : {"", "US", "USDX", "ABC", "DEM", "HRK", " US", "SDE", "D E"}) CHECK_FALSE(Currency::parse(code));
  CHECK(Currency::parse("eur").error().message == "`eur` is no currency of ISO 4217: write `EUR`");
}

TEST_CASE("an amount is read in every spelling") {
  for (const auto& [text, minor, code] :
       {std::tuple{"$100", 10000, "USD"}, {"$1,000.50", 100050, "USD"}, {"100 EUR", 10000, "EUR"}, {"EUR 100", 10000, "EUR"}, {"-5.00 USD", -500, "USD"},
        {"-$5", -500, "USD"}, {"$-5", -500, "USD"}, {"€20.5", 2050, "EUR"}, {"20€", 2000, "EUR"}, {"¥500", 500, "JPY"}, {"1,000.500 KWD", 1000500, "KWD"},
        {" 12 USD ", 1200, "USD"}, {"0.01 USD", 1, "USD"}, {"-0 USD", 0, "USD"}, {"1,234,567 JPY", 1234567, "JPY"}}) {
    INFO(text);
    const Result<Money> parsed = parse_money(text);
    REQUIRE(parsed);
    CHECK(*parsed == money(minor, code));
  }
  CHECK(parse_money("100.00", currency("USD")) == money(10000, "USD"));
  CHECK(parse_money("100 EUR", currency("USD")) == money(10000, "EUR"));
}

TEST_CASE("what is no amount is refused, never guessed") {
  for (const char* text : {"", "$", "USD", "abc", "1 2 USD", "--5 USD", "-$-5", "$5 USD", "USD 5 USD", ".5 USD", "5. USD", "1.2.3 USD", "1,00 USD", "1000,000 USD",
                           ",100 USD", "1,,000 USD", "1e5 USD", "0x10 USD", "1.5,0 USD", "5 USD x", "٥ USD"}) {
    INFO(text);
    CHECK(refusal(text).starts_with("invalid: "));
  }
  CHECK(refusal("100.00") == "invalid: `100.00` is not an amount of money: its currency is missing, write it like `100 EUR` or `$100`");
  CHECK(refusal("1.005 USD") == "invalid: `1.005 USD` is not an amount of money: `USD` has at most 2 decimals");
  CHECK(refusal("1.0 JPY") == "invalid: `1.0 JPY` is not an amount of money: `JPY` has no decimals");
  CHECK(refusal("5 usd") == "invalid: `usd` is no currency of ISO 4217: write `USD`");
}

TEST_CASE("an amount is refused one unit beyond 64 bits") {
  CHECK(parse_money("92233720368547758.07 USD") == money(std::numeric_limits<std::int64_t>::max(), "USD"));
  CHECK(parse_money("-92233720368547758.08 USD") == money(std::numeric_limits<std::int64_t>::min(), "USD"));
  CHECK(refusal("92233720368547758.08 USD").starts_with("limit: "));
  CHECK(refusal("-92233720368547758.09 USD").starts_with("limit: "));
  CHECK(refusal(std::string(5000, '9') + " USD").starts_with("limit: "));
}

TEST_CASE("an amount is written as a customer reads it") {
  CHECK(format_money(money(100050, "USD")) == "$1,000.50");
  CHECK(format_money(money(2000, "EUR")) == "€20.00");
  CHECK(format_money(money(500, "JPY")) == "¥500");
  CHECK(format_money(money(1000500, "KWD")) == "1,000.500 KWD");
  CHECK(format_money(money(-5, "USD")) == "-$0.05");
  CHECK(format_money(money(123456789, "GBP")) == "1,234,567.89 GBP");
  CHECK(format_money(money(std::numeric_limits<std::int64_t>::min(), "USD")) == "-$92,233,720,368,547,758.08");
}

TEST_CASE("an amount for JSON is digits only") {
  CHECK(format_amount(money(100050, "USD")) == "1000.50");
  CHECK(format_amount(money(-7, "KWD")) == "-0.007");
  CHECK(format_amount(money(500, "JPY")) == "500");
}

TEST_CASE("what is written reads back the same") {
  for (const char* code : {"USD", "EUR", "JPY", "KWD", "CLF", "GBP"}) {
    for (const std::int64_t minor : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, std::int64_t{999}, std::int64_t{123456789012}, std::numeric_limits<std::int64_t>::min(),
                                     std::numeric_limits<std::int64_t>::max()}) {
      CHECK(parse_money(format_money(money(minor, code))) == money(minor, code));
      CHECK(parse_money(format_amount(money(minor, code)), currency(code)) == money(minor, code));
    }
  }
}

TEST_CASE("money in two currencies does not add") {
  CHECK(add(money(150, "USD"), money(50, "USD")) == money(200, "USD"));
  CHECK(subtract(money(150, "USD"), money(250, "USD")) == money(-100, "USD"));
  CHECK(add(money(1, "USD"), money(1, "EUR")).error().code == ErrorCode::invalid);
  CHECK(subtract(money(1, "USD"), money(1, "EUR")).error().message == "an amount in `USD` and one in `EUR` do not go together");
  CHECK(add(money(0, "USD"), Money{}).error().code == ErrorCode::invalid);
  CHECK(money(100, "USD") != money(100, "EUR"));
}

TEST_CASE("a sum beyond 64 bits is refused") {
  CHECK(add(money(std::numeric_limits<std::int64_t>::max(), "USD"), money(1, "USD")).error().code == ErrorCode::limit);
  CHECK(subtract(money(std::numeric_limits<std::int64_t>::min(), "USD"), money(1, "USD")).error().code == ErrorCode::limit);
}
