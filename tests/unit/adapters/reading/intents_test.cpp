#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <thread>

#include "adapters/reading/embedded_trainer.hpp"
#include "engine/base/limits.hpp"
#include "tests/catch.hpp"
#include "tests/unit/adapters/reading/shop_spec.hpp"

using namespace handrail;

namespace {

std::shared_ptr<const Classifier> shop() {
  static const std::shared_ptr<const Classifier> made = *EmbeddedTrainer("").train(test::shop_spec());
  return made;
}

// A folder of one test, gone with it.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "handrail-reading-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] std::string path() const { return path_; }
  [[nodiscard]] std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(path_)) names.push_back(entry.path().string());
    return names;
  }

 private:
  std::string path_;
};

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

TEST_CASE("a handful of examples per intent is enough for messages in other words") {
  const std::pair<const char*, const char*> expected[] = {
      {"where's my package?", "order_status"}, {"my order still isn't here", "order_status"}, {"I'd like my money back please", "refund_request"}, {"can I get a refund for these shoes", "refund_request"},
      {"I cannot log in to my account", "password_reset"}, {"please delete all my data", "account_deletion"}, {"cancel my order please", "cancel_order"}, {"does the jacket come in blue", "product_question"},
      {"wher is my oder", "order_status"}, {"your staff was rude to me", "complaint"},
  };
  for (const auto& [text, intent] : expected) {
    INFO(text);
    const Reading reading = shop()->read(text, {});
    CHECK(reading.intent == intent);
    CHECK(reading.confidence.millionths >= 400'000);
    CHECK(reading.confidence.millionths <= 1'000'000);
  }
}

TEST_CASE("a message that resembles no intent is other, with a low confidence") {
  for (const char* text : {"what is the weather in Berlin", "tell me about quantum physics", "who won the game", "xyzzy plugh frobnicate", "how do I bake bread", "", "   ", "!!!", "\xff\xfe", "你好世界", "hello"}) {
    INFO(text);
    const Reading reading = shop()->read(text, {});
    CHECK(reading.intent == "other");
    CHECK(reading.confidence.millionths <= 300'000);
  }
}

TEST_CASE("a follow-up without content has the intent before it, less surely") {
  const Reading first = shop()->read("where is my order", {});
  const Reading next = shop()->read("and that one?", {"where is my order"});
  CHECK(next.intent == "order_status");
  CHECK(next.confidence < first.confidence);
  const Reading later = shop()->read("ok please", {"where is my order", "yes"});
  CHECK(later.intent == "order_status");
  CHECK(later.confidence < next.confidence);
  CHECK(shop()->read("and that one?", {}).intent == "other");
  CHECK(shop()->read("and that one?", {"what is the weather"}).intent == "other");
}

TEST_CASE("a short message that goes on has the intent before it, whatever its few words resemble") {
  for (const char* text : {"and the small one?", "what about the second?", "the old ones", "or the parcel"}) {
    INFO(text);
    CHECK(shop()->read(text, {"where is my order", "thanks"}).intent == "order_status");
  }
  CHECK(shop()->read("and can I get a refund?", {"where is my order"}).intent == "refund_request");
}

TEST_CASE("a greeting, thanks and a farewell are about nothing, whatever was spoken of before") {
  for (const char* text : {"hello", "hi there", "thanks", "thank you so much", "ok thanks, bye", "good morning", "hey again"}) {
    INFO(text);
    const Reading reading = shop()->read(text, {"I want a refund"});
    CHECK(reading.intent == "other");
    CHECK(reading.confidence.millionths <= 300'000);
  }
}

TEST_CASE("a message with content of its own does not inherit") {
  CHECK(shop()->read("delete my account", {"where is my order"}).intent == "account_deletion");
  CHECK(shop()->read("tell me about quantum physics", {"where is my order"}).intent == "other");
}

TEST_CASE("reading signals alone claims no intent") {
  const Reading reading = shop()->read_signals("a human please, about W1234567", {});
  CHECK(reading.intent == "other");
  CHECK(reading.confidence == Decimal{0});
  REQUIRE(reading.signals.size() == 1);
  CHECK((reading.signals[0].signal == "wants_person" && reading.signals[0].what == "human"));
  REQUIRE(reading.entities.size() == 1);
  CHECK(reading.entities[0].value == Json("W1234567"));
  CHECK(reading.model == shop()->read("hi", {}).model);
}

TEST_CASE("equal specs train equal classifiers, and another spec has another name") {
  const auto again = *EmbeddedTrainer("").train(test::shop_spec());
  for (const char* text : {"where is my order", "refund", "nonsense words", "is it heavy and does it last", "$5 to a human on 2026-01-01"})
    CHECK(shop()->read(text, {}) == again->read(text, {}));
  ReadingSpec changed = test::shop_spec();
  changed.signals[0].phrases.push_back("agent");
  const auto other = *EmbeddedTrainer("").train(changed);
  CHECK(other->read("x", {}).model != again->read("x", {}).model);
  CHECK(again->read("x", {}).model.starts_with("embedded 8 "));
}

TEST_CASE("a trained model comes from the cache the second time") {
  const Folder folder;
  const std::string cache = folder.path() + "/made/on/demand";
  const auto first = *EmbeddedTrainer(cache).train(test::shop_spec());
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(cache)) files.push_back(entry.path().string());
  REQUIRE(files.size() == 1);
  const std::string bytes = bytes_of(files[0]);
  const auto written = std::filesystem::last_write_time(files[0]);
  const auto second = *EmbeddedTrainer(cache).train(test::shop_spec());
  CHECK(second->read("where is my parcel", {}) == first->read("where is my parcel", {}));
  CHECK(bytes_of(files[0]) == bytes);
  CHECK(std::filesystem::last_write_time(files[0]) == written);
}

TEST_CASE("a damaged cache file is trained again and replaced") {
  const Folder folder;
  const auto first = *EmbeddedTrainer(folder.path()).train(test::shop_spec());
  REQUIRE(folder.files().size() == 1);
  const std::string file = folder.files()[0];
  const std::string good = bytes_of(file);
  std::string flipped = good;
  flipped[good.size() / 2] ^= 1;
  for (const std::string& bad : {std::string(), std::string("handrail reading 1\n"), good.substr(0, good.size() - 1), flipped, good + "x", std::string(4096, '\0')}) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bad;
    const auto again = EmbeddedTrainer(folder.path()).train(test::shop_spec());
    REQUIRE(again);
    CHECK((*again)->read("where is my parcel", {}) == first->read("where is my parcel", {}));
    CHECK(bytes_of(file) == good);
  }
}

TEST_CASE("a cache that cannot be written is done without") { CHECK(EmbeddedTrainer("/dev/null/nowhere").train(test::shop_spec())); }

TEST_CASE("a spec without intents, with one intent, or without examples reads everything as other or as that") {
  const auto nothing = *EmbeddedTrainer("").train(ReadingSpec{});
  CHECK(nothing->read("where is my order", {}).intent == "other");
  ReadingSpec one;
  one.intents = {{"refund_request", "", {}}};
  CHECK(EmbeddedTrainer("").train(one));
  one.intents[0].examples = {"I want a refund", "give me my money back"};
  const auto single = *EmbeddedTrainer("").train(one);
  CHECK(single->read("what is the weather like", {}).intent == "other");
  CHECK(single->read("I want a refund", {}).intent == "refund_request");
}

TEST_CASE("an intent that is called other takes its examples and is still no claim") {
  ReadingSpec spec = test::shop_spec();
  spec.intents.push_back({"other", "Anything else", {"do you have jobs", "are you hiring", "I'd like to apply for a job", "is there a vacancy"}});
  const auto made = *EmbeddedTrainer("").train(spec);
  const Reading reading = made->read("are there any jobs I could apply for", {});
  CHECK(reading.intent == "other");
  CHECK(reading.confidence.millionths <= 300'000);
  CHECK(made->read("where is my order", {}).intent == "order_status");
}

TEST_CASE("more than the reader holds is refused with limit") {
  ReadingSpec spec;
  spec.intents.resize(limits::reading_intents + 1);
  CHECK(EmbeddedTrainer("").train(spec).error().code == ErrorCode::limit);
  ReadingSpec patterns;
  patterns.signals = {{"many", {}, std::vector<std::string>(limits::reading_patterns + 1, "a"), {}}};
  CHECK(EmbeddedTrainer("").train(patterns).error().code == ErrorCode::limit);
  ReadingSpec broken;
  broken.entities = {{"serial", EntityKind::pattern, {"("}}};
  CHECK(EmbeddedTrainer("").train(broken).error().code == ErrorCode::invalid);
  ReadingSpec currency;
  currency.currency = "dollars";
  CHECK(EmbeddedTrainer("").train(currency).error().code == ErrorCode::invalid);
}

TEST_CASE("the intent is read from the first page of a long message, and from many threads alike") {
  std::string text = "where is my order? ";
  while (text.size() < limits::message_bytes) text += "é delete my account ";
  const std::string page = text.substr(0, limits::classified_bytes);
  CHECK(shop()->read(text, {}).intent == shop()->read(page, {}).intent);
  const Reading expected = shop()->read("where is my parcel, a human please", {"hi"});
  std::vector<std::thread> threads;
  std::vector<int> equal(4, 0);
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 50; ++i) equal[static_cast<std::size_t>(t)] += shop()->read("where is my parcel, a human please", {"hi"}) == expected;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(equal == std::vector<int>(4, 50));
}
