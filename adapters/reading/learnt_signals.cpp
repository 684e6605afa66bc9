#include "adapters/reading/learnt_signals.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>

#include "adapters/reading/lexicon.hpp"
#include "adapters/reading/tokens.hpp"
#include "engine/base/limits.hpp"

namespace handrail::reading {

namespace {

constexpr std::size_t has = 0, has_not = 1;
constexpr std::size_t folds = 5;
constexpr std::size_t others_max = 4000;        // examples against a signal: more cost time and change nothing
constexpr double same_meaning = 0.55;           // an intent's example that is so like one of the signal's is none against it
constexpr double one_in = 10;                   // as if one message in so many had the signal: how often it comes nobody knows before
constexpr int newton_steps = 30;
constexpr std::size_t words_beside_one = 4;     // "my husband" is no matter, "my husband beats me" is one
constexpr std::size_t sentences_most = 32;
constexpr double telling_times = 2;             // so much oftener than elsewhere a word of the signal is said in its examples

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

std::map<std::string, double> shares_of(const auto& texts) {
  std::map<std::string, double> shares;
  for (const auto& text : texts)
    for (const std::string& stem : content_stems(tokens_of(text))) shares[stem] += 1.0 / static_cast<double>(texts.size());
  return shares;
}

double product(const std::vector<WeightedFeature>& left, const std::vector<WeightedFeature>& right) {
  double sum = 0;
  for (auto i = left.begin(), j = right.begin(); i != left.end() && j != right.end();) {
    if (i->row == j->row) sum += static_cast<double>(i++->value) * static_cast<double>(j++->value);
    else (i->row < j->row ? i : j)++;
  }
  return sum;
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
  std::vector<Example> kept;
  for (Example& example : examples) {
    const std::vector<WeightedFeature> mine = weighted(rarity, example.features);
    const auto same = [&](const std::vector<WeightedFeature>& signal) { return product(signal, mine) >= same_meaning; };
    if (kept.size() < certain || std::none_of(signals.begin(), signals.end(), same)) kept.push_back(std::move(example));
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

double likeness(const TextModel& model, const Features& a, const Features& b) { return product(weighted(model, a), weighted(model, b)); }

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
  const std::map<std::string, double> mine = shares_of(spec.signals[index].examples), others = shares_of(others_than(spec, index));
  std::vector<std::string> telling;
  for (const auto& [stem, share] : mine)
    if (const auto known = others.find(stem); known == others.end() || share > telling_times * known->second) telling.push_back(stem);
  return telling;
}

namespace {

bool is_heard(const LearntSignal& signal, std::string_view text) {
  const std::vector<Token> tokens = tokens_of(text);
  const std::vector<std::string> stems = content_stems(tokens);
  const auto telling = std::count_if(stems.begin(), stems.end(), [&](const std::string& stem) { return std::binary_search(signal.telling.begin(), signal.telling.end(), stem); });
  if (telling == 0 || (stems.size() == 1 && tokens.size() < words_beside_one)) return false;
  return signal.model.probabilities(features_of(text))[has] >= signal.at;
}

// The part of a text that says it: the whole, or one of its sentences, which the others would hide. Empty: none.
std::string_view part_that_says(const LearntSignal& signal, std::string_view text) {
  if (is_heard(signal, text)) return text;
  std::size_t sentences = 0;
  for (std::size_t from = 0; from < text.size() && sentences < sentences_most; ++sentences) {
    const std::size_t end = std::min(text.find_first_of(".!?\n", from), text.size());
    const std::string_view sentence = text.substr(from, end - from);
    if (sentence.size() < text.size() && is_heard(signal, sentence)) return sentence;
    from = end + 1;
  }
  return {};
}

}  // namespace

std::vector<SignalMatch> heard(const std::vector<LearntSignal>& signals, std::string_view text) {
  std::vector<SignalMatch> found;
  const std::string_view first = first_bytes(text, limits::classified_bytes);
  for (const LearntSignal& signal : signals) {
    const std::string_view part = part_that_says(signal, first);
    if (part.empty()) continue;
    const Features features = features_of(part);
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
