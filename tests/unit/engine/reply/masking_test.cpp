#include "engine/masking/masking.hpp"

#include "tests/catch.hpp"

using namespace handrail;

namespace {
std::string masked(const std::string& text, MaskRules rules = {}) { return mask(text, rules).text; }
}  // namespace

TEST_CASE("what reaches a person is masked, and what is about the matter stays") {
  struct Row { const char* text; const char* expected; };
  const Row rows[] = {
      {"write to ada.brown+shop@mail.example.co.uk.", "write to [e-mail]."},
      {"(mailto:ada@example.com)", "(mailto:[e-mail])"},
      {"@ada said a@b is no address", "@ada said a@b is no address"},
      {"call +1 503 555 0114 or (206) 555-0177", "call [phone] or [phone]"},
      {"0171 1234567", "[phone]"},
      {"503-555-0114 please", "[phone] please"},
      {"mobil 0151/23456789, Berlin 030/1234567 oder 030 / 123 45 67", "mobil [phone], Berlin [phone] oder [phone]"},
      {"tel 06.12.34.56.78 ou 06-12-34-56-78", "tel [phone] ou [phone]"},
      {"\xEF\xBC\x90\xEF\xBC\x99\xEF\xBC\x90-\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x93\xEF\xBC\x94-\xEF\xBC\x95\xEF\xBC\x96\xEF\xBC\x97\xEF\xBC\x98", "[phone]"},
      {"\xE9\x9B\xBB\xE8\xA9\xB1" "090-1234-5678", "\xE9\x9B\xBB\xE8\xA9\xB1[phone]"},
      {"\xD9\xA0\xD9\xA1\xD9\xA0 \xD9\xA1\xD9\xA2\xD9\xA3\xD9\xA4 \xD9\xA5\xD9\xA6\xD9\xA7\xD9\xA8", "[phone]"},
      {"\xEF\xBC\x93 items of \xEF\xBC\x91\xEF\xBC\x92", "\xEF\xBC\x93 items of \xEF\xBC\x91\xEF\xBC\x92"},
      {"router 192.168.100.200, dns 8.8.8.8:53.", "router 192.168.100.200, dns 8.8.8.8:53."},
      {"from 01/05/2026 12:30 to 03/05/2026 14:00, card until 05/2026", "from 01/05/2026 12:30 to 03/05/2026 14:00, card until 05/2026"},
      {"on 06.12.34 at 10.30, and 2026-01-05-12", "on 06.12.34 at 10.30, and 2026-01-05-12"},
      {"my card is 4242 4242 4242 4242, thanks", "my card is [card], thanks"},
      {"4242424242424242", "[card]"},
      {"4242424242424243", "[number]"},
      {"DE89 3704 0044 0532 0130 00 is mine", "[iban] is mine"},
      {"GB82WEST12345698765432", "[iban]"},
      {"GB83WEST12345698765432", "GB83WEST[number]"},
      {"order W1234567 from 2026-01-05 over $1,299.00", "order W1234567 from 2026-01-05 over $1,299.00"},
      {"on 5.1.2026 and 01/05/2026 at 14:30", "on 5.1.2026 and 01/05/2026 at 14:30"},
      {"item 9876543210 costs 12.50", "item [number] costs 12.50"},
      {"order 123456", "order 123456"},
      {"3 of 4 arrived, 2 x 15 EUR", "3 of 4 arrived, 2 x 15 EUR"},
      {"", ""},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(masked(row.text) == row.expected);
  }
}

TEST_CASE("names that a column holds are masked as whole words, in any case") {
  const MaskRules rules{9, {"Ada Brown", "Li"}};
  CHECK(masked("Hi, this is ADA. Ada Brown, from Brownsville; ask Li", rules) == "Hi, this is [name]. [name] [name], from Brownsville; ask [name]");
}

TEST_CASE("a name is masked with its accents and without them") {
  const MaskRules rules{9, {"José Müller", "Łukasz Wałęsa", "Ngô"}};
  CHECK(masked("Jose Muller, JOSÉ MÜLLER, Jose\xCC\x81, Josef", rules) == "[name] [name], [name] [name], [name], Josef");
  CHECK(masked("lukasz walesa and Ngo", rules) == "[name] [name] and [name]");
  CHECK(masked("from Zoe", {9, {"Zoë"}}) == "from [name]");
}

TEST_CASE("how long a run of digits is a number that is masked can be said") {
  CHECK(masked("ticket 123456", {6, {}}) == "ticket [number]");
  CHECK(masked("ticket 1234567890123", {0, {}}) == "ticket 1234567890123");
}

TEST_CASE("what is masked is counted, and masking a masked text changes nothing") {
  const Masked once = mask("a@b.example, c@d.example and 4242 4242 4242 4242", {});
  CHECK(once.counts == std::map<std::string, std::size_t>{{"card", 1}, {"e-mail", 2}});
  CHECK(mask(once.text, {}).text == once.text);
}

TEST_CASE("check digits hold for the numbers of the standards' examples, and fail one digit off") {
  for (const char* card : {"4111111111111111", "5555555555554444", "378282246310005"}) CHECK(luhn_holds(card));
  CHECK_FALSE(luhn_holds("4111111111111112"));
  CHECK_FALSE(luhn_holds(""));
  for (const char* iban : {"DE89370400440532013000", "GB82WEST12345698765432", "FR1420041010050500013M02606"}) CHECK(iban_holds(iban));
  CHECK_FALSE(iban_holds("DE88370400440532013000"));
}

TEST_CASE("hostile text is masked in time, and nothing is read past its end") {
  std::string many(200'000, '1');
  CHECK(masked(many) == "[number]");
  std::string dashes;
  for (int i = 0; i < 50'000; ++i) dashes += "1-";
  CHECK(masked(dashes).size() <= dashes.size());
  CHECK(masked(std::string(100'000, '@')).size() == 100'000);
  CHECK(masked("+") == "+");
  CHECK(masked("(") == "(");
  CHECK(masked("a@") == "a@");
  CHECK(masked("\xff\xfe@x.y") == "[e-mail]");
}

TEST_CASE("whatever stands between the digits, a card is a card, and marks beyond ASCII hide nothing") {
  for (const char* between : {"\u00a0", "\u202f", "\u2011", "\u200b", "\u2013", " - ", "\t", "\n", ",", "_", ", "}) {
    const std::string card = std::string("4111") + between + "1111" + between + "1111" + between + "1111";
    CAPTURE(card);
    CHECK(masked("pay <" + card + "> now") == "pay <[card]> now");
  }
  CHECK(masked("4111 1111 1111 1111 12/27") == "[card] 12/27");
  CHECK(masked("DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000 is mine") == "[iban] is mine");
  CHECK(masked("tel:\u00a0+49\u00a0170\u00a01234567") == "tel:\u00a0[phone]");
  CHECK(masked("write to ada@b\u00fccher.example today") == "write to [e-mail] today");
}

TEST_CASE("a declared name of two letters is masked as it is written, and a word that only sounds like it stays") {
  const MaskRules rules{9, {"Jo Wu", "Ed"}};
  CHECK(masked("Jo Wu and Ed, not joed; ed. wu?", rules) == "[name] [name] and [name], not joed; ed. wu?");
  CHECK(masked("Jo\u00a0Wu", rules) == "[name]\u00a0[name]");
}

TEST_CASE("a name with an apostrophe is masked with it and without it, and a genitive keeps its ending") {
  const MaskRules rules{.digits = 9, .names = {"Zoe M\u00fcller-O'Brien", "D\u2019Angelo"}};
  CHECK(masked("O'Brien, O\u2019BRIEN, obrien and Brien; ZOE M\u00fcller; d'Angelo", rules) == "[name], [name], [name] and [name]; [name] [name]; [name]");
  CHECK(masked("Zoe's and Angelo's, not o'clock", rules) == "[name]'s and [name]'s, not o'clock");
}

TEST_CASE("a Chinese or Japanese name is masked in running text, where no space stands around it") {
  const MaskRules rules{.digits = 9, .names = {"\u674e \u5c0f\u9f99"}};
  CHECK(masked("\u6211\u662f\u674e\u5c0f\u9f99\uff0c\u5c0f\u9f99", rules) == "\u6211\u662f[name]\uff0c[name]");
  CHECK(masked("\u674e\u5b50", rules) == "\u674e\u5b50");
}
