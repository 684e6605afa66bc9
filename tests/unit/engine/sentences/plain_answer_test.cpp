#include "engine/sentences/plain_answer.hpp"

#include "tests/catch.hpp"

namespace handrail {

namespace {
struct Row { const char *text, *language; };
}  // namespace

TEST_CASE("a plain yes of another language is one in that language alone") {
  for (const Row& row : {Row{"ja", "de"}, Row{"Ja bitte!", "de"}, Row{"ja, gerne", "de"}, Row{"Gerne", "de"}, Row{"doch", "de"}, Row{"ja danke", "de"}, Row{"In Ordnung", "de"},
                         Row{"oui", "fr"}, Row{"Oui, s'il vous pla\u00EEt", "fr"}, Row{"bien s\u00FBr", "fr"}, Row{"d\u2019accord merci", "fr"}, Row{"s\u00ED", "es"},
                         Row{"S\u00ED, por favor", "es"}, Row{"vale gracias", "es"}, Row{"s\u00EC grazie", "it"}, Row{"va bene", "it"}, Row{"ja graag", "nl"},
                         Row{"graag", "nl"}}) {
    INFO(row.text);
    CHECK(plain_answer(row.text, row.language) == PlainAnswer::yes);
    CHECK(plain_answer(row.text, "en") == PlainAnswer::none);
    CHECK(plain_answer(row.text, "") == PlainAnswer::none);
  }
}

TEST_CASE("a plain no of another language is one") {
  for (const Row& row : {Row{"nein", "de"}, Row{"Nein danke", "de"}, Row{"lieber nicht", "de"}, Row{"lieber doch nicht, danke", "de"}, Row{"auf keinen Fall", "de"}, Row{"non merci", "fr"},
                         Row{"surtout pas", "fr"}, Row{"mejor no, gracias", "es"}, Row{"no grazie", "it"}, Row{"meglio di no", "it"}, Row{"nee bedankt", "nl"}, Row{"liever niet", "nl"}}) {
    INFO(row.text);
    CHECK(plain_answer(row.text, row.language) == PlainAnswer::no);
  }
}

TEST_CASE("what may mean either, says both or says more is no plain answer") {
  for (const Row& row : {Row{"bitte", "de"}, Row{"danke", "de"}, Row{"ja?", "de"}, Row{"ja nein", "de"}, Row{"nein, doch", "de"}, Row{"ja, aber nur morgen", "de"},
                         Row{"jaja", "de"}, Row{"ja ja", "de"}, Row{"na ja", "de"}, Row{"ja, aber...", "de"}, Row{"Ja, gleich", "de"}, Row{"oui, mais...", "fr"},
                         Row{"c'est bon, merci", "fr"}, Row{"est\u00E1 bien, gracias", "es"},
                         Row{"ja und storniere W1003", "de"}, Row{"ja klar, sicher nicht", "de"}, Row{"merci", "fr"}, Row{"oui mais demain", "fr"}, Row{"si", "fr"}, Row{"gracias", "es"},
                         Row{"grazie", "it"}, Row{"prego", "it"}, Row{"prima", "nl"}, Row{"", "de"}, Row{"...", "de"}, Row{"ja ja ja ja ja ja ja ja ja", "de"}}) {
    INFO(row.text);
    CHECK(plain_answer(row.text, row.language) == PlainAnswer::none);
  }
}

TEST_CASE("an answer stands in English where it stood, and what is behind it keeps its place") {
  CHECK(with_plain_answer_in_english("nein, am Samstag", "de") == "no  , am Samstag");
  CHECK(with_plain_answer_in_english("ja, und storniere W1003", "de") == "ok, und storniere W1003");
  CHECK(with_plain_answer_in_english("ja bitte", "de") == "yes     ");
  CHECK(with_plain_answer_in_english("ja", "nl") == "ok");
  CHECK(with_plain_answer_in_english("nein Danke, keine Pizza", "de") == "nein Danke, keine Pizza");
  CHECK(with_plain_answer_in_english("nein, am Samstag", "en") == "nein, am Samstag");
  CHECK(with_plain_answer_in_english("Non, samedi", "fr") == "no , samedi");
}

}  // namespace handrail
