// Articles found by meaning: an embedding model that is played, which knows that two words mean the same and nothing else. What it does when it is slow, wrong or gone,
// and what is kept of it.
#include <stdlib.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>

#include "adapters/knowledge/bounds.hpp"
#include "adapters/knowledge/fts5_indexer.hpp"
#include "adapters/knowledge/scale.hpp"
#include "adapters/knowledge/vector_file.hpp"
#include "engine/base/text.hpp"
#include "tests/catch.hpp"
#include "tests/fakes/fake_clock.hpp"
#include "tests/fakes/fake_waiting.hpp"

using namespace handrail;
using knowledge::MeaningOptions;

namespace {

// What articles say, and what customers say instead.
const std::vector<std::pair<std::string, std::string>> meanings = {
    {"reimbursement", "cashback"}, {"parcel", "shipment"}, {"password", "passphrase"}, {"invoice", "receipt"}, {"warranty", "guarantee"}, {"courier", "postman"},
    {"discount", "markdown"}, {"subscription", "membership"}, {"battery", "accumulator"}, {"kettle", "boiler"}, {"lamp", "light"}, {"sofa", "couch"}, {"rug", "carpet"},
    {"wardrobe", "closet"}, {"screen", "monitor"}, {"headphones", "earbuds"}, {"gift", "present"}, {"voucher", "coupon"}, {"store", "outlet"}, {"brakes", "callipers"},
    {"tyre", "wheel"}, {"helmet", "headgear"}, {"saddle", "seat"}, {"chain", "drivetrain"}, {"pump", "inflator"}, {"tent", "shelter"}};

class PlayedEmbedder final : public Embedder {
 public:
  [[nodiscard]] const std::string& space() const override { return space_; }
  [[nodiscard]] std::size_t batch() const override { return 8; }
  Result<std::vector<std::vector<float>>> embed(const std::vector<std::string>& texts, EmbeddingOf of, EmbeddingAccount* account) override {
    ++calls;
    if (account) account->used.requests += 1, account->used.input_tokens += texts.size();
    if (out_of_order > 0 && --out_of_order >= 0) return fail(ErrorCode::unavailable, "it is out of order");
    std::vector<std::vector<float>> vectors;
    for (const std::string& text : texts) {
      (of == EmbeddingOf::question ? questions : passages).push_back(text);
      vectors.push_back(vector_of(text));
    }
    return vectors;
  }
  std::vector<std::string> questions, passages;
  int calls = 0, out_of_order = 0;
  std::size_t more_numbers = 0;
  std::string space_ = "played";

 private:
  [[nodiscard]] std::vector<float> vector_of(const std::string& text) const {
    constexpr std::size_t others = 24;   // directions for words that mean nothing here
    std::vector<float> vector(meanings.size() + others + more_numbers, 0.0f);
    for (const std::string_view word : words(text)) {
      const std::string folded = fold_case(word);
      std::size_t at = vector.size();
      for (std::size_t i = 0; i < meanings.size(); ++i)
        if (folded == meanings[i].first || folded == meanings[i].second) at = i;
      if (at < vector.size()) vector[at] += 1;
      else vector[meanings.size() + std::hash<std::string>{}(folded) % others] += 0.25f;
    }
    float square = 0.000001f;
    for (const float number : vector) square += number * number;
    for (float& number : vector) number /= std::sqrt(square);
    return vector;
  }
};

std::vector<KnowledgeFile> articles(std::size_t count = meanings.size()) {
  std::vector<KnowledgeFile> files;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string& word = meanings[i].first;
    files.push_back({"knowledge/" + word + ".md", "# About the " + word + "\n\nThe " + word + " is looked after by our people in hall " + std::to_string(i) + ". Every " + word + " counts.\n"});
  }
  return files;
}

struct World {
  FakeClock clock;
  FakeWaiting waiting{clock};
  PlayedEmbedder embedder;
  std::vector<std::string> told;
  std::vector<std::pair<std::size_t, std::size_t>> progress;

  using Filled = MeaningOptions::Filled;
  std::shared_ptr<const KnowledgeBase> index(const std::vector<KnowledgeFile>& files, const std::string& folder = "", Filled filled = Filled::first) {
    Fts5Indexer indexer(folder);
    indexer.find_by_meaning({.embedder = &embedder, .waiting = &waiting, .filled = filled, .told = [this](const std::string& text) { told.push_back(text); },
                             .on_progress = [this](std::size_t done, std::size_t all) { progress.emplace_back(done, all); }});
    std::string version;
    for (const KnowledgeFile& file : files) version += file.text;
    return *indexer.index(version, files);
  }
};

std::vector<Passage> ask(const KnowledgeBase& knowledge, const std::string& text) {
  return *knowledge.search({.text = text, .for_model = [text] { return text; }});
}
std::string first(const std::vector<Passage>& found) { return found.empty() ? "nothing" : found[0].id; }

struct Folder {
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "handrail-meaning-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path = pattern;
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string path;
};

}  // namespace

TEST_CASE("a question in words of its own finds its article by meaning, and one that nothing answers finds nothing") {
  World world;
  const auto knowledge = world.index(articles());
  for (const auto& [says, meant] : meanings) {
    INFO(meant);
    CHECK(first(ask(*knowledge, "my " + meant)) == says + "#1");
  }
  for (const std::string nothing : {"do you sell bicycles made of bamboo", "what is the weather like tomorrow", "who won the elections", "write me a poem on autumn"}) {
    INFO(nothing);
    CHECK(first(ask(*knowledge, nothing)) == "nothing");
  }
  const auto found = ask(*knowledge, "tell me about the parcel");
  REQUIRE_FALSE(found.empty());
  CHECK(found[0].id == "parcel#1");
  CHECK(found[0].parts.words_rank == 1);
  CHECK(found[0].parts.meaning_rank == 1);
  CHECK(found[0].parts.similarity > 0.9);
  CHECK(world.progress.back() == std::pair<std::size_t, std::size_t>{meanings.size(), meanings.size()});
}

TEST_CASE("a handful of articles is enough to know what is near, since what nothing answers is asked of them") {
  World world;
  const auto knowledge = world.index(articles(6));
  CHECK(first(ask(*knowledge, "my cashback")) == "reimbursement#1");
  CHECK(first(ask(*knowledge, "my couch")) == "nothing");
  CHECK(first(ask(*knowledge, "about the reimbursement")) == "reimbursement#1");
}

TEST_CASE("what near is stands out of what nothing answers, and is not known of a model to which headings are no nearer to their own text") {
  std::vector<float> strangers;
  for (int i = 0; i < 50; ++i) strangers.push_back(i % 2 == 0 ? 0.2f : 0.3f);
  const auto scale = knowledge::scale_of(strangers, std::vector<float>(10, 0.8f));
  CHECK(scale.known);
  CHECK(std::fabs(scale.far - 0.25) < 0.001);
  CHECK(std::fabs(scale.found_from - (0.25 + 2.25 * 0.05)) < 0.001);
  CHECK(scale.closeness(0.2) == 0);
  CHECK(std::fabs(scale.closeness(scale.found_from) - 0.5) < 0.001);
  CHECK(scale.closeness(1) == 1);
  CHECK_FALSE(knowledge::scale_of(strangers, std::vector<float>(10, 0.3f)).known);                        // own headings are no nearer
  CHECK_FALSE(knowledge::scale_of(std::vector<float>(50, 0.9f), std::vector<float>(10, 0.9f)).known);     // everything is alike
  CHECK_FALSE(knowledge::scale_of(std::vector<float>(10, 0.2f), std::vector<float>(10, 0.8f)).known);     // too few were asked
  CHECK_FALSE(knowledge::scale_of(strangers, {}).known);
}

TEST_CASE("a model to which everything is alike finds nothing by itself") {
  World world;
  const auto files = [] {
    auto all = articles();
    for (std::size_t i = 0; i < all.size(); ++i) all[i].text = "# Number " + std::to_string(i) + "\n\nThe same sentence stands here in every one of them, again and again.\n";
    return all;
  }();
  const auto knowledge = world.index(files);
  CHECK(first(ask(*knowledge, "my cashback is gone")) == "nothing");
}

TEST_CASE("only what changed is asked for again, in whatever version of the bundle it stands") {
  Folder folder;
  World world;
  (void)world.index(articles(), folder.path);
  CHECK(std::set<std::string>(world.embedder.passages.begin(), world.embedder.passages.end()).size() == 2 * meanings.size());   // each passage and its heading
  world.embedder.passages.clear();
  auto files = articles();
  files[3].text += "\nAnd one more sentence.\n";
  const auto knowledge = world.index(files, folder.path);
  REQUIRE(world.embedder.passages.size() == 1);
  CHECK(world.embedder.passages[0].find("one more sentence") != std::string::npos);
  CHECK(first(ask(*knowledge, "my passphrase")) == "password#1");

  world.embedder.passages.clear();
  world.embedder.space_ = "another model";
  (void)world.index(files, folder.path);
  CHECK(world.embedder.passages.size() == 2 * meanings.size());
}

TEST_CASE("what a failing model gave before it failed is kept, and it is asked again after a pause") {
  World world;
  world.embedder.out_of_order = 1;
  const auto knowledge = world.index(articles(), "", MeaningOptions::Filled::aside);
  CHECK(first(ask(*knowledge, "about the parcel")) == "parcel#1");    // words find meanwhile
  CHECK(first(ask(*knowledge, "my cashback")) == "nothing");
  const Instant began = world.clock.now();
  world.waiting.run();
  CHECK(world.told == std::vector<std::string>{"the articles have no vectors yet, and are found by words alone: it is out of order"});
  CHECK(world.clock.now() - began >= seconds(5));
  CHECK(first(ask(*knowledge, "my cashback")) == "reimbursement#1");
}

TEST_CASE("a command does not wait for a model that is out of order") {
  World world;
  world.embedder.out_of_order = 1'000;
  const auto knowledge = world.index(articles());
  CHECK(world.embedder.calls == 1);
  CHECK(first(ask(*knowledge, "about the parcel")) == "parcel#1");
}

TEST_CASE("a question that the model does not take is answered by words, and the next one is asked again") {
  World world;
  const auto knowledge = world.index(articles());
  world.embedder.out_of_order = 1;
  CHECK(first(ask(*knowledge, "about the parcel")) == "parcel#1");
  CHECK(first(ask(*knowledge, "my cashback")) == "reimbursement#1");
}

TEST_CASE("the model is given what may leave the desk, once, and nothing where nothing may") {
  World world;
  const auto knowledge = world.index(articles());
  world.embedder.questions.clear();
  const KnowledgeQuery query{.text = "I am Maria, my cashback", .for_model = [] { return std::string("I am [name 1], my cashback"); }};
  CHECK(first(*knowledge->search(query)) == "reimbursement#1");
  CHECK(first(*knowledge->search(query)) == "reimbursement#1");
  CHECK(world.embedder.questions == std::vector<std::string>{"I am [name 1], my cashback"});
  CHECK(first(*knowledge->search({.text = "my cashback"})) == "nothing");
  CHECK(world.embedder.questions.size() == 1);
}

TEST_CASE("vectors of another size than before are no answer") {
  World world;
  const auto knowledge = world.index(articles());
  world.embedder.more_numbers = 1;
  CHECK(first(ask(*knowledge, "about the parcel")) == "parcel#1");
  CHECK(first(ask(*knowledge, "my cashback")) == "nothing");
}

TEST_CASE("what a question's vector used is told once, and a question that was asked lately costs nothing") {
  World world;
  const auto knowledge = world.index(articles());
  const auto asked = [&](const std::string& text) {
    EmbeddingAccount account;
    (void)*knowledge->search({.text = text, .for_model = [text] { return text; }, .vector = &account});
    return account.used;
  };
  CHECK(asked("my cashback").requests == 1);
  CHECK(asked("my cashback").requests == 0);
  CHECK(asked("my shipment").input_tokens == 1);
  EmbeddingAccount account;
  (void)*knowledge->search({.text = "my kettle", .vector = &account});   // nothing may leave the desk
  CHECK(account.used.requests == 0);
}

TEST_CASE("versions of the knowledge hold the vectors of what they share once, and what none has is gone") {
  World world;
  const auto pool = std::make_shared<knowledge::VectorPool>();
  Fts5Indexer indexer("");
  indexer.find_by_meaning({.embedder = &world.embedder, .waiting = &world.waiting, .filled = MeaningOptions::Filled::first, .pool = pool});
  auto first_version = *indexer.index("one", articles());
  CHECK(pool->size() == meanings.size());
  auto files = articles();
  files[3].text += "\nAnd one more sentence.\n";
  const int calls = world.embedder.calls;
  auto second_version = *indexer.index("two", files);
  CHECK(pool->size() == meanings.size() + 1);
  CHECK(world.embedder.passages.size() == 2 * meanings.size() + 2);   // nothing is kept in files here: the pool had the others
  CHECK(world.embedder.calls > calls);
  CHECK(first(ask(*first_version, "my cashback")) == "reimbursement#1");
  first_version.reset();
  CHECK(pool->size() == meanings.size());
  CHECK(first(ask(*second_version, "my cashback")) == "reimbursement#1");
  second_version.reset();
  CHECK(pool->size() == 0);
}

TEST_CASE("vectors of one text are one, but for those of another size") {
  knowledge::VectorPool pool;
  CHECK_FALSE(pool.held("a"));
  const auto own = pool.hold("a", {0.6f, 0.8f});
  CHECK(pool.hold("a", {0.6f, 0.8f}) == own);
  CHECK(pool.held("a") == own);
  CHECK(pool.hold("a", {1.0f}) != own);
  for (int i = 0; i < 5'000; ++i) (void)pool.hold("gone " + std::to_string(i), {1.0f});
  CHECK(pool.size() <= 2);
}

TEST_CASE("as many vectors are held as their numbers fit, and beyond it words alone find") {
  CHECK(knowledge::vectors_fit(knowledge::bounds::vector_numbers / 384, 384));
  CHECK_FALSE(knowledge::vectors_fit(knowledge::bounds::vector_numbers / 384 + 1, 384));
  CHECK(knowledge::vectors_fit(1, 4'096));
  CHECK_FALSE(knowledge::vectors_fit(1, 0));
}

TEST_CASE("of the vectors that are kept the oldest go") {
  auto file = *knowledge::VectorFile::open(":memory:", "a model");
  for (int i = 0; i < 5; ++i) REQUIRE(file.keep({{"text " + std::to_string(i), {0.6f, 0.8f}}}));
  REQUIRE(file.tidy(knowledge::bounds::vectors_kept));
  CHECK(*file.find("text 0") == std::vector<float>{0.6f, 0.8f});
  REQUIRE(file.tidy(3));
  CHECK_FALSE(*file.find("text 1"));
  CHECK(*file.find("text 2"));
}

TEST_CASE("a damaged file of vectors is begun anew") {
  Folder folder;
  {
    std::ofstream out(folder.path + "/embeddings.db", std::ios::binary);
    for (int i = 0; i < 5'000; ++i) out << "no database ";
  }
  World world;
  const auto knowledge = world.index(articles(), folder.path);
  CHECK(first(ask(*knowledge, "my cashback")) == "reimbursement#1");
}
