#include "adapters/reading/fit.hpp"

#include <linear.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <functional>
#include <thread>

namespace handrail::reading {

namespace {

constexpr std::size_t large = 3000;       // examples, from which on a feature must be seen twice, and networks do better than linear weights
constexpr unsigned threads_max = 4;
// Both measured on the validation part of CLINC150: ten times more of either changes accuracy by less than half a point.
constexpr double cost = 20;
constexpr double precision = 0.3;
constexpr float never = -30;              // the log-odds of a class without examples

void be_quiet(const char*) {}

enum class Seen : std::uint8_t { piece, word, placed };   // placed: by its place in the text alone

// What the words' places say beyond what is counted: each once.
std::vector<std::uint32_t> only_placed(const Features& features) {
  std::vector<std::uint32_t> keys;
  const auto less = [](const Feature& feature, std::uint32_t key) { return feature.key < key; };
  for (const PlacedFeature& placed : features.placed) {
    const auto at = std::lower_bound(features.counted.begin(), features.counted.end(), placed.key, less);
    if (at == features.counted.end() || at->key != placed.key) keys.push_back(placed.key);
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

// Features with their document frequency, most of the work before the solver. Gives how each key is seen.
std::vector<Seen> count_features(const std::vector<const Example*>& examples, std::size_t seen_min, bool with_places, TextModel& model) {
  std::vector<std::pair<std::uint32_t, Seen>> all;
  for (const Example* example : examples) {
    for (const Feature& feature : example->features.counted) all.emplace_back(feature.key, feature.word ? Seen::word : Seen::piece);
    if (!with_places) continue;
    for (const std::uint32_t key : only_placed(example->features)) all.emplace_back(key, Seen::placed);
  }
  std::sort(all.begin(), all.end());
  std::vector<Seen> seen;
  const double documents = static_cast<double>(examples.size());
  for (std::size_t i = 0; i < all.size();) {
    std::size_t end = i;
    while (end < all.size() && all[end].first == all[i].first) ++end;
    if (end - i >= seen_min) {
      model.keys.push_back(all[i].first);
      seen.push_back(all[i].second);
      model.idf.push_back(all[i].second == Seen::word ? static_cast<float>(std::log((1 + documents) / (1 + static_cast<double>(end - i))) + 1) : piece_idf);
    }
    i = end;
  }
  model.unseen_idf = static_cast<float>(std::log(1 + documents) + 1);
  return seen;
}

// The examples as liblinear wants them: rows of (index from 1, value), each ended by -1.
class Rows {
 public:
  Rows(const TextModel& model, const std::vector<const Example*>& examples) {
    std::vector<std::size_t> starts;
    for (const Example* example : examples) {
      starts.push_back(nodes_.size());
      for (const WeightedFeature& feature : weighted(model, example->features)) nodes_.push_back({static_cast<int>(feature.row + 1), feature.value});
      nodes_.push_back({static_cast<int>(model.keys.size() + 1), 1});   // the bias
      nodes_.push_back({-1, 0});
    }
    for (const std::size_t start : starts) rows_.push_back(nodes_.data() + start);
  }
  [[nodiscard]] const std::vector<feature_node*>& rows() const { return rows_; }

 private:
  std::vector<feature_node> nodes_;
  std::vector<feature_node*> rows_;
};

// One class against the rest, written into column `label` of the model.
void solve(const Rows& rows, const std::vector<const Example*>& examples, std::size_t label, TextModel& model) {
  std::vector<double> sides;
  for (const Example* example : examples) sides.push_back(example->label == label ? 1 : -1);
  const auto mine = static_cast<double>(std::count(sides.begin(), sides.end(), 1.0));
  const std::size_t columns = model.labels.size();
  if (mine == 0 || mine == static_cast<double>(sides.size())) {
    model.bias[label] = mine == 0 ? never : -never;
    return;
  }
  std::vector<feature_node*> x = rows.rows();
  problem task{};
  task.l = static_cast<int>(sides.size());
  task.n = static_cast<int>(model.keys.size() + 1);
  task.y = sides.data();
  task.x = x.data();
  task.bias = -1;
  parameter how{};
  how.solver_type = L2R_LR;
  how.eps = precision;
  how.C = cost;
  int positive = 1;
  // Both sides weigh the same, so that a class with few examples is not drowned by the rest.
  double weight = (static_cast<double>(sides.size()) - mine) / mine;
  how.nr_weight = 1;
  how.weight_label = &positive;
  how.weight = &weight;
  ::model* solved = train(&task, &how);
  const double sign = solved->label[0] == 1 ? 1 : -1;
  for (std::size_t row = 0; row < model.keys.size(); ++row) model.weights[row * columns + label] = static_cast<float>(sign * solved->w[row]);
  model.bias[label] = static_cast<float>(sign * solved->w[model.keys.size()]);
  free_and_destroy_model(&solved);
}

// Calls `work` with each number below `count`, on several threads.
void on_threads(std::size_t count, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  const auto take = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::thread> threads;
  const std::size_t wanted = std::min<std::size_t>(count, std::min(threads_max, std::max(1u, std::thread::hardware_concurrency())));
  for (std::size_t i = 1; i < wanted; ++i) threads.emplace_back(take);
  take();
  for (std::thread& thread : threads) thread.join();
}

// Two networks read word by word and two see all that is counted: each pair is right where the other is wrong. Those that take longest come first.
void fit_networks(const std::vector<const Example*>& examples, const std::vector<Seen>& seen, TextModel& model) {
  model.word_share = networks_word_share;
  std::vector<Labelled> texts, by_word;
  std::vector<bool> placed(seen.size(), false), counted;
  for (const Example* example : examples) {
    texts.push_back({bags_of(model, example->features, Reads::whole_texts), example->label});
    by_word.push_back({bags_of(model, example->features, Reads::words), example->label});
    for (const WeightedFeature& feature : by_word.back().text.features) placed[feature.row] = true;
  }
  for (const Seen one : seen) counted.push_back(one != Seen::placed);
  constexpr std::array members{Reads::words, Reads::words, Reads::whole_texts, Reads::whole_texts};
  model.networks.resize(members.size());
  on_threads(members.size(), [&](std::size_t i) {
    const bool words = members[i] == Reads::words;
    model.networks[i] = train_network(words ? by_word : texts, members[i], words ? placed : counted, model.labels.size(), i + 1);
  });
}

}  // namespace

TextModel fit_linear(std::vector<std::string> labels, const std::vector<const Example*>& examples, std::size_t seen_min) {
  TextModel model;
  model.labels = std::move(labels);
  count_features(examples, seen_min, false, model);
  model.bias.assign(model.labels.size(), 0);
  model.weights.assign(model.keys.size() * model.labels.size(), 0);
  const Rows rows(model, examples);
  set_print_string_function(be_quiet);
  for (std::size_t label = 0; label < model.labels.size(); ++label) solve(rows, examples, label, model);
  return model;
}

TextModel fit(std::vector<std::string> labels, const std::vector<const Example*>& examples) {
  if (examples.size() < large) return fit_linear(std::move(labels), examples, 1);
  TextModel model;
  model.labels = std::move(labels);
  const std::vector<Seen> seen = count_features(examples, 2, true, model);
  model.bias.assign(model.labels.size(), 0);
  fit_networks(examples, seen, model);
  return model;
}

}  // namespace handrail::reading
