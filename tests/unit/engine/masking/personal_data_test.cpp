#include "engine/masking/personal_data.hpp"

#include "tests/catch.hpp"

using namespace handrail;

namespace {
std::string found_in(const std::string& text) {
  std::string all;
  for (const PersonalData& one : personal_data_in(text)) all += (all.empty() ? "" : ", ") + one.kind + ": " + text.substr(one.begin, one.end - one.begin);
  return all;
}
}  // namespace

TEST_CASE("what a text holds of a person is found with its place") {
  struct Row { const char* text; const char* found; };
  const Row row = GENERATE(values<Row>({
      {"write to ana@example.com please", "e-mail: ana@example.com"},
      {"my card is 4111 1111 1111 1111, charge it", "card: 4111 1111 1111 1111"},
      {"not a card: 4111 1111 1111 1112", ""},
      {"IBAN DE89 3704 0044 0532 0130 00", "iban: DE89 3704 0044 0532 0130 00"},
      {"IBAN DE88 3704 0044 0532 0130 00 has a wrong check", ""},
      {"call +49 30 1234567", "phone: +49 30 1234567"},
      {"my SSN is 078-05-1120", "identity number: 078-05-1120"},
      {"000-12-3456 was never given out", "phone: 000-12-3456"},
      {"NINO QQ123456C", ""},
      {"NINO AB 12 34 56 C", "identity number: AB 12 34 56 C"},
      {"DNI 12345678Z", "identity number: 12345678Z"},
      {"DNI 12345678A", ""},
      {"NIE X1234567L", "identity number: X1234567L"},
      {"CPF 529.982.247-25", "identity number: 529.982.247-25"},
      {"codice RSSMRA85T10A562S", "identity number: RSSMRA85T10A562S"},
      {"I live at 12 Baker Street, London", "address: 12 Baker Street"},
      {"send it to Hauptstra\xC3\x9F" "e 7 in Bonn", "address: Hauptstra\xC3\x9F" "e 7"},
      {"4 rue de Rivoli, Paris", "address: 4 rue de Rivoli"},
      {"PO Box 4410", "address: PO Box 4410"},
      {"born 3.4.1988, passport X1234567", "birth date: 3.4.1988, identity number: X1234567"},
      {"write to anna at example dot com", "e-mail: anna at example dot com"},
      {"my mobile is 07911123456, the order 07911123457", "phone: 07911123456"},
      {"I bought 2 shirts on Main Street", ""},
      {"order W1001 of 2026-01-05 for $120.50", ""},
      {"In Step 3, the page is blank", ""},
      {"In Windows 11, and in January 2026, it fails", ""},
      {"In Section 5, see An Order 7 of this text", ""},
      {"In London 3 shops have it", ""},
      {"Auf Seite 12 steht es nicht", ""},
      {"In Schritt 3, ist es nicht da", ""},
      {"Im Warenkorb 1, ist es nicht, und in Filiale 3, auch nicht", ""},
      {"Die Adresse in Schritt 3 ist nicht richtig", ""},
      {"Ich ziehe im Januar 2026 um und bin nicht da", ""},
      {"Der Umweg 10 km ist nicht weit, und der Weg 5 auch nicht", ""},
      {"Am Ausweg 5 ist es nicht", ""},
      {"Ich wohne im Winkel 4 und nicht hier", "address: im Winkel 4"},
      {"Bitte schicken Sie es nach Am Hang 3 und nicht hierher", "address: Am Hang 3"},
      {"please send it to Am Hang 3, 80331 Munich", "address: Am Hang 3"},
      {"", ""},
  }));
  CAPTURE(row.text);
  CHECK(found_in(row.text) == row.found);
}

TEST_CASE("nonsense of any length holds nothing of a person") {
  std::string text;
  for (int i = 0; i < 16'384; ++i) text += static_cast<char>(i * 131 % 256);
  for (const PersonalData& one : personal_data_in(text)) CHECK(one.begin < one.end);
  CHECK(personal_data_in(std::string(16'384, 'A')).empty());
  CHECK(personal_data_in(std::string(16'384, ' ')).empty());
}
