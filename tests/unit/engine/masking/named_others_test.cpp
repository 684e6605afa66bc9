#include "engine/masking/named_others.hpp"

#include "tests/catch.hpp"

using namespace handrail;

namespace {
std::string found_in(const std::string& text, std::string_view language = {}) {
  std::string all;
  for (const PersonalData& one : names_of_others_in(text, language)) all += (all.empty() ? "" : ", ") + text.substr(one.begin, one.end - one.begin);
  return all;
}
}  // namespace

TEST_CASE("a word of the calendar is a date, and a name only where a person is told of") {
  struct Row { const char* text; const char* found; };
  const Row row = GENERATE(values<Row>({
      {"can you deliver in June", ""},
      {"from March to June, and again in August", ""},
      {"is it open in April or on Easter Sunday?", ""},
      {"May and June are best for it", ""},
      {"the summer course, or Autumn?", ""},
      {"is June Street within the 40 miles of this June Street sale", "June, Street"},   // a surname may be anything; behind "this" it is a thing
      {"it is a present for my sister June", "June"},
      {"please ask Ms April about it", "April"},
      {"the parcel is for June Carter", "June, Carter"},
      {"it is for Jonas", "Jonas"},
      {"it is for Rose", "Rose"},
      {"for Rose soap", ""},
      {"the account of June Carter", "June, Carter"},
      {"write to the account of April Jones", "April, Jones"},
      {"before April Jones moved", "April, Jones"},
      {"is it cheaper in June Street", ""},
      {"contact June at the office", "June"},
      {"please ask April", "April"},
      {"please call May 3 in the morning", ""},
      {"I am writing for Noel", "Noel"},
  }));
  CAPTURE(row.text);
  CHECK(found_in(row.text) == row.found);
}

TEST_CASE("in German a capital letter is no name: a given name, a title or a word for a person tells one") {
  struct Row { const char* text; const char* found; };
  const Row row = GENERATE(values<Row>({
      {"Was kostet ein Kubikmeter? Der Z\u00e4hler steht im Keller.", ""},
      {"Der Grundpreis ist hoch und die Rechnung war falsch", ""},
      {"Bei Frost ist Vorsicht geboten, und im August wird gesp\u00fclt", ""},
      {"Wenn Sie Rosa Wasser sehen, rufen Sie bitte an", ""},
      {"Mark und Pfennig gibt es nicht mehr", ""},
      {"Allen Kunden wird die Rechnung im Juni geschickt", ""},
      {"Die Max Wassermenge ist nicht die kleinste", ""},
      {"Bitte sagen Sie es auch Frau Weber", "Weber"},
      {"Das ist f\u00fcr Herrn Dr. Okonkwo und nicht f\u00fcr mich", "Okonkwo"},
      {"Das Paket ist f\u00fcr Jonas Weber und nicht f\u00fcr mich", "Jonas, Weber"},
      {"Ich habe es mit der Anna schon besprochen", "Anna"},
      {"Das ist f\u00fcr meine Tochter Rosa und nicht f\u00fcr mich", "Rosa"},
      {"Liebe Frau Mai, ich habe das nicht bekommen", "Mai"},
      {"Ich habe mit der Anna Schmidt gesprochen, und das ist nicht gut", "Anna, Schmidt"},
      {"Ich habe mit der Anna Okonkwo gesprochen, und das ist nicht gut", "Anna, Okonkwo"},
      {"Die Anna Lampe ist nicht da und ich will sie nicht", ""},
      {"Der Vertrag l\u00e4uft auf Rosa Luxemburg und nicht auf mich", "Rosa, Luxemburg"},
      {"Das Konto auf Elle Berg ist nicht mehr da", "Elle, Berg"},
      {"Das ist auf Regen und nicht auf Schnee, und die Marke ist Mercedes Benz", ""},
      {"Bitte rufen Sie meinen Nachbarn nicht an, es ist sein Z\u00e4hler", ""},
  }));
  CAPTURE(row.text);
  CHECK(found_in(row.text) == row.found);
}

TEST_CASE("what is too short to tell its language is read in that of what it belongs to") {
  CHECK(found_in("Der Grundpreis", "de").empty());
  CHECK(found_in("Jonas Weber", "de") == "Jonas, Weber");
  CHECK(found_in("the parcel is for Jonas Weber and not for me", "de") == "Jonas, Weber");
}
