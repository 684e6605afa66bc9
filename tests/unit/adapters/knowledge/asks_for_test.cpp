// What a question asks for, and of what, by the order of its words.
#include "adapters/knowledge/asks_for.hpp"

#include <map>

#include "adapters/knowledge/connections.hpp"
#include "engine/base/limits.hpp"
#include "tests/rows.hpp"

using namespace handrail;
using namespace handrail::knowledge;

namespace {

// "price; deed: …; matter: …": what is not loose.
std::string read(const std::string& text) {
  static const std::map<Sought, std::string> sought = {{Sought::anything, "anything"}, {Sought::price, "price"}, {Sought::figure, "figure"}, {Sought::time, "time"},
                                                       {Sought::span, "span"}, {Sought::hour, "hour"}, {Sought::depth, "depth"}, {Sought::warmth, "warmth"}};
  static const std::map<Part, std::string> parts = {{Part::frame, "frame"}, {Part::deed, "deed"}, {Part::done, "done"}, {Part::matter, "matter"},
                                                    {Part::sort, "sort"}, {Part::described, "described"}, {Part::qualifier, "qualifier"}};
  static auto database = *sqlite::Database::open(":memory:", sqlite::Durability::normal);
  static const auto tokenizer = *sqlite::Tokenizer::make(database);
  const std::vector<Token> words = tokens_of(tokenizer, text, 256);
  const AskedFor asked = asked_for(words, text);
  std::string told = (asked.whether ? "whether " : "") + sought.at(asked.sought);
  for (std::size_t i = 0; i < words.size(); ++i)
    if (asked.places[i].part != Part::loose) told += "; " + parts.at(asked.places[i].part) + ": " + words[i].word;
  return told;
}

}  // namespace

TEST_CASE("a question says what kind of thing it asks for, and of what") {
  const std::pair<const char*, const char*> cases[] = {
      {"how much is a private lesson", "price; described: private; matter: lesson"},
      {"what does a punch card cost for students", "price; described: punch; matter: card; qualifier: students"},
      {"does boxing cost extra", "whether price; matter: boxing"},
      {"do you store cars", "whether anything; deed: store; matter: cars"},
      {"do you offer lessons on Sundays", "whether anything; frame: offer; matter: lessons; qualifier: sundays"},
      {"can I pay my bill by credit card", "whether anything; matter: bill; described: credit; qualifier: card"},
      {"are armbands allowed", "whether anything; matter: armbands; frame: allowed"},
      {"is the season ticket transferable", "whether anything; described: season; matter: ticket; deed: transferable"},
      {"which bus goes to the pool", "anything; sort: bus; frame: goes; qualifier: pool"},
      {"how many pupils do you have", "figure; matter: pupils"},
      {"how deep is the baby pool", "depth; frame: deep; matter: pool"},
      {"how hot can I wash the shirts", "warmth; frame: hot; deed: wash; matter: shirts"},
      {"when does the choir rehearse", "time; matter: choir; done: rehearse"},
      {"do I have to empty the drawers", "whether anything; done: empty; matter: drawers"},
      {"do you take the old machine away", "whether anything; matter: machine; deed: away"},
      {"is there wifi at the pool", "whether anything; matter: wifi; qualifier: pool"},
      {"Do course credits ever expire?", "whether anything; described: course; matter: credits; done: expire"},
  };
  test::each_row(cases, [](const auto& row) { CHECK(read(row.first) == row.second); });
}

TEST_CASE("of what is no plain question nothing is said") {
  test::each_row({"", "?", "I want to cancel", "my flyers came out blurry", "how", "do", "and", "do you", "how much", "what is", "is there",
                  "can I pay by card? and do you ship to Spain?", "wie viel kostet das"},
                 [](const char* text) { CHECK(read(text).find("matter") == std::string::npos); });
  std::string chain = "do you sell a";
  for (int i = 0; i < 4000; ++i) chain += " and b";
  CHECK(read(chain).find("matter") == std::string::npos);   // longer than a question is
}
