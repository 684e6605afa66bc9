#include "adapters/reading/learnt_signals.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "adapters/reading/fit.hpp"
#include "adapters/reading/lexicon.hpp"
#include "adapters/reading/tokens.hpp"

namespace handrail::reading {

namespace {

constexpr std::size_t has = 0, has_not = 1;
constexpr std::size_t folds = 5;
constexpr std::size_t others_max = 4000;        // examples against a signal: more cost time and change nothing
constexpr double same_meaning = 0.55;           // an intent's example that is so like one of the signal's is none against it
constexpr double one_in = 10;                   // as if one message in so many had the signal: how often it comes nobody knows before
constexpr int newton_steps = 30;
constexpr std::size_t everyday_words_together = 2;   // "turning blue": none of them tells by itself
constexpr double surely = 0.95;                 // and so sure must it be then

// What is said without the signal: what only sounds like it first, then the intents' examples, the other signals', and what is asked of no desk.
std::vector<std::string_view> others_than(const ReadingSpec& spec, std::size_t index) {
  const std::vector<std::string>& unlike = spec.signals[index].unlike;
  std::vector<std::string_view> others(unlike.begin(), unlike.end());
  for (const ReadingSpec::Intent& intent : spec.intents) others.insert(others.end(), intent.examples.begin(), intent.examples.end());
  for (std::size_t i = 0; i < spec.signals.size(); ++i)
    if (i != index) others.insert(others.end(), spec.signals[i].examples.begin(), spec.signals[i].examples.end());
  for (const std::string_view text : lexicon::lines(lexicon::background)) others.push_back(text);
  return others;
}

std::vector<Example> examples_for(const ReadingSpec& spec, std::size_t index) {
  std::vector<Example> all;
  for (const std::string& text : spec.signals[index].examples) all.push_back({features_of(text), has, false});
  const std::vector<std::string_view> others = others_than(spec, index);
  const std::size_t unlike = std::min(spec.signals[index].unlike.size(), others_max), step = (others.size() - unlike) / others_max + 1;
  for (std::size_t i = 0; i < others.size(); i += i < unlike ? 1 : step) all.push_back({features_of(others[i]), has_not, false});
  return all;
}

// Without what says the same as the signal's examples: measured by a model that knows how rare each word is. The first
// `certain` stay: those that a bundle gives for it and against it.
void leave_out_the_same(std::vector<Example>& examples, std::size_t certain, std::vector<std::string> labels) {
  std::vector<const Example*> all;
  for (const Example& example : examples) all.push_back(&example);
  const TextModel rarity = fit(std::move(labels), all);
  std::vector<std::vector<WeightedFeature>> signals;
  for (const Example& example : examples)
    if (example.label == has) signals.push_back(weighted(rarity, example.features));
  const Likenesses likenesses(rarity, signals);
  const auto same = [&](const Example& example) {
    const std::vector<double> alike = likenesses.of(weighted(rarity, example.features));
    return std::any_of(alike.begin(), alike.end(), [](double like) { return like >= same_meaning; });
  };
  std::vector<Example> kept;
  for (Example& example : examples)
    if (kept.size() < certain || !same(example)) kept.push_back(std::move(example));
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

TextModel learn_signal(const ReadingSpec& spec, std::size_t index) {
  const std::vector<std::string> labels{spec.signals[index].name, "none"};
  std::vector<Example> examples = examples_for(spec, index);
  leave_out_the_same(examples, spec.signals[index].examples.size() + spec.signals[index].unlike.size(), labels);
  std::vector<const Example*> all;
  for (const Example& example : examples) all.push_back(&example);
  TextModel model = fit(labels, all);
  const Sigmoid sigmoid = platt(trials_of(examples, labels));
  model.temperature = 1 / sigmoid.slope;
  model.bias[has] += static_cast<float>(sigmoid.shift / sigmoid.slope);
  return model;
}

std::vector<std::string> telling_stems(const ReadingSpec& spec, std::size_t index) {
  const std::vector<std::string>& examples = spec.signals[index].examples;
  return telling_stems({examples.begin(), examples.end()}, others_than(spec, index));
}

// Those of them that everyday messages have, and takes them out of `telling`.
std::vector<std::string> everyday_of(std::vector<std::string>& telling) {
  std::vector<std::string> everyday;
  for (const std::string_view word : lexicon::lines(lexicon::everyday_words))
    for (const std::string& stem : content_stems(tokens_of(word)))
      if (std::erase(telling, stem) > 0) everyday.push_back(stem);
  std::sort(everyday.begin(), everyday.end());
  return everyday;
}

std::size_t said_of(const Part& part, const std::vector<std::string>& stems) {
  const auto is_one = [&](const std::string& stem) { return std::binary_search(stems.begin(), stems.end(), stem); };
  return static_cast<std::size_t>(std::count_if(part.stems.begin(), part.stems.end(), is_one));
}

LearntSignal::LearntSignal(const ReadingSpec& spec, std::size_t index, TextModel learnt)
    : name(spec.signals[index].name), at(static_cast<double>(spec.signals[index].at.millionths) / 1e6), model(std::move(learnt)), examples(spec.signals[index].examples),
      telling(telling_stems(spec, index)), everyday(everyday_of(telling)) {
  std::vector<std::vector<WeightedFeature>> texts;
  for (const std::string& example : examples) texts.push_back(weighted(model, features_of(example)));
  likenesses = Likenesses(model, texts);
}

std::vector<SignalMatch> heard(const std::vector<LearntSignal>& signals, const std::vector<Part>& parts) {
  std::vector<SignalMatch> found;
  for (const LearntSignal& signal : signals) {
    const auto says = [&](const Part& part) {
      const bool by_its_words = tells(part, signal.telling);
      if (!by_its_words && said_of(part, signal.everyday) < everyday_words_together) return false;
      return signal.model.probabilities(part.features)[has] >= (by_its_words ? signal.at : std::max(signal.at, surely));
    };
    const auto part = std::find_if(parts.begin(), parts.end(), says);
    if (part == parts.end()) continue;
    found.push_back({signal.name, like(signal.examples[signal.likenesses.nearest(weighted(signal.model, part->features))]), 0, 0});
  }
  return found;
}

}  // namespace handrail::reading
