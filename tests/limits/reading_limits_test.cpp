// The limits of what reads messages and finds knowledge.
#include <set>

#include "adapters/knowledge/fts5_indexer.hpp"
#include "adapters/reading/embedded_trainer.hpp"
#include "adapters/reading/entities.hpp"
#include "adapters/reading/pattern.hpp"
#include "engine/base/limits.hpp"
#include "tests/catch.hpp"

using namespace handrail;

namespace {

// "" when the spec is taken, else the message.
std::string refusal(const ReadingSpec& spec) {
  const auto trained = EmbeddedTrainer("").train(spec);
  if (trained) return "";
  CHECK(trained.error().code == ErrorCode::limit);
  return trained.error().message;
}

}  // namespace

TEST_CASE("a bundle has as many intents, examples, phrases, patterns and choices as their limits, and not one more") {
  for (const std::size_t over : {0u, 1u}) {
    ReadingSpec intents, examples, phrases, patterns, choices;
    intents.intents.resize(limits::reading_intents + over);
    examples.intents = {{"only", "all there is", std::vector<std::string>(limits::reading_examples + over, "please do it")}};
    phrases.signals = {{"many", std::vector<std::string>(limits::reading_phrases + over, "do it"), {}, {}}};
    patterns.signals = {{"many", {}, std::vector<std::string>(limits::reading_patterns + over, "a"), {}}};
    choices.entities = {{"one", EntityKind::pattern, {"b"}, {}},
                        {"many", EntityKind::choice, {}, std::vector<ReadingSpec::Choice>(limits::reading_patterns - 1 + over, {"a", "a"})}};
    for (const auto& [spec, what] :
         {std::pair(&intents, "intents"), std::pair(&examples, "examples"), std::pair(&phrases, "phrases"), std::pair(&patterns, "patterns"), std::pair(&choices, "patterns")}) {
      INFO(what);
      const std::string said = refusal(*spec);
      CHECK((over ? said.find(what) != std::string::npos : said.empty()));
    }
  }
}

TEST_CASE("one pattern finds as many matches in a message as its limit") {
  const auto pattern = reading::Pattern::compile("a", reading::LetterCase::any).value();
  CHECK(pattern.find(std::string(limits::pattern_matches, 'a')).size() == limits::pattern_matches);
  CHECK(pattern.find(std::string(limits::pattern_matches + 1, 'a')).size() == limits::pattern_matches);
}

TEST_CASE("one message claims as many entities as its limit, the first") {
  ReadingSpec spec;
  spec.entities = {{"amount", EntityKind::money, {}}, {"number", EntityKind::whole_number, {}}};
  const auto reader = reading::EntityReader::make(spec);
  REQUIRE(reader);
  const auto claims = [&](std::size_t amounts) {
    std::string text;
    for (std::size_t i = 0; i < amounts; ++i) text += "$5 ";
    return reader->read(text + "and 77").size();
  };
  CHECK(claims(limits::entity_claims - 1) == limits::entity_claims);
  CHECK(claims(limits::entity_claims) == limits::entity_claims);
}

TEST_CASE("a pattern that needs more memory than its limit does not compile") {
  const auto counted = [](int letters) { return reading::Pattern::compile("(?:[a-z]{" + std::to_string(letters) + "}x){10}", reading::LetterCase::any); };
  CHECK(counted(10));
  const auto over = reading::Pattern::compile("(?:(?:\\pL{100}){100}){100}", reading::LetterCase::any);
  REQUIRE_FALSE(over);
  CHECK(over.error().code == ErrorCode::invalid);
}

TEST_CASE("a search gives as many passages as its limit") {
  const auto found = [](std::size_t documents) {
    std::vector<KnowledgeFile> files;
    for (std::size_t i = 0; i < documents; ++i)
      files.push_back({"knowledge/d" + std::to_string(i) + ".md", "# Parcel " + std::to_string(i) + "\n\nThe parcel is late.\n"});
    for (std::size_t i = 0; i < documents; ++i)
      files.push_back({"knowledge/o" + std::to_string(i) + ".md", "# Another thing\n\nSomething else entirely, number " + std::to_string(i) + ".\n"});
    const auto knowledge = Fts5Indexer("").index("v" + std::to_string(documents), files);
    REQUIRE(knowledge);
    return (*knowledge)->search({.text = "parcel", .categories = {}, .passages_max = 1'000}).value().size();
  };
  CHECK(found(limits::passages - 1) == limits::passages - 1);
  CHECK(found(limits::passages) == limits::passages);
  CHECK(found(limits::passages + 1) == limits::passages);
}

TEST_CASE("of a long question as many words are looked for as the limit, the first of equally rare ones") {
  const auto words = [](const std::string& stem, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += stem + std::to_string(i) + " ";
    return text;
  };
  constexpr std::size_t most = limits::knowledge_query_words;
  const auto knowledge = Fts5Indexer("").index(
      "v1", {{"knowledge/first.md", "# First\n\n" + words("anna", most) + "\n"}, {"knowledge/second.md", "# Second\n\n" + words("bert", most) + "\n"}});
  REQUIRE(knowledge);
  const auto found = [&](const std::string& question) {
    std::set<std::string> paths;
    const auto passages = (*knowledge)->search({.text = question, .categories = {}, .passages_max = 50});
    REQUIRE(passages);
    for (const Passage& one : *passages) paths.insert(one.path);
    return paths;
  };
  CHECK(found(words("anna", most / 2) + words("bert", most / 2)).size() == 2);
  CHECK(found(words("anna", most) + words("bert", most)) == std::set<std::string>{"knowledge/first.md"});
}
