// A bundle with thousands of examples is learnt by networks.
#include <algorithm>
#include <cmath>
#include <string>

#include "adapters/reading/fit.hpp"
#include "adapters/reading/model_file.hpp"
#include "tests/catch.hpp"

using namespace handrail::reading;

namespace {

constexpr std::size_t each = 1600;   // examples of each of two labels: enough for networks

// The same words in another order mean another thing; one sentence is said of both, and one example is empty.
std::vector<Example> examples() {
  std::vector<Example> all;
  for (std::size_t i = 0; i < each; ++i) {
    const std::string thing = "thing" + std::string(1, static_cast<char>('a' + i % 26));
    all.push_back({features_of("move " + thing + " from red to blue"), 0, false});
    all.push_back({features_of("move " + thing + " from blue to red"), 1, false});
    if (i % 10 == 0) all.push_back({features_of("do both"), i / 10 % 2, false});
  }
  all.push_back({features_of(""), 0, false});
  return all;
}

TextModel trained() {
  const std::vector<Example> all = examples();
  std::vector<const Example*> pointers;
  for (const Example& example : all) pointers.push_back(&example);
  return fit({"to blue", "to red", "never seen"}, pointers);
}

}  // namespace

TEST_CASE("each word of a text is placed between its neighbours, and an address is none of them") {
  const Features three = features_of("where is it");
  CHECK(three.word_ends.size() == 3);
  CHECK(three.word_ends.back() == three.placed.size());
  const Features same = features_of("where is ada@example.com it");
  CHECK(same.word_ends == three.word_ends);
  CHECK(std::equal(same.placed.begin(), same.placed.end(), three.placed.begin(), three.placed.end(),
                   [](const PlacedFeature& a, const PlacedFeature& b) { return a.key == b.key && a.value == b.value; }));
  CHECK(features_of("").word_ends.empty());
  std::string many;
  for (int i = 0; i < 900; ++i) many += "ab ";
  CHECK(features_of(many).word_ends.size() == 200);
}

TEST_CASE("networks are the same each time, survive their file, and tell one order of words from another") {
  const TextModel model = trained();
  REQUIRE(model.networks.size() > 1);
  CHECK(std::any_of(model.networks.begin(), model.networks.end(), [](const Network& network) { return network.reads == Reads::words; }));
  CHECK(std::any_of(model.networks.begin(), model.networks.end(), [](const Network& network) { return network.reads == Reads::whole_texts; }));
  const std::string bytes = encode(model);
  CHECK(encode(trained()) == bytes);
  const auto loaded = decode(bytes);
  REQUIRE(loaded);
  for (const std::string text : {"move thingz from blue to red", "do both", "", "\xC3\xA9\xE2\x82\xAC", "something else entirely"}) {
    const Features features = features_of(text);
    CHECK(loaded->scores(features) == model.scores(features));
    for (const double score : model.scores(features)) CHECK(std::isfinite(score));
  }
  CHECK(model.best(features_of("move thingz from red to blue")).label == 0);
  CHECK(model.best(features_of("move thingz from blue to red")).label == 1);
  const std::vector<double> both = model.probabilities(features_of("do both"));
  CHECK(std::abs(both[0] - both[1]) < 0.4);
  CHECK(both[2] < 0.2);
}
