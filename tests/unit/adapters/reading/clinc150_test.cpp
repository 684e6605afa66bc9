// A part of CLINC150 (Larson et al., 2019), where it lies beside the repository.
#include <fstream>
#include <iterator>
#include <map>

#include "adapters/reading/embedded_trainer.hpp"
#include "engine/base/json.hpp"
#include "tests/catch.hpp"

using namespace handrail;

TEST_CASE("thirty intents of CLINC150 with twenty-five examples each are told apart, and strangers mostly kept out") {
  std::ifstream file(HANDRAIL_SOURCE_DIR "/../shared/data/clinc150/train_val.json");
  if (!file) {
    WARN("skipped: ../shared/data/clinc150/train_val.json is not there");
    return;
  }
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const Json data = *parse_json(text, {.bytes_max = 16u << 20});
  ReadingSpec spec;
  std::map<std::string, std::size_t> of_name;
  for (const Json& row : *data["train"].items()) {
    const std::string& name = *(*row.items())[1].text();
    if (!of_name.contains(name) && spec.intents.size() < 30) {
      of_name[name] = spec.intents.size();
      spec.intents.push_back({name, "", {}});
    }
    const auto at = of_name.find(name);
    if (at != of_name.end() && spec.intents[at->second].examples.size() < 25) spec.intents[at->second].examples.push_back(*(*row.items())[0].text());
  }
  const auto classifier = *EmbeddedTrainer("").train(spec);
  int mine = 0, right = 0, wrong = 0, sure = 0, sure_and_right = 0, strange = 0, let_in = 0, surely_let_in = 0;
  for (const Json& row : *data["val"].items()) {
    const std::string& name = *(*row.items())[1].text();
    const Reading reading = classifier->read(*(*row.items())[0].text(), {});
    if (!of_name.contains(name)) {
      ++strange;
      let_in += reading.intent != "other";
      surely_let_in += reading.intent != "other" && reading.confidence.millionths >= 800'000;
      continue;
    }
    ++mine;
    right += reading.intent == name;
    wrong += reading.intent != name && reading.intent != "other";
    sure += reading.confidence.millionths >= 800'000;
    sure_and_right += reading.confidence.millionths >= 800'000 && reading.intent == name;
  }
  INFO("of " << mine << ": right " << right << ", wrong " << wrong << ", sure " << sure << ", sure and right "
               << sure_and_right << "; strangers let in " << let_in << " of " << strange << ", surely " << surely_let_in);
  REQUIRE(mine == 600);
  CHECK(right >= mine * 85 / 100);
  CHECK(wrong <= mine * 5 / 100);
  CHECK(sure_and_right >= sure * 95 / 100);
  CHECK(let_in <= strange * 40 / 100);
  CHECK(surely_let_in <= strange * 20 / 100);
}
