// What a model sees of a sentence, and what comes back: every form in which people tell of themselves, and what only looks like it.
#include "engine/masking/masking.hpp"
#include "engine/masking/veil.hpp"
#include "tests/catch.hpp"

using namespace handrail;

namespace {

struct Row { const char* said; const char* seen; };

void check_rows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    INFO(row.said);
    Veil veil({"name", "email", "phone", "address"});
    const std::string covered = veil.cover(row.said);
    CHECK(covered == row.seen);
    const bool for_good = covered.find("[secret") != std::string::npos || covered.find("[card") != std::string::npos || covered.find("[iban") != std::string::npos;
    CHECK((for_good || veil.uncover(covered) == row.said));
  }
}

void check_unchanged(const std::vector<const char*>& texts) {
  for (const char* text : texts) {
    INFO(text);
    CHECK(Veil({"name", "email", "phone", "address"}).cover(text) == text);
  }
}

}  // namespace

TEST_CASE("a phone number is hidden in one run and in groups, by its shape or by the words around it") {
  check_rows({
      {"my mobile is 07911123456", "my mobile is [phone 1]"},
      {"call me on 0171 5551234", "call me on [phone 1]"},
      {"0049 171 5551234", "[phone 1]"},
      {"00491715551234", "[phone 1]"},
      {"(212) 555-9134", "[phone 1]"},
      {"ring me: 555 0134 after six", "ring me: [phone 1] after six"},
      {"my number is 2125559134", "my number is [phone 1]"},
      {"you can reach me at 2125559134", "you can reach me at [phone 1]"},
      {"phone 5550134", "phone [phone 1]"},
      {"tel. 5550134", "tel. [phone 1]"},
      {"Meine Handynummer ist 015112345678", "Meine Handynummer ist [phone 1]"},
      {"text me on 447911123456", "text me on [phone 1]"},
      {"2125559134 is my mobile", "[phone 1] is my mobile"},
      {"2125559134 (mobile)", "[phone 1] (mobile)"},
      {"the number is 07911123456", "the number is [phone 1]"},
      {"order 1001 07911123456", "order 1001 [phone 1]"},
      {"0171 1234567 0172 7654321", "[phone 1] [phone 2]"},
      {"on 5.1.2026 0171 5551234", "on 5.1.2026 [phone 1]"},
      {"my order is 12345678 and my phone is 12345679", "my order is 12345678 and my phone is [phone 1]"},
      {"please cancel my order, 0171 1234567", "please cancel my order, [phone 1]"},
      {"customer: none, 555-123-4567", "customer: none, [phone 1]"},
      {"a question about a student discount 0171 1234567", "a question about a student discount [phone 1]"},
      {"order 1001 555-123-4567", "order 1001 [phone 1]"},
      {"it's W1001 555-123-4567", "it's W1001 [phone 1]"},
      {"ref 123456 555-123-4567", "ref 123456 [phone 1]"},
      {"x,+15035550114,10115 y", "x,[phone 1],10115 y"},
  });
}

TEST_CASE("numbers of things, amounts, dates and lists are no phone numbers") {
  check_unchanged({"order 1234 5678", "my order number is 2125559134", "order number: 07911123456", "2125559134 is my order number", "invoice 2024-001-4455", "ref 0171 5551234",
                   "article number 07911123456", "serial no 555-123-4567", "tracking 9400 1000 0000 0000 0000 00", "tracking number 1Z 999 AA1 01 2345 6784", "EAN 4006381333931",
                   "customer number 12345678", "flight number 12345678", "Meine Kundennummer ist 0123456789", "Z\u00e4hlernummer 0123 456 789", "Z\u00e4hlerstand 0123456789",
                   "I paid 1 234 567 EUR", "$ 1 000 000", "10 000 000 units", "1 000 000", "100.000.000", "0.00123456", "1 234 567,50", "2 x 15, 3 x 20", "size 10 20 30 40",
                   "between 100-2000 and 3000", "on 24 12 2026 and 25 12 2026", "from 2026 11 23 10 15", "2026-11-23 10:15 to 2026-11-24 11:00", "call me about 12345678",
                   "is 2125559134 shipped?", "#07911123456", "https://shop.example/orders/07911123456", "version 10.20.30.40"});
}

TEST_CASE("what the bundle reads as an entity is no phone and no secret, unless a word says so") {
  Veil veil({"name", "phone"});
  veil.know("order_id", "07911123456");
  veil.know("callback_number", "07911123457");
  veil.know("batch", "5f4dcc3b5aa765d61d8327deb882cf99");
  CHECK(veil.cover("where is 07911123456?") == "where is 07911123456?");
  CHECK(veil.cover("my mobile is 07911123456") == "my mobile is [phone 1]");
  CHECK(veil.cover("07911123457 then") == "[phone 2] then");
  CHECK(veil.cover("it says 5f4dcc3b5aa765d61d8327deb882cf99") == "it says 5f4dcc3b5aa765d61d8327deb882cf99");
  veil.know("meter_reading", "4711");
  CHECK(veil.cover("my PIN is 4711").find("4711") == std::string::npos);
  CHECK(veil.cover("my passport 4111 1111 1111 1111").find("[card") != std::string::npos);   // and is put back nowhere
}

TEST_CASE("a member of a record says what its value is") {
  Veil veil({"name", "phone"});
  CHECK(veil.cover("07911123456", "tracking_number") == "07911123456");
  CHECK(veil.cover("2125559134", "mobile") == "[phone 1]");
  CHECK(veil.cover("5f4dcc3b5aa765d61d8327deb882cf99", "id") == "5f4dcc3b5aa765d61d8327deb882cf99");
  CHECK(veil.cover("hunter two", "password") == "[secret 1]");
  CHECK(veil.cover("abc", "api_key") == "[secret 2]");
  CHECK(veil.cover("abc", "key") == "abc");
}

TEST_CASE("a secret is hidden where an abbreviation tells it, beside a login, by its shape, and never comes back") {
  check_rows({
      {"pw: hunter2", "pw: [secret 1]"},
      {"pwd hunter2", "pwd [secret 1]"},
      {"mein pw ist Sommer2024", "mein pw ist [secret 1]"},
      {"pass: x", "pass: [secret 1]"},
      {"user: anna pass: Sommer2024!", "user: anna pass: [secret 1]"},
      {"my login is anna / Sommer2024!", "my login is anna / [secret 1]"},
      {"login: anna@example.com / Sommer2024!", "login: [email 1] / [secret 1]"},
      {"PIN 4711", "PIN [secret 1]"},
      {"4711 is my PIN", "[secret 1] is my PIN"},
      {"the code from the text is 482913", "the code from the text is [secret 1]"},
      {"the code you sent me was 482913", "the code you sent me was [secret 1]"},
      {"482913 is the code", "[secret 1] is the code"},
      {"use sk-abcdefghijklmnop1234", "use [secret 1]"},
      {"ghp_abcdefghijklmnopqrstuvwxyz0123456789", "[secret 1]"},
      {"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N", "[secret 1]"},
      {"5f4dcc3b5aa765d61d8327deb882cf99", "[secret 1]"},
      {"aws wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "aws [secret 1]"},
      {"https://anna:hunter2@shop.example/x", "https://anna:[secret 1]@shop.example/x"},
  });
  check_unchanged({"my boarding pass: gate 4", "I pass: no thanks", "the code is on the box", "the code of the voucher is 482913", "promo code: 482913", "my login is broken / slow", "user anna, w12345 order",
                   "550e8400-e29b-41d4-a716-446655440000", "https://shop.example/help/how-to-return-your-order-2024-in-germany-2", "4711 is the order code", "8 is my number"});
}

TEST_CASE("numbers of accounts and papers, days of birth, written-out mail, names in small letters and postal addresses are hidden") {
  check_rows({
      {"IBAN DE89 3704 0044 0532 0130 00", "IBAN [iban 1]"},
      {"card 4111-1111-1111-1111", "card [card 1]"},
      {"card 4111 1111 1111 1111", "card [card 1]"},
      {"my SSN is 078-05-1120", "my SSN is [identity number 1]"},
      {"SSN 078051120", "SSN [identity number 1]"},
      {"NINO AB 12 34 56 C", "NINO [identity number 1]"},
      {"my national insurance number is AB123456C", "my national insurance number is [identity number 1]"},
      {"Steuer-ID 12 345 678 901", "Steuer-ID [identity number 1]"},
      {"86 095 742 719", "[identity number 1]"},
      {"Meine Steuernummer ist 12/345/67890", "Meine Steuernummer ist [identity number 1]"},
      {"passport number X1234567", "passport number [identity number 1]"},
      {"Reisepass C01X00T47", "Reisepass [identity number 1]"},
      {"my driver's license is D123-4567-8901", "my driver's license is [identity number 1]"},
      {"I was born 3.4.1988", "I was born [birth date 1]"},
      {"born on 3 April 1988", "born on [birth date 1]"},
      {"DOB 03/04/1988", "DOB [birth date 1]"},
      {"date of birth: April 3, 1988", "date of birth: [birth date 1]"},
      {"geboren am 03.04.1988", "geboren am [birth date 1]"},
      {"write to anna dot lopez at example dot com", "write to [email 1]"},
      {"anna (at) gmx.de", "[email 1]"},
      {"anna[at]gmx[dot]de", "[email 1]"},
      {"I live at 12 Baker Street, London NW1 6XE", "I live at [address 1]"},
      {"Hauptstr. 5, 10115 Berlin", "[address 1]"},
      {"hauptstr. 5, 10115 berlin", "[address 1]"},
      {"my name is anna schmidt", "my name is [name 1] [name 2]"},
      {"this is anna schmidt speaking", "this is [name 1] [name 2] speaking"},
      {"this is xochitl okonkwo speaking", "this is [name 1] [name 2] speaking"},
      {"i am anna schmidt", "i am [name 1] [name 2]"},
      {"ich heisse anna schmidt", "ich heisse [name 1] [name 2]"},
      {"hier spricht anna schmidt", "hier spricht [name 1] [name 2]"},
  });
  check_unchanged({"my passport expires in 12/2027", "passport photo 35 x 45", "I was born in Berlin", "the order is from 3.4.2026", "meet me at noon", "look at example.com", "this is the second time",
                   "this is really bad", "case 12345678901", "order 2345 6789 0124", "ich habe nie 123456 bestellt"});
}

TEST_CASE("who hides nothing hides numbers of papers all the same, and a day of birth with names") {
  CHECK(Veil({}).cover("born 3.4.1988, SSN 078-05-1120, my mobile is 07911123456") == "born 3.4.1988, SSN [identity number 1], my mobile is 07911123456");
  CHECK(mask("born 3.4.1988, SSN 078-05-1120, pw: hunter2", {.digits = 0}).text == "born [birth date], SSN [identity number], pw: [secret]");
}

TEST_CASE("hostile text is covered in time") {
  std::string text;
  for (int i = 0; i < 4'000; ++i) text += "born at my code is call 07 at dot ";
  CHECK(Veil({"name", "phone"}).cover(text).size() > 1000);
  std::string addresses;
  for (int i = 0; i < 10'000; ++i) addresses += "://a:";
  CHECK(mask(addresses, {}).text.size() == addresses.size());
  CHECK_FALSE(mask(std::string(100'000, 'a') + "1", {}).text.empty());
}
