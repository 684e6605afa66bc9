// Reading quality and speed on CLINC150 (150 intents): trained on its training part, asked its validation part.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "adapters/reading/embedded_trainer.hpp"
#include "adapters/reading/model_file.hpp"
#include "engine/base/json.hpp"
#include "tests/bench/figures.hpp"

using namespace handrail;
using namespace handrail::bench;

namespace {

struct Labelled { std::string text, intent; };

std::vector<Labelled> part(const Json& data, std::string_view name) {
  std::vector<Labelled> all;
  if (!data[name].items()) give_up("the data set has no part `" + std::string(name) + "`");
  for (const Json& pair : *data[name].items()) all.push_back({*(*pair.items())[0].text(), *(*pair.items())[1].text()});
  return all;
}

ReadingSpec spec_of(const std::vector<Labelled>& train, const std::vector<Labelled>& out_of_scope) {
  ReadingSpec spec;
  std::map<std::string, std::size_t> place;
  for (const Labelled& one : train) {
    const auto [found, fresh] = place.emplace(one.intent, spec.intents.size());
    if (fresh) spec.intents.push_back({one.intent, "", {}});
    spec.intents[found->second].examples.push_back(one.text);
  }
  spec.intents.push_back({"other", "", {}});
  for (const Labelled& one : out_of_scope) spec.intents.back().examples.push_back(one.text);
  return spec;
}

// The best class among the real intents, without the right to abstain: what the published accuracies count.
double accuracy_when_forced(const std::string& cache, const std::vector<Labelled>& asked) {
  for (const auto& entry : std::filesystem::directory_iterator(cache)) {
    const auto model = reading::load_model(entry.path());
    if (!model) continue;
    std::size_t right = 0;
    for (const Labelled& one : asked) {
      const auto scores = model->scores(reading::features_of(one.text));
      std::size_t best = model->labels[0] == "other" ? 1 : 0;
      for (std::size_t i = 0; i < scores.size(); ++i)
        if (model->labels[i] != "other" && scores[i] > scores[best]) best = i;
      right += model->labels[best] == one.intent;
    }
    return static_cast<double>(right) / static_cast<double>(asked.size());
  }
  give_up("the trainer left no model in its cache");
}

std::string percent(double share) { return figure(share * 100) + " %"; }

}  // namespace

int main() {
  const std::string path = HANDRAIL_SOURCE_DIR "/../shared/data/clinc150/train_val.json";
  std::ifstream in(path);
  if (!in) {
    std::cout << "bench_reading: skipped, there is no " << path << "\n";
    return 0;
  }
  std::stringstream text;
  text << in.rdbuf();
  const Json data = must(parse_json(text.str(), {.bytes_max = 64u << 20}));
  const auto train = part(data, "train"), val = part(data, "val"), oos_val = part(data, "oos_val");
  const ReadingSpec spec = spec_of(train, part(data, "oos_train"));
  const std::string cache = std::string(HANDRAIL_BINARY_DIR) + "/bench-reading";
  std::filesystem::remove_all(cache);

  std::cerr << "  training on " << train.size() << " messages, about a minute\n";
  auto start = Stopwatch::now();
  auto classifier = must(EmbeddedTrainer(cache).train(spec));
  const double training = seconds_since(start);
  start = Stopwatch::now();
  classifier = must(EmbeddedTrainer(cache).train(spec));
  const double loading = seconds_since(start);

  std::size_t right = 0, wrong = 0, abstained = 0, caught = 0;
  double claimed = 0;
  std::vector<double> microseconds;
  for (const Labelled& one : val) {
    const auto began = Stopwatch::now();
    const Reading reading = classifier->read(one.text, {});
    microseconds.push_back(seconds_since(began) * 1e6);
    if (reading.intent == "other") {
      ++abstained;
      continue;
    }
    claimed += static_cast<double>(reading.confidence.millionths) / 1e6;
    (reading.intent == one.intent ? right : wrong) += 1;
  }
  for (const Labelled& one : oos_val) caught += classifier->read(one.text, {}).intent == "other";
  const auto share = [&](std::size_t count) { return percent(static_cast<double>(count) / static_cast<double>(val.size())); };

  print_table("bench_reading: CLINC150, " + std::to_string(train.size()) + " training and " + std::to_string(val.size()) + " validation messages, " +
                  std::to_string(spec.intents.size() - 1) + " intents",
              {{"", ""},
               {"accuracy in scope, not allowed to abstain", percent(accuracy_when_forced(cache, val))},
               {"right / wrong / abstained, as the desk uses it", share(right) + " / " + share(wrong) + " / " + share(abstained)},
               {"recall out of scope (" + std::to_string(oos_val.size()) + " messages)", percent(static_cast<double>(caught) / static_cast<double>(oos_val.size()))},
               {"of the claims: right, and the mean confidence", percent(static_cast<double>(right) / static_cast<double>(right + wrong)) + ", " +
                                                                   percent(claimed / static_cast<double>(right + wrong))},
               {"one message, median and p99 microseconds", figure(median(microseconds)) + ", " + figure(quantile(microseconds, 0.99))},
               {"training, seconds; from the cache", figure(training) + "; " + figure(loading)}});
  std::filesystem::remove_all(cache);
  return 0;
}
