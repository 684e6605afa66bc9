#include "adapters/reading/calibrate.hpp"

#include <algorithm>
#include <cmath>

namespace handrail::reading {

namespace {

constexpr std::size_t folds = 5;
constexpr std::size_t large = 3000;             // examples, from which on one fold is enough to measure on
constexpr std::size_t classes_to_spare = 6;     // fewer, and none is left out
constexpr double threshold_min = 0.15;          // below it lies the noise of every desk with a dozen intents
constexpr double threshold_max = 0.50;          // above it the policy's own bands decide
constexpr double shifts[] = {0, -0.5, -1, -1.5, -2, -2.5, -3, -4};

struct Trial {
  std::vector<double> scores;
  std::size_t label = 0;
  bool stranger = false;    // of a class that the model never saw
};

// The number of each example within its class, so that every fold has a share of every class.
std::vector<std::size_t> numbers_in_class(const std::vector<Example>& examples, std::size_t labels) {
  std::vector<std::size_t> next(labels, 0);
  std::vector<std::size_t> numbers;
  for (const Example& example : examples) numbers.push_back(example.weak ? 0 : next[example.label]++);
  return numbers;
}

void run_fold(std::size_t fold, const TextModel& model, const std::vector<Example>& examples, std::size_t other, std::vector<Trial>& trials) {
  const bool spare = model.labels.size() > classes_to_spare;
  const std::size_t every = examples.size() >= large ? 2 * folds : folds;
  const auto left_out = [&](std::size_t label) { return spare && label != other && label % every == fold; };
  const std::vector<std::size_t> numbers = numbers_in_class(examples, model.labels.size());
  std::vector<const Example*> training;
  std::vector<const Example*> asked;
  for (std::size_t i = 0; i < examples.size(); ++i) {
    const bool held_out = !examples[i].weak && numbers[i] % folds == fold;
    if (held_out || (left_out(examples[i].label) && !examples[i].weak)) asked.push_back(&examples[i]);
    else if (!left_out(examples[i].label)) training.push_back(&examples[i]);
  }
  if (training.empty()) return;
  const TextModel part = fit(model.labels, training);
  for (const Example* example : asked) trials.push_back({part.scores(example->features), example->label, left_out(example->label)});
}

double loss(const std::vector<Trial>& trials, double temperature) {
  double total = 0;
  for (const Trial& trial : trials) {
    if (!trial.stranger) total -= std::log(std::max(1e-12, probabilities_of(trial.scores, temperature)[trial.label]));
  }
  // With a handful of examples the data would ask for certainty; a weak pull towards 1 keeps them modest.
  return total + std::log(temperature) * std::log(temperature);
}

// Golden-section search over the logarithm: the loss has one valley.
double best_temperature(const std::vector<Trial>& trials) {
  const double ratio = (std::sqrt(5.0) - 1) / 2;
  double low = std::log(0.1);
  double high = std::log(10.0);
  double a = high - ratio * (high - low);
  double b = low + ratio * (high - low);
  double loss_a = loss(trials, std::exp(a));
  double loss_b = loss(trials, std::exp(b));
  for (int i = 0; i < 14; ++i) {
    if (loss_a < loss_b) {
      high = b, b = a, loss_b = loss_a;
      a = high - ratio * (high - low);
      loss_a = loss(trials, std::exp(a));
    } else {
      low = a, a = b, loss_a = loss_b;
      b = low + ratio * (high - low);
      loss_b = loss(trials, std::exp(b));
    }
  }
  return std::exp((low + high) / 2);
}

struct Sides {
  std::vector<double> right, strange;   // how sure the claims were that are right, and those that are none of the model's business
};

Sides sides_of(const std::vector<Trial>& trials, double temperature, std::size_t other) {
  Sides sides;
  for (const Trial& trial : trials) {
    const std::vector<double> all = probabilities_of(trial.scores, temperature);
    const auto top = static_cast<std::size_t>(std::max_element(all.begin(), all.end()) - all.begin());
    const bool strange = trial.stranger || trial.label == other;
    if (strange) sides.strange.push_back(top == other ? 0 : all[top]);
    else sides.right.push_back(top == trial.label ? all[top] : 0);
  }
  return sides;
}

double share_from(const std::vector<double>& values, double from) {
  if (values.empty()) return 0;
  return static_cast<double>(std::count_if(values.begin(), values.end(), [&](double p) { return p >= from; })) / static_cast<double>(values.size());
}

struct Choice {
  double shift = 0;         // added to the score of "other"
  double temperature = 1;
  double threshold = 0;
  double gain = -1;         // the share of right claims kept, less the share of strangers let in
  double loss = 0;          // of the examples that were held out
};

Choice best_for(double shift, std::vector<Trial> trials, std::size_t other) {
  for (Trial& trial : trials) trial.scores[other] += shift;
  Choice choice{shift, best_temperature(trials), threshold_min, -1, 0};
  choice.loss = loss(trials, choice.temperature);
  const Sides sides = sides_of(trials, choice.temperature, other);
  for (double at = threshold_min; at <= threshold_max; at += 0.01) {
    const double gain = share_from(sides.right, at) - share_from(sides.strange, at);
    if (gain > choice.gain + 1e-9) choice.threshold = at, choice.gain = gain;
  }
  return choice;
}

}  // namespace

void calibrate(TextModel& model, const std::vector<Example>& examples, std::size_t other) {
  std::vector<Trial> trials;
  for (std::size_t fold = 0; fold < (examples.size() >= large ? 1 : folds); ++fold) run_fold(fold, model, examples, other, trials);
  if (trials.empty()) return;
  // "other" has more examples than a small desk's intents have; how much of its head start to take away is measured, not guessed. Gains that differ by less
  // than so few examples can tell apart are the same; among them the one counts whose probabilities fit best.
  std::vector<Choice> choices;
  for (const double shift : shifts) choices.push_back(best_for(shift, trials, other));
  const double most = std::max_element(choices.begin(), choices.end(), [](const Choice& a, const Choice& b) { return a.gain < b.gain; })->gain;
  const double error = 1 / std::sqrt(static_cast<double>(trials.size()));
  std::erase_if(choices, [&](const Choice& choice) { return choice.gain < most - error; });
  const Choice best = *std::min_element(choices.begin(), choices.end(), [](const Choice& a, const Choice& b) { return a.loss < b.loss; });
  model.bias[other] += static_cast<float>(best.shift);
  model.temperature = best.temperature;
  model.threshold = best.threshold;
}

}  // namespace handrail::reading
