#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "adapters/knowledge/fts5_indexer.hpp"
#include "engine/base/limits.hpp"
#include "tests/catch.hpp"
#include "tests/unit/adapters/knowledge/files.hpp"

using namespace handrail;

namespace {

std::shared_ptr<const KnowledgeBase> shop() {
  static const std::shared_ptr<const KnowledgeBase> made = *Fts5Indexer("").index("v1", test::shop_files());
  return made;
}

std::vector<Passage> search(const std::string& text, std::vector<std::string> categories = {}, bool quotable_only = true) {
  return *shop()->search({.text = text, .categories = std::move(categories), .passages_max = 3, .quotable_only = quotable_only});
}

std::string first(const std::string& text) {
  const auto found = search(text);
  return found.empty() ? "-" : found[0].id;
}

struct Folder {
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "handrail-knowledge-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path = pattern;
  }
  ~Folder() { std::filesystem::remove_all(path); }
  [[nodiscard]] std::vector<std::filesystem::path> files() const {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(path)) found.push_back(entry.path());
    return found;
  }
  std::string path;
};

}  // namespace

TEST_CASE("a question finds the passage that answers it") {
  CHECK(first("How long do I have to return an item?") == "returns#1");
  CHECK(first("are final sale items refunded") == "returns#2");
  CHECK(first("when will the refund be on my card") == "returns#4");
  CHECK(first("where do I find the tracking link for my parcel") == "shipping#2");
  CHECK(first("do you ship to Austria?") == "shipping#3");
  CHECK(first("I forgot my password") == "accounts/password#1");
  CHECK(first("what is the warranty on batteries") == "warranty#1");
  CHECK(first("Hi! I bought some shoes and they don't fit, how do I send them back, which label do I print?") == "returns#3");
}

TEST_CASE("a passage carries all that a citation needs, in plain text") {
  const auto found = search("are final sale items refunded");
  REQUIRE_FALSE(found.empty());
  CHECK(found[0].path == "knowledge/returns.md");
  CHECK(found[0].title == "Returns and refunds");
  CHECK(found[0].heading == "Final sale");
  CHECK(found[0].category == "billing");
  CHECK(found[0].url == "https://example.com/returns");
  CHECK(found[0].text == "Items marked final sale are not refunded, see our terms.");
  CHECK(found[0].reviewed_at == *parse_time("2026-10-01"));
  CHECK(found[0].score > 0);
  const auto list = search("which countries do you ship to");
  REQUIRE_FALSE(list.empty());
  CHECK(list[0].text == "We ship to:\n- Germany\n- France\n- Austria");
}

TEST_CASE("nothing relevant is an empty answer, never the nearest thing") {
  for (const char* text : {"what is the weather in Berlin", "tell me about quantum physics", "can I bring my dog to your office party after work", "", "   ", "how do I", "the of and", "???", "xyzzy"}) {
    INFO(text);
    CHECK(first(text) == "-");
  }
}

TEST_CASE("a category keeps the others out") {
  CHECK(search("refund", {"shipping"}).empty());
  for (const Passage& passage : search("delivery days", {"shipping", "products"})) CHECK(passage.category == "shipping");
  CHECK_FALSE(search("delivery days", {"shipping"}).empty());
  CHECK(search("delivery", {"no such category"}).empty());
}

TEST_CASE("internal knowledge is left out unless it is asked for") {
  CHECK(search("goodwill credit").empty());
  const auto found = search("goodwill credit", {}, false);
  REQUIRE(found.size() == 1);
  CHECK(found[0].audience == Audience::internal);
}

TEST_CASE("the best come first, and no more than wanted") {
  const auto all = *shop()->search({.text = "refund", .passages_max = 50});
  REQUIRE(all.size() >= 2);
  for (std::size_t i = 1; i < all.size(); ++i) CHECK(all[i - 1].score >= all[i].score);
  CHECK(shop()->search({.text = "refund", .passages_max = 1})->size() == 1);
  CHECK(shop()->search({.text = "refund", .passages_max = 0})->empty());
}

TEST_CASE("the query language is out of a question's reach") {
  for (const char* text : {"\"refund", "refund OR NOT", "title:refund", "refund*", "NEAR(refund card)", "refund\" OR \"a", "{title}: refund", "^refund", "refund) OR (", "refund'; drop table passages; --", "-refund +card"}) {
    INFO(text);
    const auto found = shop()->search({.text = text});
    REQUIRE(found);
  }
  CHECK(first("\"defects\" AND product") == "warranty#1");
  CHECK(shop()->search({.text = std::string("ref\0und", 7)}));
  CHECK(shop()->search({.text = "\xff\xfe refund"}));
}

TEST_CASE("a question as long as a message is answered, and a longer one refused") {
  std::string text;
  for (int i = 0; text.size() < limits::message_bytes - 20; ++i) text += "word" + std::to_string(i) + " ";
  CHECK(shop()->search({.text = text}));
  CHECK(shop()->search({.text = std::string(limits::message_bytes + 1, 'a')}).error().code == ErrorCode::limit);
}

TEST_CASE("an index is opened again under its version, and made again when it is damaged") {
  const Folder folder;
  Fts5Indexer indexer(folder.path);
  const auto made = *indexer.index("v1", test::shop_files());
  REQUIRE(folder.files().size() == 1);
  const auto file = folder.files()[0];
  // Without its files: it can only come from the cache.
  const auto again = *indexer.index("v1", {});
  const auto found = *again->search({.text = "are final sale items refunded"});
  REQUIRE_FALSE(found.empty());
  CHECK(found[0].id == "returns#2");
  const auto size = std::filesystem::file_size(file);
  for (int kind = 0; kind < 3; ++kind) {
    std::filesystem::remove(file);   // the open index keeps its own
    if (kind == 0) std::ofstream(file) << "not a database";
    if (kind == 1) std::ofstream(file).close();
    if (kind == 2) {
      (void)*indexer.index("v1", test::shop_files());
      std::filesystem::resize_file(file, size / 2);
    }
    const auto mended = *indexer.index("v1", test::shop_files());
    CHECK(mended->search({.text = "are final sale items refunded"})->at(0).id == "returns#2");
  }
  CHECK(folder.files().size() == 1);
  CHECK((*indexer.index("v2", {}))->search({.text = "refund"})->empty());
}

TEST_CASE("an article that cannot be read fails the index, with its place") {
  const Folder folder;
  auto files = test::shop_files();
  files[1].text = "---\naudience: nobody\n---\n";
  const auto made = Fts5Indexer(folder.path).index("v1", files);
  REQUIRE_FALSE(made);
  CHECK(made.error().code == ErrorCode::invalid);
  CHECK(made.error().message.starts_with("knowledge/shipping.md:2:"));
  CHECK(folder.files().empty());
  CHECK(Fts5Indexer("/dev/null/nowhere").index("v1", test::shop_files()).error().code == ErrorCode::unavailable);
}

TEST_CASE("files of one name in two formats stay apart, and no files are no answers") {
  const auto made = *Fts5Indexer("").index("v", {{"a/x.md", "alpha beta"}, {"a/x.html", "<p>alpha beta"}, {"b.md", "gamma"}, {"c.md", "delta"}});
  const auto found = *made->search({.text = "alpha"});
  REQUIRE(found.size() == 2);
  CHECK(found[0].id != found[1].id);
  CHECK((*Fts5Indexer("").index("v", {}))->search({.text = "alpha"})->empty());
}

TEST_CASE("a letter in front of a word is a part of it, with a hyphen, a space or joined, in the question and in the article") {
  const auto made = *Fts5Indexer("").index("v", {{"hire.md",
      "# Hire\n\n## Electric\nAn e-bike costs $39 a day.\n\n## Mountain\nA mountain bike costs $29 a day.\n\n## City\nA city bike costs $18 a day.\n\n"
      "## Care\nAn ebike is washed by hand.\n\n## Clothes\nA T-shirt is $12.\n\n## Shirts\nA shirt with sleeves is $20.\n\n## Pictures\nA bag is scanned by xray.\n"}});
  const auto finds = [&](const std::string& text) {
    const auto found = made->search({.text = text, .passages_max = 3});
    return !found || found->empty() ? std::string("-") : found->at(0).heading;
  };
  for (const char* text : {"How much is an e-bike for a day?", "how much is an ebike a day", "E bike: how much a day?", "what does an e\u2011bike cost a day"}) CHECK(finds(text) == "Electric");
  CHECK(finds("how do I wash an e-bike?") == "Care");
  CHECK(finds("how much is a t-shirt") == "Clothes");
  CHECK(finds("how much is a tshirt") == "Clothes");
  CHECK(finds("is my bag scanned by x-ray?") == "Pictures");
  CHECK(finds("what's a bike in the city per day?") == "City");   // "s" and "a" stand for themselves
}

TEST_CASE("words that only an ending makes alike stay two words") {
  const auto made = *Fts5Indexer("").index("v", {{"ship.md",
      "# Sending\n\n## Payment\nCustomers pay by card or by bank transfer.\n\n## Abroad\nWe send to Norway. That takes 6 to 10 days; duties are paid at the customs.\n\n"
      "## How long sending takes\nOrders are sent from Monday to Friday, and letters within 2 days.\n\n## Support\nWe answer in the evening as well.\n"}});
  const auto finds = [&](const std::string& text) {
    const auto found = made->search({.text = text, .passages_max = 3});
    return !found || found->empty() ? std::string("-") : found->at(0).heading;
  };
  CHECK(finds("do I pay customs") == "Abroad");
  CHECK(finds("how does a customer pay") == "Payment");
  CHECK(finds("do you answer in the evenings?") == "Support");
}

TEST_CASE("the word itself wins over what is commonly meant by it, and a name over what only sometimes stands for it") {
  const auto made = *Fts5Indexer("").index("v", {{"money.md",
      "# Money\n\n## How you pay\nAt the till we take cash, Maestro and Visa.\n\n## Gift card lost\nA gift card that was lost is replaced once.\n\n"
      "## Club card\nThe club card is free.\n\n"
      "## Loans\nTools are lent for a week, for a deposit.\n\n## Hire\nWe hire out trailers by the day.\n"}});
  const auto finds = [](const KnowledgeBase& knowledge, const std::string& text) {
    const auto found = knowledge.search({.text = text, .passages_max = 3});
    return !found || found->empty() ? std::string("-") : found->at(0).heading;
  };
  for (const char* text : {"do you accept Visa", "Can I pay with Visa?", "do you take visa"}) CHECK(finds(*made, text) == "How you pay");
  for (const char* text : {"do you accept American Express", "do you take Amex", "can I pay with Mastercard"}) CHECK(finds(*made, text) == "-");
  CHECK(finds(*made, "is the club card free") == "Club card");
  CHECK(finds(*made, "can I hire a trailer") == "Hire");
  const auto by_card = *Fts5Indexer("").index("v", {{"money.md",
      "# Money\n\n## How you pay\nYou may pay in cash or by card.\n\n## Gift card lost\nA gift card that was lost is replaced once.\n"}});
  for (const char* text : {"do you accept Visa", "do you take American Express", "can I pay with a credit card"}) CHECK(finds(*by_card, text) == "How you pay");
}

TEST_CASE("what something costs is not what another thing costs that is named after it, or that stands in an article on it") {
  const auto made = *Fts5Indexer("").index("v", {
      {"dogs.md", "# Dogs\n\n## Puppy course\nThe first course for puppies costs 90 EUR. A course has six lessons.\n\n## Boarding\nA dog stays with us for 30 EUR a night.\n"},
      {"gym.md", "# Gym\n\n## Parking\nParking is free behind the house.\n\n## Lockers\nBring a padlock.\n"},
      {"pool.md", "# Pool\n\n## Children\nThe pool is free for children under six.\n"}});
  const auto finds = [&](const std::string& text) {
    const auto found = made->search({.text = text, .passages_max = 3});
    return !found || found->empty() ? std::string("-") : found->at(0).heading;
  };
  CHECK(finds("how much is a puppy") == "-");
  CHECK(finds("how much is the puppy course") == "Puppy course");
  CHECK(finds("what does the course for puppies cost") == "Puppy course");
  CHECK(finds("Is the gym free?") == "-");
  CHECK(finds("is parking free") == "Parking");
  CHECK(finds("is the pool free") == "Children");
}

TEST_CASE("where nothing is found, the passage that holds enough of the question and says nothing of what it asks is told") {
  const auto made = *Fts5Indexer("").index("v", {{"gym.md", "# Gym\n\n## Parking\nParking is free behind the house.\n\n## Lockers\nBring a padlock.\n"}});
  std::optional<Passage> near;
  CHECK(made->search({.text = "Is the gym free?", .says_nothing_of_it = &near})->empty());
  REQUIRE(near);
  CHECK(near->heading == "Parking");
  near.reset();
  CHECK(made->search({.text = "who won the regatta", .says_nothing_of_it = &near})->empty());
  CHECK_FALSE(near);
}

TEST_CASE("many threads search one index, in memory and in a file") {
  const Folder folder;
  const auto file = *Fts5Indexer(folder.path).index("v1", test::shop_files());
  for (const auto& knowledge : {shop(), file}) {
    std::vector<int> right(4, 0);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < 25; ++i) {
          const auto found = knowledge->search({.text = "do you ship to Austria?"});
          right[static_cast<std::size_t>(t)] += found && !found->empty() && found->at(0).id == "shipping#3";
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(right == std::vector<int>(4, 25));
  }
}

TEST_CASE("articles in scripts without spaces are found, by a question that words it differently") {
  const auto knowledge = *Fts5Indexer("").index("v", {{"knowledge/zh.md", "# 退货\n## 退货期限\n您可以在收到商品后30天内退货。\n## 运费\n标准配送费用为5美元。\n"},
                                                       {"knowledge/ja.md", "# 返品について\n## 返品の期限\n商品は到着後30日以内に返品できます。\n"},
                                                       {"knowledge/th.md", "# การคืนสินค้า\n## ระยะเวลาคืนสินค้า\nคุณสามารถคืนสินค้าได้ภายใน 30 วัน\n"}});
  const auto heading = [&](const std::string& text) {
    const auto found = *knowledge->search({.text = text});
    return found.empty() ? "nothing" : found[0].heading;
  };
  CHECK(heading("退货期限是多久？") == "退货期限");
  CHECK(heading("运费多少") == "运费");
  CHECK(heading("返品の期限を教えてください") == "返品の期限");
  CHECK(heading("คืนสินค้า") == "ระยะเวลาคืนสินค้า");
  CHECK(heading("天气怎么样") == "nothing");
}

TEST_CASE("a sentence beside the question may speak of what no article knows") {
  const std::string alone = first("How long do I have to send something back?");
  REQUIRE(alone != "-");
  CHECK(first("How long do I have to send something back? My printer is broken.") == alone);
  CHECK(first("My dishwasher leaks. How long do I have to send something back?") == alone);
  CHECK(first("My dishwasher leaks. My printer is broken.") == "-");
  CHECK(first("I have bought a lamp. Is it vegan?") == "-");
}
