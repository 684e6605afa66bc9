// Reading quality and speed. CLINC150 (150 intents, and messages out of scope): trained on its training part, asked its validation part. BANKING77 (77 intents of a
// bank): each fifth of its training part asked of a model that was trained on the other four.
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "adapters/reading/embedded_trainer.hpp"
#include "adapters/reading/model_file.hpp"
#include "engine/base/json.hpp"
#include "engine/past/csv.hpp"
#include "tests/bench/figures.hpp"

using namespace handrail;
using namespace handrail::bench;

namespace {

constexpr std::size_t folds = 5;
constexpr std::size_t bins = 10;
constexpr std::size_t csv_row_bytes = 1u << 16;

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
  if (out_of_scope.empty()) return spec;
  spec.intents.push_back({"other", "", {}});
  for (const Labelled& one : out_of_scope) spec.intents.back().examples.push_back(one.text);
  return spec;
}

struct Counted {
  std::size_t asked = 0, forced_right = 0, right = 0, wrong = 0, abstained = 0;
  double claimed[bins] = {}, held[bins] = {};   // of the claims: the sum of their confidences, and how many were right, by tenths of confidence
  std::vector<double> microseconds;

  // How far confidence and truth are apart, on average over the claims.
  [[nodiscard]] double calibration_error() const {
    double apart = 0;
    for (std::size_t bin = 0; bin < bins; ++bin) apart += std::abs(claimed[bin] - held[bin]);
    return apart / static_cast<double>(right + wrong);
  }
};

// The best class among the real intents, without the right to abstain: what the published accuracies count.
bool right_when_forced(const reading::TextModel& model, const Labelled& one) {
  const auto scores = model.scores(reading::features_of(one.text));
  std::size_t best = model.labels[0] == "other" ? 1 : 0;
  for (std::size_t i = 0; i < scores.size(); ++i)
    if (model.labels[i] != "other" && scores[i] > scores[best]) best = i;
  return model.labels[best] == one.intent;
}

void ask(const Classifier& classifier, const reading::TextModel& model, const std::vector<Labelled>& asked, Counted& counted) {
  for (const Labelled& one : asked) {
    ++counted.asked;
    counted.forced_right += right_when_forced(model, one);
    const auto began = Stopwatch::now();
    const Reading reading = classifier.read(one.text, {});
    counted.microseconds.push_back(seconds_since(began) * 1e6);
    if (reading.intent == "other") {
      ++counted.abstained;
      continue;
    }
    const double confidence = static_cast<double>(reading.confidence.millionths) / 1e6;
    const std::size_t bin = std::min(bins - 1, static_cast<std::size_t>(confidence * bins));
    const bool right = reading.intent == one.intent;
    (right ? counted.right : counted.wrong) += 1;
    counted.claimed[bin] += confidence;
    counted.held[bin] += right;
  }
}

struct Trained {
  std::shared_ptr<const Classifier> classifier;
  reading::TextModel model;
  double training = 0, loading = 0;
  std::uintmax_t bytes = 0;
};

Trained trained_on(const ReadingSpec& spec) {
  const std::string cache = std::string(HANDRAIL_BINARY_DIR) + "/bench-reading";
  std::filesystem::remove_all(cache);
  Trained trained;
  auto start = Stopwatch::now();
  trained.classifier = must(EmbeddedTrainer(cache).train(spec));
  trained.training = seconds_since(start);
  start = Stopwatch::now();
  trained.classifier = must(EmbeddedTrainer(cache).train(spec));
  trained.loading = seconds_since(start);
  for (const auto& entry : std::filesystem::directory_iterator(cache)) {
    auto model = reading::load_model(entry.path());
    if (!model) continue;
    trained.model = std::move(*model);
    trained.bytes = entry.file_size();
  }
  if (trained.bytes == 0) give_up("the trainer left no model in its cache");
  std::filesystem::remove_all(cache);
  return trained;
}

std::string percent(double share) { return figure(share * 100) + " %"; }
std::string share(std::size_t count, std::size_t of) { return percent(static_cast<double>(count) / static_cast<double>(of)); }

void print(const std::string& title, const Counted& counted, const Trained& trained, std::vector<std::vector<std::string>> more) {
  std::vector<std::vector<std::string>> rows{
      {"", ""},
      {"accuracy in scope, not allowed to abstain", share(counted.forced_right, counted.asked)},
      {"right / wrong / abstained, as the desk uses it",
       share(counted.right, counted.asked) + " / " + share(counted.wrong, counted.asked) + " / " + share(counted.abstained, counted.asked)}};
  for (auto& row : more) rows.push_back(std::move(row));
  rows.push_back({"of the claims: right", share(counted.right, counted.right + counted.wrong)});
  rows.push_back({"expected calibration error of the claims, ten bins", figure(counted.calibration_error())});
  rows.push_back({"one message, median and p99 microseconds", figure(median(counted.microseconds)) + ", " + figure(quantile(counted.microseconds, 0.99))});
  const double mebibytes = static_cast<double>(trained.bytes) / (1 << 20);
  rows.push_back({"training, seconds; from the cache; model, MiB", figure(trained.training) + "; " + figure(trained.loading) + "; " + figure(mebibytes)});
  print_table(title, rows);
}

void clinc(const std::string& path) {
  std::ifstream in(path);
  if (!in) {
    std::cout << "bench_reading: skipped, there is no " << path << "\n";
    return;
  }
  std::stringstream text;
  text << in.rdbuf();
  const Json data = must(parse_json(text.str(), {.bytes_max = 64u << 20}));
  const auto train = part(data, "train"), val = part(data, "val"), strange = part(data, "oos_val");
  std::cerr << "  training on " << train.size() << " messages, about a minute\n";
  const Trained trained = trained_on(spec_of(train, part(data, "oos_train")));
  Counted counted;
  ask(*trained.classifier, trained.model, val, counted);
  std::size_t caught = 0;
  for (const Labelled& one : strange) caught += trained.classifier->read(one.text, {}).intent == "other";
  print("bench_reading: CLINC150, " + std::to_string(train.size()) + " training and " + std::to_string(val.size()) + " validation messages, 150 intents", counted, trained,
        {{"recall out of scope (" + std::to_string(strange.size()) + " messages)", share(caught, strange.size())}});
}

void banking(const std::string& path) {
  std::ifstream in(path);
  if (!in) {
    std::cout << "bench_reading: skipped, there is no " << path << "\n";
    return;
  }
  CsvReader csv(in, ',', csv_row_bytes);
  std::vector<std::vector<Labelled>> parts(folds);
  std::map<std::string, std::size_t> seen;
  std::vector<std::string> fields;
  std::size_t messages = 0;
  for (bool head = true; csv.next(fields) == CsvReader::Row::read; head = false) {
    if (head || fields.size() != 2) continue;
    parts[seen[fields[1]]++ % folds].push_back({fields[0], fields[1]});
    ++messages;
  }
  Counted counted;
  Trained trained;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    std::cerr << "  fold " << fold + 1 << " of " << folds << "\n";
    std::vector<Labelled> train;
    for (std::size_t i = 0; i < folds; ++i)
      if (i != fold) train.insert(train.end(), parts[i].begin(), parts[i].end());
    trained = trained_on(spec_of(train, {}));
    ask(*trained.classifier, trained.model, parts[fold], counted);
  }
  print("bench_reading: BANKING77, " + std::to_string(messages) + " messages, " + std::to_string(seen.size()) + " intents, by five folds", counted, trained, {});
}

}  // namespace

int main() {
  clinc(HANDRAIL_SOURCE_DIR "/../shared/data/clinc150/train_val.json");
  banking(HANDRAIL_SOURCE_DIR "/../shared/data/banking77/train.csv");
  return 0;
}
