// Of several sums in one message the wished one counts, whatever the order; what is only told of does not; and two that are wished stay, for the question which it is.
#include "engine/sentences/wished_sums.hpp"

#include "engine/sentences/meant.hpp"
#include "tests/catch.hpp"

using namespace handrail;

namespace {

std::vector<EntityClaim> sums_in(const std::string& text) {
  std::vector<EntityClaim> claims;
  for (std::size_t at = text.find(" EUR"); at != std::string::npos; at = text.find(" EUR", at + 1)) {
    std::size_t begin = at;
    while (begin > 0 && (text[begin - 1] == '.' || (text[begin - 1] >= '0' && text[begin - 1] <= '9'))) --begin;
    const std::string figures = text.substr(begin, at - begin);
    const Json value = Json::object({{"amount", figures.find('.') == std::string::npos ? figures + ".00" : figures}, {"currency", "EUR"}});
    claims.push_back({"amount", figures, value, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at + 4)});
  }
  return claims;
}

std::string meant_in(const std::string& text) {
  std::string all;
  for (const EntityClaim& one : meant(text, sums_in(text))) all += (all.empty() ? "" : " ") + one.value.text_or("amount");
  return all;
}

}  // namespace

TEST_CASE("of several sums the wished one is meant") {
  struct Row { const char* text; const char* sums; };
  const Row row = GENERATE(values<Row>({
      {"I paid 29 EUR and I'd like 10 EUR back", "10.00"}, {"My fee is 29 EUR, refund me 10 EUR please", "10.00"}, {"last month you refunded 5 EUR, now I want 12 EUR back", "12.00"},
      {"you took 29 EUR, please refund 10 EUR of it", "10.00"}, {"I was charged 19 EUR instead of 9 EUR, give me back the 10 EUR", "10.00"},
      {"I asked for 10 EUR and you gave me 5 EUR, I want the other 5 EUR back", "5.00"}, {"our bill came to 57.50 EUR, give us back 7.50 EUR please", "7.50"},
      {"The balance on my card is 90 EUR. I want 6 EUR refunded", "6.00"}, {"it says 40 EUR on the receipt, kindly transfer 14 EUR to me", "14.00"},
      {"please give me 10 EUR back out of the 50 EUR", "10.00"}, {"of the 38 EUR that I paid I want 8 EUR back", "8.00"}, {"I want 10 EUR for the 29 EUR class", "10.00"},
      {"I'm paying 59 EUR a month, and I'd be happy with 19 EUR back", "19.00"}, {"the phone bill shows 52 EUR, and 2 EUR should be paid back", "2.00"},
      {"I'd like 25 EUR back because I paid 80 EUR", "25.00"}, {"the fee should be 19 EUR but I paid 29 EUR, refund me 10 EUR", "10.00"},
      {"you returned 14 EUR; 6 EUR is still missing", "6.00"}, {"I paid 48 EUR and want 40 EUR back, keep 8 EUR of it", "40.00"},
      // A figure alone that is wished, beside a sum.
      {"I was charged 19 EUR instead of 9 EUR, give me back the 10", "10.00"}, {"My fee is 29 EUR, refund me 10 please", "10.00"}, {"The lesson was 45 EUR. I expect 18.50 back.", "18.50"},
      {"I paid 29 EUR for order 1001, refund me 2 tickets", "29.00"}, {"I paid 29 EUR for 3 weeks", "29.00"}, {"I paid 29 EUR, call me at 10", "29.00"},
      // A correction.
      {"15 EUR, no 10 EUR", "10.00"}, {"I want 30 EUR back, no make that 17 EUR", "17.00"}, {"22 EUR, no, 13 EUR", "13.00"}, {"29 EUR, I mean 10 EUR", "10.00"}, {"10 EUR, no fee", "10.00"}, {"please refund 15 EUR, no 12 EUR of the fee", "12.00"},
      // Nobody can tell: they stay, and it is asked which.
      {"please refund 14 EUR and 9 EUR", "14.00 9.00"}, {"I want 14 EUR for the towel and 6 EUR for the locker", "14.00 6.00"}, {"10 EUR or 12 EUR", ""},
      // All are told of.
      {"I paid 40 EUR and the receipt says 35 EUR", ""}, {"the flight was 300 EUR and the bag was 25 EUR", ""}, {"refund the difference between 29 EUR and 19 EUR", ""},
      {"could you take 12 EUR off the 92 EUR bill", ""}, {"my fee is 29 EUR instead of 19 EUR", ""},
      // The only one is left to what comes behind.
      {"I paid 29 EUR", "29.00"}, {"my fee is 29 EUR", "29.00"}, {"I paid 29 EUR too much", "29.00"}, {"10 EUR", "10.00"}, {"not 29 EUR but 10 EUR", "10.00"}, {"10 EUR instead of 29 EUR", "10.00"},
      {"you charged me 29 EUR twice, I want 29 EUR back", "29.00 29.00"}, {"", ""},
  }));
  CAPTURE(row.text);
  CHECK(meant_in(row.text) == row.sums);
}

TEST_CASE("a message of nothing but sums is read in one go") {
  std::string text;
  while (text.size() < 16'000) text += "10 EUR, 11 EUR and ";
  CHECK(with_sums_wished(text, sums_in(text)).size() == sums_in(text).size());
}
