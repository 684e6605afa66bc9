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
constexpr float features_dropped = 0.25f;       // of a whole text
constexpr float word_features_dropped = 0.1f;
constexpr float words_dropped = 0.1f;
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

HANDRAIL_WIDE void add_scaled_steps(float* to, const std::int8_t* from, float scale, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) to[i] += scale * static_cast<float>(from[i]);
}

constexpr std::int32_t no_bag = -1;

// Raises each unit that `sums` of a bag exceed, and notes whose it is now.
HANDRAIL_WIDE void take_larger(float* units, std::int32_t* from, const float* sums, std::int32_t bag, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    from[i] = sums[i] > units[i] ? bag : from[i];
    units[i] = sums[i] > units[i] ? sums[i] : units[i];
  }
}

class Training {
 public:
  Training(const std::vector<Labelled>& examples, Reads reads, const std::vector<bool>& sees, std::size_t labels, std::uint64_t seed)
      : examples_(examples), labels_(labels), random_(seed), units_(hidden_units), sums_(hidden_units), mask_(hidden_units), back_(hidden_units), error_(labels),
        from_(hidden_units) {
    net_.reads = reads;
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

  void take_part_of(const Bags& text) {
    const bool words = net_.reads == Reads::words;
    const float dropped = words ? word_features_dropped : features_dropped;
    const float scale = 1 / std::sqrt(1 - dropped);
    text_.features.clear();
    text_.ends.clear();
    std::size_t at = 0;
    for (const std::size_t end : text.ends) {
      if (words && random_.unit() < words_dropped) at = end;
      for (; at < end; ++at) {
        const std::int32_t row = net_.rows[text.features[at].row];
        if (row >= 0 && random_.unit() >= dropped) text_.features.push_back({static_cast<std::uint32_t>(row), text.features[at].value * scale});
      }
      text_.ends.push_back(text_.features.size());
    }
  }

  // Leaves in `error_` how far each label's probability is from what it should be.
  void forward(std::size_t label) {
    std::fill(units_.begin(), units_.end(), 0.0f);
    std::fill(from_.begin(), from_.end(), no_bag);
    for (std::size_t at = 0, bag = 0; bag < text_.ends.size(); ++bag) {
      std::copy(net_.in_bias.begin(), net_.in_bias.end(), sums_.begin());
      for (; at < text_.ends[bag]; ++at) add_scaled(sums_.data(), &in_[std::size_t{text_.features[at].row} * hidden_units], text_.features[at].value, hidden_units);
      take_larger(units_.data(), from_.data(), sums_.data(), static_cast<std::int32_t>(bag), hidden_units);
    }
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
    for (std::size_t begin = 0, bag = 0; bag < text_.ends.size(); begin = text_.ends[bag++]) backward(static_cast<std::int32_t>(bag), begin, text_.ends[bag]);
  }

  // A bag learns from the units that are its own.
  void backward(std::int32_t bag, std::size_t begin, std::size_t end) {
    for (std::size_t j = 0; j < hidden_units; ++j) sums_[j] = from_[j] == bag ? back_[j] : 0;
    const float square = dot(sums_.data(), sums_.data(), hidden_units) / static_cast<float>(hidden_units);
    if (square == 0) return;
    for (std::size_t at = begin; at < end; ++at) {
      const auto [row, value] = text_.features[at];
      in_gradients_[row] += value * value * square;
      add_scaled(&in_[std::size_t{row} * hidden_units], sums_.data(), -step_ * value / std::sqrt(in_gradients_[row]), hidden_units);
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
  std::vector<float> units_, sums_, mask_, back_, error_;
  std::vector<std::int32_t> from_;       // of each unit: the bag that it is taken from
  Bags text_;
  std::vector<float> in_gradients_, out_gradients_, in_bias_gradients_, out_bias_gradients_;   // sums of squares, of a row each
};

bool finite(const std::vector<float>& numbers) {
  return std::all_of(numbers.begin(), numbers.end(), [](float x) { return std::isfinite(x); });
}

}  // namespace

std::vector<float> Network::log_probabilities(const Bags& text) const {
  std::vector<float> units(hidden, 0), sums, scores(out_bias);
  std::size_t at = 0;
  for (const std::size_t end : text.ends) {
    sums = in_bias;
    for (; at < end; ++at)
      if (const std::int32_t row = rows[text.features[at].row]; row >= 0) {
        const std::int8_t* weights = &in[static_cast<std::size_t>(row) * hidden];
        const float value = text.features[at].value * in_step[static_cast<std::size_t>(row)];
        add_scaled_steps(sums.data(), weights, value, hidden);
      }
    for (std::size_t j = 0; j < hidden; ++j) units[j] = std::max(units[j], sums[j]);
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

Network train_network(const std::vector<Labelled>& examples, Reads reads, const std::vector<bool>& sees, std::size_t labels, std::uint64_t seed) {
  return Training(examples, reads, sees, labels, seed).run();
}

}  // namespace handrail::reading
