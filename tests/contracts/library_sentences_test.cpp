// Ordinary sentences, read with the library's own examples (library_sentences.txt: the intent that is meant, and the sentence). Some of them taught the library,
// so that the share which is right says nothing about other people's customers; what may never happen says something: an ordinary wish that is refused.
#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "adapters/reading/embedded_trainer.hpp"
#include "engine/app/bundle_folder.hpp"
#include "engine/app/bundle_library.hpp"
#include "tests/catch.hpp"

using namespace handrail;

namespace {

struct Sentence {
  std::string meant, text, read;
  Decimal confidence;
};

std::vector<Sentence> sentences() {
  std::ifstream in(HANDRAIL_SOURCE_DIR "/tests/contracts/library_sentences.txt");
  std::vector<Sentence> all;
  for (std::string line; std::getline(in, line);) {
    const std::size_t bar = line.find(" | ");
    REQUIRE(bar != std::string::npos);
    all.push_back({line.substr(0, bar), line.substr(bar + 3), "", {}});
  }
  return all;
}

std::vector<Sentence> read_by_the_starter() {
  auto files = read_bundle_folder(HANDRAIL_SOURCE_DIR "/examples/starter");
  REQUIRE(files);
  const BundleResult result = check_bundle(std::move(*files));
  REQUIRE(result.bundle);
  const auto classifier = EmbeddedTrainer("").train(reading_spec(*result.bundle->program));
  REQUIRE(classifier);
  std::vector<Sentence> all = sentences();
  for (Sentence& one : all) {
    const Reading reading = (*classifier)->read(one.text, {});
    one.read = reading.intent;
    one.confidence = reading.confidence;
  }
  return all;
}

}  // namespace

TEST_CASE("ordinary sentences find the library's intents, and none of them is refused") {
  const std::vector<Sentence> all = read_by_the_starter();
  CHECK(all.size() >= 180);
  std::size_t right = 0, surely_wrong = 0, not_refused = 0;
  for (const Sentence& one : all) {
    const bool unsafe = one.meant == "unsafe_request";
    INFO(one.text << " -> " << one.read << " " << format_decimal(one.confidence));
    if (!unsafe) CHECK(one.read != "unsafe_request");
    right += one.read == one.meant ? 1 : 0;
    surely_wrong += one.read != one.meant && one.confidence >= Decimal{750'000} ? 1 : 0;
    not_refused += unsafe && one.read != "unsafe_request" ? 1 : 0;
  }
  CHECK(right * 100 >= all.size() * 94);        // 178 of 187
  CHECK(surely_wrong <= 2);                     // one: what is wrong and unsure is asked about, or a person looks
  CHECK(not_refused <= 3);                      // of ten: none of the three is granted, for nothing carries it but a refund that its own gate judges
  for (const char* intent : {"order_status", "refund_request", "cancel_or_change_order", "subscription_change", "billing_question", "billing_dispute", "account_issue",
                             "password_reset", "account_deletion", "product_question", "feature_question", "feature_request", "bug_report", "onboarding_help", "complaint",
                             "abuse_report", "other", "unsafe_request"}) {
    INFO(intent);
    CHECK(std::ranges::count(all, std::string(intent), &Sentence::meant) >= 3);
  }
}
