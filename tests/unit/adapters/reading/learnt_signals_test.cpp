#include <algorithm>

#include "adapters/reading/embedded_trainer.hpp"
#include "tests/catch.hpp"
#include "tests/unit/adapters/reading/shop_spec.hpp"

using namespace handrail;

namespace {

ReadingSpec spec_with_hidden_churn() {
  ReadingSpec spec = test::shop_spec();
  spec.intents.push_back({"data_export", "The customer wants their data in a file",
                          {"how do I export my invoices", "download my order history as a file", "can I get a spreadsheet of my orders", "where is the export button"}});
  ReadingSpec::Signal leaving{"may_leave", {}, {}, {}, {}, {}, Decimal{500'000}};
  leaving.examples = {"can I download all my data", "how do I take everything with me", "is there a way to move my data to another service", "I want a copy of all my files before I go",
                      "how do I get all my data out", "what happens to my data when I leave", "export everything I have so I can move elsewhere", "how long do you keep my data after I go"};
  spec.signals.push_back(leaving);
  return spec;
}

std::string heard(const Classifier& classifier, const std::string& text, const std::string& signal) {
  for (const SignalMatch& match : classifier.read(text, {}).signals)
    if (match.signal == signal) return match.what;
  return "-";
}

}  // namespace

TEST_CASE("a signal with examples is heard in other words, beside the intent, and names what it is like") {
  const auto classifier = *EmbeddedTrainer("").train(spec_with_hidden_churn());
  for (const char* text : {"how can I take all my data out", "I'd like a copy of all my data before I leave", "can I download everything and move my data to another service"}) {
    INFO(text);
    CHECK(heard(*classifier, text, "may_leave").starts_with("like \""));
  }
  for (const char* text : {"where is my order", "I want a refund", "cancel my order please", "what is the weather like", "hello", ""}) {
    INFO(text);
    CHECK(heard(*classifier, text, "may_leave") == "-");
  }
}

TEST_CASE("what is sure enough for one share is not for a higher one") {
  ReadingSpec spec = spec_with_hidden_churn();
  const std::string text = "my data and files";
  spec.signals.back().at = Decimal{10'000};
  const auto easy = *EmbeddedTrainer("").train(spec);
  spec.signals.back().at = Decimal{1'000'000};
  const auto strict = *EmbeddedTrainer("").train(spec);
  CHECK(heard(*easy, text, "may_leave") != "-");
  CHECK(heard(*strict, text, "may_leave") == "-");
}

TEST_CASE("what only sounds like a signal is learnt against it, and words that are said in any matter are no signal") {
  ReadingSpec spec = spec_with_hidden_churn();
  ReadingSpec::Signal& leaving = spec.signals.back();
  leaving.examples.insert(leaving.examples.end(), {"I will leave you", "I will go elsewhere", "I will take my data elsewhere"});
  leaving.at = Decimal{100'000};
  const std::string sounds = "we leave and go elsewhere before it comes";
  const auto before = *EmbeddedTrainer("").train(spec);
  CHECK(heard(*before, sounds, "may_leave") != "-");
  CHECK(heard(*before, "I will", "may_leave") == "-");
  leaving.unlike = {"we leave and go elsewhere for a week", "we go elsewhere before the parcel comes", "I leave the house at eight", "we leave for the holidays before it comes", "leave the parcel with my neighbour", "when do you leave the depot", "I leave work at five",
                    "please leave it at the door before noon"};
  leaving.at = Decimal{400'000};
  const auto after = *EmbeddedTrainer("").train(spec);
  CHECK(heard(*after, sounds, "may_leave") == "-");
  CHECK(heard(*after, "how do I take my data with me before I leave", "may_leave") != "-");
}

TEST_CASE("the same question in other words is asked again, and one about another order is not") {
  const auto classifier = *EmbeddedTrainer("").train(test::shop_spec());
  const auto again = [&](const std::string& text, const std::string& before) {
    const auto signals = classifier->read(text, {before}).signals;
    return std::any_of(signals.begin(), signals.end(), [](const SignalMatch& match) { return match.signal == "asks_again"; });
  };
  CHECK(again("has my parcel shipped yet, when will it arrive", "when will my package arrive"));
  CHECK(again("so when does my package arrive?", "when will my package arrive?"));
  CHECK_FALSE(again("where is order #W1234568", "where is order #W1234567"));
  CHECK_FALSE(again("how do I return the shoes", "where is my order"));
  CHECK_FALSE(again("and the other one?", "where is my order"));
}
