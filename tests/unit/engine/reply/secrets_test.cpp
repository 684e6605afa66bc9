// Secrets in what a customer writes: neither a model nor a log sees them.
#include "engine/masking/veil.hpp"

#include "engine/masking/keys.hpp"
#include "engine/masking/masking.hpp"
#include "tests/catch.hpp"

using namespace handrail;

namespace {

struct Row { const char* text; const char* expected; };

void check_rows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(mask(row.text, {.digits = 0}).text == row.expected);
  }
}

}  // namespace

TEST_CASE("a secret behind the word that names it is hidden, and the words around it stay") {
  check_rows({
      {"my password is hunter2secret", "my password is [secret]"},
      {"My password is: hunter2secret!", "My password is: [secret]"},
      {"password: x", "password: [secret]"},
      {"password=correct", "password=[secret]"},
      {"the password is \"my dog Rex\" ok", "the password is \"[secret]\" ok"},
      {"I use password hunter2 here", "I use password [secret] here"},
      {"mein Passwort ist geheim12", "mein Passwort ist [secret]"},
      {"my PIN is 1234.", "my PIN is [secret]."},
      {"PIN 1234 and cvv: 123", "PIN [secret] and cvv: [secret]"},
      {"the code is 482913", "the code is [secret]"},
      {"security code 123, one-time code: 482 913", "security code [secret], one-time code: [secret]"},
      {"my api key is abcdef", "my api key is [secret]"},
      {"it is locked for 60 minutes [account-and-password#3].", "it is locked for 60 minutes [account-and-password#3]."},
      {"[password#3] and password #3x7", "[password#3] and password [secret]"},
      {"Authorization: Bearer abc123def456", "Authorization: Bearer [secret]"},
      {"-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY----- bye", "[secret] bye"},
      {"4111 1111 1111 1111 12/27 123", "[card] [secret] [secret]"},
      {"card 4111111111111111, exp 12/27, cvv 123 thanks", "card [card], exp [secret], cvv [secret] thanks"},
  });
}

TEST_CASE("words about a secret hide nothing") {
  for (const char* text : {"my password is wrong", "I forgot my password, is there a way back?", "the error code is 404123", "my zip code is 94110",
      "promo code: 482913", "password reset",
                           "My password is not working", "order 482913", "pin the note", "a token of thanks is 12 euros", "the PIN has 4 digits", "Asia-Pacific 2026",
                               "task-list-of-all-things-2026"})
    CHECK(mask(text, {.digits = 0}).text == text);
}

TEST_CASE("every beginning of a key that no reply may hold is hidden from a model as well") {
  for (const std::string_view beginning : key_beginnings()) {
    const std::string key = std::string(beginning) + (beginning == "Bearer" ? " " : "") + "a1B2c3D4e5F6g7H8";
    Veil veil({});
    const std::string covered = veil.cover("use " + key + " please");
    CAPTURE(key);
    CHECK(covered.find("a1B2c3D4e5F6g7H8") == std::string::npos);
    CHECK(veil.uncover(covered) == covered);
  }
}

TEST_CASE("a phone number in one run is the known one, however the record writes it") {
  Veil veil({"phone"});
  veil.know_record(*parse_json(R"({"phone":"+1 503-555-0114"})"), true);
  CHECK(veil.cover("call 5035550114 or 15035550114, order 503555011") == "call [phone 1] or [phone 2], order 503555011");
  CHECK(veil.cover("W5035550199 and 5035550199") == "W5035550199 and 5035550199");
}
