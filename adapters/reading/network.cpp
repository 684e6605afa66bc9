#include "adapters/reading/network.hpp"

#include <algorithm>
#include <cmath>

namespace handrail::reading {

namespace {

// Chosen by cross-validation on the training part of BANKING77; half or twice of each changes accuracy by less than half a point.
constexpr std::size_t hidden_units = 192;
constexpr int rounds = 12;
constexpr float first_step = 0.04f;
constexpr float last_step_share = 0.1f;
constexpr float hidden_dropped = 0.4f;
constexpr float features_dropped = 0.25f;
constexpr float smoothing = 0.1f;       // of a label's certainty, shared among all
constexpr float steps_most = 127;
constexpr float first_gradients = 1e-3f;

// SplitMix64: the same numbers everywhere, which the standard library's distributions are not.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  float unit() { return static_cast<float>(next() >> 40) * 0x1.0p-24f; }   // 0 to 1, without 1
  float around_zero(float reach) { return (2 * unit() - 1) * reach; }

 private:
  std::uint64_t state_;
};

// The same source for processors that multiply eight numbers at a time and for those that do not.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define HANDRAIL_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define HANDRAIL_WIDE
#endif

HANDRAIL_WIDE float dot(const float* a, const float* b, std::size_t size) {
  float sum = 0;
  for (std::size_t i = 0; i < size; ++i) sum += a[i] * b[i];
  return sum;
}

HANDRAIL_WIDE void add_scaled(float* to, const float* from, float scale, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) to[i] += scale * from[i];
}

class Training {
 public:
  Training(const std::vector<Labelled>& examples, const std::vector<bool>& sees, std::size_t labels, std::uint64_t seed)
      : examples_(examples), labels_(labels), random_(seed), units_(hidden_units), mask_(hidden_units), back_(hidden_units), error_(labels) {
    net_.hidden = static_cast<std::uint32_t>(hidden_units);
    std::int32_t seen = 0;
    for (const bool one : sees) net_.rows.push_back(one ? seen++ : -1);
    in_.resize(static_cast<std::size_t>(seen) * hidden_units);
    for (float& weight : in_) weight = random_.around_zero(2 / std::sqrt(static_cast<float>(hidden_units)));
    net_.out.resize(hidden_units * labels);
    for (float& weight : net_.out) weight = random_.around_zero(std::sqrt(3 / static_cast<float>(hidden_units)));
    net_.in_bias.assign(hidden_units, 0);
    net_.out_bias.assign(labels, 0);
    in_gradients_.assign(static_cast<std::size_t>(seen), first_gradients);
    out_gradients_.assign(hidden_units, first_gradients);
    in_bias_gradients_.assign(hidden_units, first_gradients);
    out_bias_gradients_.assign(labels, first_gradients);
  }

  Network run() {
    std::vector<std::size_t> order(examples_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    for (int round = 0; round < rounds; ++round) {
      step_ = first_step * (1 - (1 - last_step_share) * static_cast<float>(round) / rounds);
      for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random_.next() % i]);
      for (const std::size_t i : order) learn(examples_[i]);
    }
    pack();
    return std::move(net_);
  }

 private:
  // Each row of `in` in steps of its own size.
  void pack() {
    for (std::size_t row = 0; row < in_gradients_.size(); ++row) {
      const float* weights = &in_[row * hidden_units];
      float most = 0;
      for (std::size_t j = 0; j < hidden_units; ++j) most = std::max(most, std::abs(weights[j]));
      const float step = most > 0 ? most / steps_most : 1;
      net_.in_step.push_back(step);
      for (std::size_t j = 0; j < hidden_units; ++j) net_.in.push_back(static_cast<std::int8_t>(std::lround(weights[j] / step)));
    }
  }

  void learn(const Labelled& example) {
    take_part_of(example.text);
    forward(example.label);
    backward();
  }

  void take_part_of(const std::vector<WeightedFeature>& text) {
    const float scale = 1 / std::sqrt(1 - features_dropped);
    text_.clear();
    for (const WeightedFeature& feature : text) {
      const std::int32_t row = net_.rows[feature.row];
      if (row >= 0 && random_.unit() >= features_dropped) text_.push_back({static_cast<std::size_t>(row), feature.value * scale});
    }
  }

  // Leaves in `error_` how far each label's probability is from what it should be.
  void forward(std::size_t label) {
    std::copy(net_.in_bias.begin(), net_.in_bias.end(), units_.begin());
    for (const WeightedFeature& feature : text_) add_scaled(units_.data(), &in_[feature.row * hidden_units], feature.value, hidden_units);
    for (std::size_t j = 0; j < hidden_units; ++j) {
      mask_[j] = units_[j] > 0 && random_.unit() >= hidden_dropped ? 1 / (1 - hidden_dropped) : 0;
      units_[j] *= mask_[j];
    }
    std::copy(net_.out_bias.begin(), net_.out_bias.end(), error_.begin());
    for (std::size_t j = 0; j < hidden_units; ++j)
      if (units_[j] != 0) add_scaled(error_.data(), &net_.out[j * labels_], units_[j], labels_);
    const float most = *std::max_element(error_.begin(), error_.end());
    float total = 0;
    for (float& score : error_) total += score = std::exp(score - most);
    for (float& score : error_) score = score / total - smoothing / static_cast<float>(labels_);
    error_[label] -= 1 - smoothing;
  }

  void backward() {
    const float error_square = dot(error_.data(), error_.data(), labels_) / static_cast<float>(labels_);
    for (std::size_t j = 0; j < hidden_units; ++j) {
      back_[j] = 0;
      if (units_[j] == 0) continue;
      float* weights = &net_.out[j * labels_];
      back_[j] = dot(weights, error_.data(), labels_) * mask_[j];
      out_gradients_[j] += units_[j] * units_[j] * error_square;
      add_scaled(weights, error_.data(), -step_ * units_[j] / std::sqrt(out_gradients_[j]), labels_);
    }
    descend(net_.out_bias, out_bias_gradients_, error_);
    descend(net_.in_bias, in_bias_gradients_, back_);
    const float back_square = dot(back_.data(), back_.data(), hidden_units) / static_cast<float>(hidden_units);
    for (const WeightedFeature& feature : text_) {
      in_gradients_[feature.row] += feature.value * feature.value * back_square;
      add_scaled(&in_[feature.row * hidden_units], back_.data(), -step_ * feature.value / std::sqrt(in_gradients_[feature.row]), hidden_units);
    }
  }

  void descend(std::vector<float>& weights, std::vector<float>& squares, const std::vector<float>& gradients) const {
    for (std::size_t i = 0; i < weights.size(); ++i) {
      squares[i] += gradients[i] * gradients[i];
      weights[i] -= step_ * gradients[i] / std::sqrt(squares[i]);
    }
  }

  const std::vector<Labelled>& examples_;
  std::size_t labels_;
  Random random_;
  Network net_;
  std::vector<float> in_;                // rows x hidden
  float step_ = first_step;
  std::vector<float> units_, mask_, back_, error_;
  std::vector<WeightedFeature> text_;
  std::vector<float> in_gradients_, out_gradients_, in_bias_gradients_, out_bias_gradients_;   // sums of squares, of a row each
};

bool finite(const std::vector<float>& numbers) {
  return std::all_of(numbers.begin(), numbers.end(), [](float x) { return std::isfinite(x); });
}

}  // namespace

std::vector<float> Network::log_probabilities(const std::vector<WeightedFeature>& text) const {
  std::vector<float> units(in_bias), scores(out_bias);
  for (const WeightedFeature& feature : text)
    if (const std::int32_t row = rows[feature.row]; row >= 0) {
      const std::int8_t* weights = &in[static_cast<std::size_t>(row) * hidden];
      const float value = feature.value * in_step[static_cast<std::size_t>(row)];
      for (std::size_t j = 0; j < hidden; ++j) units[j] += value * static_cast<float>(weights[j]);
    }
  for (std::size_t j = 0; j < hidden; ++j)
    if (units[j] > 0) add_scaled(scores.data(), &out[j * scores.size()], units[j], scores.size());
  const float most = *std::max_element(scores.begin(), scores.end());
  float total = 0;
  for (const float score : scores) total += std::exp(score - most);
  for (float& score : scores) score -= most + std::log(total);
  return scores;
}

bool Network::holds_together(std::size_t keys, std::size_t labels) const {
  if (hidden == 0 || in.size() % hidden != 0 || rows.size() != keys) return false;
  const auto there = static_cast<std::int64_t>(in.size() / hidden);
  return std::all_of(rows.begin(), rows.end(), [&](std::int32_t row) { return row >= -1 && row < there; }) && in_bias.size() == hidden && in_step.size() * hidden == in.size() &&
         out.size() == hidden * labels && out_bias.size() == labels && finite(in_step) && finite(in_bias) && finite(out) && finite(out_bias);
}

Network train_network(const std::vector<Labelled>& examples, const std::vector<bool>& sees, std::size_t labels, std::uint64_t seed) {
  return Training(examples, sees, labels, seed).run();
}

}  // namespace handrail::reading
