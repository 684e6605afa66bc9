// Articles in other languages than English: found by another form of their words, and by no small word.
#include "adapters/knowledge/fts5_indexer.hpp"
#include "adapters/knowledge/stemming.hpp"
#include "tests/catch.hpp"

using namespace handrail;

namespace {

const std::vector<KnowledgeFile> files = {
    {"knowledge/de/folder.txt", "language: de\n"},
    {"knowledge/de/ruecksendung.md", "# Rücksendungen\n## Kosten der Rücksendung\nEine Rücksendung kostet 5 Euro. Bestellungen über 50 Euro senden Sie frei zurück.\n"
                                     "## Beschädigte Artikel\nBeschädigte Artikel ersetzen wir. Senden Sie ein Bild.\n"},
    {"knowledge/de/zahlung.md", "# Zahlung\n## Zahlungsarten\nSie bezahlen mit Karte oder auf Rechnung.\n"},
    {"knowledge/fr/livraison.md", "---\nlanguage: fr\n---\n# Livraison\n## Délais de livraison\nLes livraisons arrivent en trois jours ouvrés.\n## Colis abîmés\nNous remplaçons les colis abîmés.\n"},
    {"knowledge/es/devolucion.md", "---\nlanguage: es\n---\n# Devoluciones\n## Plazo\nLas devoluciones se aceptan durante 30 días.\n"},
    {"knowledge/nl/verzending.md", "---\nlanguage: nl\n---\n# Verzending\n## Kosten\nHet verzenden van bestellingen is gratis.\n"},
    {"knowledge/sv/leverans.md", "---\nlanguage: sv\n---\n# Leveranser\n## Skadade varor\nSkadade varor byts ut.\n"},
    {"knowledge/en/colours.md", "# Colours\n## Choosing colours\nColours are chosen at the checkout.\n"},
};

std::string heading(const std::string& question) {
  static const auto knowledge = *Fts5Indexer("").index("v", files);
  const auto found = *knowledge->search({.text = question});
  return found.empty() ? "nothing" : found[0].heading;
}

}  // namespace

TEST_CASE("a question finds the article that has its words in another form") {
  CHECK(heading("Was kosten Rücksendungen?") == "Kosten der Rücksendung");
  CHECK(heading("Ich habe einen beschädigten Artikel bekommen") == "Beschädigte Artikel");
  CHECK(heading("mit welchen Karten kann ich zahlen, auch mit Rechnungen?") == "Zahlungsarten");
  CHECK(heading("wie hoch sind die Kosten der Rücksendung") == "Kosten der Rücksendung");
  CHECK(heading("wie teuer ist eine Rücksendung") == "Kosten der Rücksendung");
  CHECK(heading("combien de jours pour une livraison ?") == "Délais de livraison");
  CHECK(heading("mon colis est abimé") == "Colis abîmés");
  CHECK(heading("¿cuánto dura una devolución?") == "Plazo");
  CHECK(heading("wat kost de verzending van een bestelling") == "Kosten");
  CHECK(heading("min vara är skadad") == "Skadade varor");
  CHECK(heading("which colour can I choose") == "Choosing colours");
}

TEST_CASE("small words of another language find nothing") {
  CHECK(heading("und wie ist das mit dem Wetter?") == "nothing");
  CHECK(heading("est-ce que vous avez des chats ?") == "nothing");
  CHECK(heading("¿qué es lo que tengo que hacer con mi gato?") == "nothing");
}

TEST_CASE("synonyms hold in every language that articles are in") {
  auto with = files;
  with.push_back({"knowledge/synonyms.txt", "retoure means rücksendungen\n"});
  const auto knowledge = *Fts5Indexer("").index("v", with);
  const auto found = *knowledge->search({.text = "Kosten einer Retoure"});
  REQUIRE_FALSE(found.empty());
  CHECK(found[0].heading == "Kosten der Rücksendung");
}

TEST_CASE("a language whose words nobody brings to one form is a mistake of the article") {
  const auto made = Fts5Indexer("").index("v", {{"knowledge/x.md", "---\nlanguage: klingon\n---\n# X\nText.\n"}});
  REQUIRE_FALSE(made);
  CHECK(made.error().message.find("knowledge/x.md:2: language is the code of a language") == 0);
  for (const std::string& language : knowledge::stemmed_languages()) {
    INFO(language);
    CHECK(Fts5Indexer("").index("v", {{"knowledge/x.md", "---\nlanguage: " + language + "\n---\n# X\nText.\n"}}));
  }
}
