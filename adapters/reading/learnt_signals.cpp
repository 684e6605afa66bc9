#include "adapters/reading/learnt_signals.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "adapters/reading/lexicon.hpp"

namespace handrail::reading {

namespace {

constexpr std::size_t has = 0, has_not = 1;
constexpr std::size_t folds = 5;
constexpr std::size_t others_max = 4000;        // examples against a signal: more cost time and change nothing
constexpr double same_meaning = 0.55;           // an intent's example that is so like one of the signal's is none against it
constexpr double one_in = 10;                   // as if one message in so many had the signal: how often it comes nobody knows before
constexpr int newton_steps = 30;

std::vector<Example> examples_for(const ReadingSpec& spec, std::size_t index) {
  std::vector<Example> all;
  for (const std::string& text : spec.signals[index].examples) all.push_back({features_of(text), has, false});
  std::vector<Features> others;
  for (const ReadingSpec::Intent& intent : spec.intents)
    for (const std::string& text : intent.examples) others.push_back(features_of(text));
  for (std::size_t i = 0; i < spec.signals.size(); ++i)
    for (const std::string& text : spec.signals[i].examples)
      if (i != index) others.push_back(features_of(text));
  for (const std::string_view text : lexicon::lines(lexicon::background)) others.push_back(features_of(text));
  const std::size_t step = others.size() / others_max + 1;
  for (std::size_t i = 0; i < others.size(); i += step) all.push_back({std::move(others[i]), has_not, false});
  return all;
}

// Without what says the same as the signal's examples: measured by a model that knows how rare each word is.
void leave_out_the_same(std::vector<Example>& examples, std::vector<std::string> labels) {
  std::vector<const Example*> all;
  for (const Example& example : examples) all.push_back(&example);
  const TextModel rarity = fit(std::move(labels), all);
  std::vector<const Features*> signals;
  for (const Example& example : examples)
    if (example.label == has) signals.push_back(&example.features);
  std::vector<Example> kept;
  for (const Example& example : examples) {
    const auto same = [&](const Features* signal) { return likeness(rarity, *signal, example.features) >= same_meaning; };
    if (example.label == has || std::none_of(signals.begin(), signals.end(), same)) kept.push_back(example);
  }
  examples = std::move(kept);
}

struct Trial { double score = 0; bool has = false; };

std::vector<Trial> trials_of(const std::vector<Example>& examples, const std::vector<std::string>& labels) {
  std::vector<Trial> trials;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    std::vector<const Example*> training, asked;
    std::size_t number[2] = {0, 0};
    for (const Example& example : examples) (number[example.label]++ % folds == fold ? asked : training).push_back(&example);
    const TextModel part = fit(labels, training);
    for (const Example* example : asked) {
      const std::vector<double> scores = part.scores(example->features);
      trials.push_back({scores[has] - scores[has_not], example->label == has});
    }
  }
  return trials;
}

struct Sigmoid { double slope = 1, shift = 0; };   // probability = 1 / (1 + exp(-(slope * score + shift)))

// Platt's fit by Newton's method, his targets a little inside of 0 and 1.
Sigmoid platt(const std::vector<Trial>& trials) {
  double positives = 0;
  for (const Trial& trial : trials) positives += trial.has;
  const double negatives = static_cast<double>(trials.size()) - positives;
  if (positives == 0 || negatives == 0) return {};
  const double weight = negatives / (one_in - 1) / positives;
  Sigmoid fitted{1, 0};
  for (int step = 0; step < newton_steps; ++step) {
    double gradient[2] = {0, 0}, curve[3] = {1e-6, 0, 1e-6};
    for (const Trial& trial : trials) {
      const double target = trial.has ? (positives + 1) / (positives + 2) : 1 / (negatives + 2);
      const double p = 1 / (1 + std::exp(-(fitted.slope * trial.score + fitted.shift)));
      const double w = trial.has ? weight : 1;
      const double error = w * (p - target), spread = w * std::max(p * (1 - p), 1e-9);
      gradient[0] += error * trial.score;
      gradient[1] += error;
      curve[0] += spread * trial.score * trial.score;
      curve[1] += spread * trial.score;
      curve[2] += spread;
    }
    const double determinant = curve[0] * curve[2] - curve[1] * curve[1];
    if (!(std::abs(determinant) > 1e-12)) break;
    const double slope = (curve[2] * gradient[0] - curve[1] * gradient[1]) / determinant;
    const double shift = (curve[0] * gradient[1] - curve[1] * gradient[0]) / determinant;
    fitted.slope = std::clamp(fitted.slope - std::clamp(slope, -1.0, 1.0), 0.05, 20.0);
    fitted.shift = std::clamp(fitted.shift - std::clamp(shift, -2.0, 2.0), -50.0, 50.0);
    if (std::abs(slope) + std::abs(shift) < 1e-6) break;
  }
  return fitted;
}

}  // namespace

double likeness(const TextModel& model, const Features& a, const Features& b) {
  const std::vector<WeightedFeature> left = weighted(model, a), right = weighted(model, b);
  double sum = 0;
  for (auto i = left.begin(), j = right.begin(); i != left.end() && j != right.end();) {
    if (i->row == j->row) sum += static_cast<double>(i++->value) * static_cast<double>(j++->value);
    else (i->row < j->row ? i : j)++;
  }
  return sum;
}

TextModel learn_signal(const ReadingSpec& spec, std::size_t index) {
  const std::vector<std::string> labels{spec.signals[index].name, "none"};
  std::vector<Example> examples = examples_for(spec, index);
  leave_out_the_same(examples, labels);
  std::vector<const Example*> all;
  for (const Example& example : examples) all.push_back(&example);
  TextModel model = fit(labels, all);
  const Sigmoid sigmoid = platt(trials_of(examples, labels));
  model.temperature = 1 / sigmoid.slope;
  model.bias[has] += static_cast<float>(sigmoid.shift / sigmoid.slope);
  return model;
}

std::vector<SignalMatch> heard(const std::vector<LearntSignal>& signals, const Features& features) {
  std::vector<SignalMatch> found;
  if (features.empty()) return found;
  for (const LearntSignal& signal : signals) {
    if (signal.model.probabilities(features)[has] < signal.at) continue;
    const std::string* most = nullptr;
    double closest = -1;
    for (const std::string& example : signal.examples) {
      const double like = likeness(signal.model, features, features_of(example));
      if (like > closest) closest = like, most = &example;
    }
    found.push_back({signal.name, most ? "like \"" + *most + "\"" : "", 0, 0});
  }
  return found;
}

}  // namespace handrail::reading
