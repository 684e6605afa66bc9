#include "adapters/reading/network.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

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
constexpr float adverse_shift = 0.1f;   // of the units' length
constexpr float adverse_share = 0.5f;   // of what is learnt from a text
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

constexpr std::int32_t no_bag = -1;

class Training {
 public:
  Training(const std::vector<Labelled>& examples, Reads reads, const std::vector<bool>& sees, std::size_t labels, std::uint64_t seed)
      : examples_(examples), labels_(labels), columns_(lanes::padded(labels)), random_(seed), out_(hidden_units, columns_), units_(hidden_units), sums_(hidden_units),
        mask_(hidden_units), back_(hidden_units), error_(columns_), from_(hidden_units) {
    net_.reads = reads;
    net_.hidden = static_cast<std::uint32_t>(hidden_units);
    std::int32_t seen = 0;
    for (const bool one : sees) net_.rows.push_back(one ? seen++ : -1);
    rows_ = static_cast<std::size_t>(seen);
    in_ = lanes::Table(rows_, hidden_units);
    for (std::size_t row = 0; row < rows_; ++row)
      for (std::size_t j = 0; j < hidden_units; ++j) in_.row(row)[j] = random_.around_zero(2 / std::sqrt(static_cast<float>(hidden_units)));
    for (std::size_t j = 0; j < hidden_units; ++j)
      for (std::size_t k = 0; k < labels; ++k) out_.row(j)[k] = random_.around_zero(std::sqrt(3 / static_cast<float>(hidden_units)));
    net_.in_bias.assign(hidden_units, 0);
    net_.out_bias.assign(columns_, 0);
    in_gradients_.assign(rows_, first_gradients);
    out_gradients_.assign(hidden_units, first_gradients);
    in_bias_gradients_.assign(hidden_units, first_gradients);
    out_bias_gradients_.assign(columns_, first_gradients);
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
    net_.in.reserve(rows_ * hidden_units);
    for (std::size_t row = 0; row < rows_; ++row) {
      const float* weights = in_.row(row);
      float most = 0;
      for (std::size_t j = 0; j < hidden_units; ++j) most = std::max(most, std::abs(weights[j]));
      const float step = most > 0 ? most / steps_most : 1;
      net_.in_step.push_back(step);
      for (std::size_t j = 0; j < hidden_units; ++j) net_.in.push_back(static_cast<std::int8_t>(std::lround(weights[j] / step)));
    }
    for (std::size_t j = 0; j < hidden_units; ++j) net_.out.insert(net_.out.end(), out_.row(j), out_.row(j) + labels_);
    net_.out_bias.resize(labels_);
  }

  void learn(const Labelled& example) {
    take_part_of(example.text);
    sum_bags();
    drop_units();
    std::fill(back_.begin(), back_.end(), 0.0f);
    find_error(example.label, 1 - adverse_share);
    learn_out();
    shift_units();
    find_error(example.label, adverse_share);
    learn_out();
    learn_in();
  }

  void take_part_of(const Bags& text) {
    const bool words = net_.reads == Reads::words;
    const float dropped = words ? word_features_dropped : features_dropped;
    const float scale = 1 / std::sqrt(1 - dropped);
    text_.features.resize(text.features.size());
    text_.ends.clear();
    std::size_t at = 0, kept = 0;
    for (const std::size_t end : text.ends) {
      if (words && random_.unit() < words_dropped) at = end;
      for (; at < end; ++at) {
        const std::int32_t row = net_.rows[text.features[at].row];
        if (row < 0) continue;
        text_.features[kept] = {static_cast<std::uint32_t>(row), text.features[at].value * scale};
        kept += random_.unit() >= dropped ? 1 : 0;
      }
      text_.ends.push_back(kept);
    }
    text_.features.resize(kept);
  }

  void sum_bags() {
    std::fill(units_.begin(), units_.end(), 0.0f);
    std::fill(from_.begin(), from_.end(), no_bag);
    for (std::size_t begin = 0, bag = 0; bag < text_.ends.size(); begin = text_.ends[bag++]) {
      std::copy(net_.in_bias.begin(), net_.in_bias.end(), sums_.begin());
      lanes::add_rows(sums_.data(), in_, text_.features.data() + begin, text_.ends[bag] - begin);
      lanes::take_larger(units_.data(), from_.data(), sums_.data(), static_cast<std::int32_t>(bag), hidden_units);
    }
  }

  void drop_units() {
    active_.clear();
    for (std::size_t j = 0; j < hidden_units; ++j) {
      mask_[j] = units_[j] > 0 && random_.unit() >= hidden_dropped ? 1 / (1 - hidden_dropped) : 0;
      units_[j] *= mask_[j];
      if (units_[j] != 0) active_.push_back({static_cast<std::uint32_t>(j), units_[j]});
    }
  }

  // Where the label is least sure, not far from the text: what is learnt there holds for other wordings too.
  void shift_units() {
    const float slope = lanes::dot(back_.data(), back_.data(), hidden_units);
    if (slope == 0) return;
    const float shift = adverse_shift * std::sqrt(lanes::dot(units_.data(), units_.data(), hidden_units) / slope);
    for (auto& [j, unit] : active_) unit += shift * back_[j];
  }

  // Leaves in `error_` how far each label's probability is from what it should be, times `share`.
  void find_error(std::size_t label, float share) {
    std::copy(net_.out_bias.begin(), net_.out_bias.end(), error_.begin());
    for (const auto& [j, unit] : active_) lanes::add_scaled(error_.data(), out_.row(j), unit, columns_);
    std::fill(error_.begin() + static_cast<std::ptrdiff_t>(labels_), error_.end(), std::numeric_limits<float>::lowest());
    const float most = *std::max_element(error_.begin(), error_.end());
    for (float& score : error_) score -= most;
    lanes::exponentials(error_.data(), columns_);
    std::fill(error_.begin() + static_cast<std::ptrdiff_t>(labels_), error_.end(), 0.0f);
    float total = 0;
    for (const float score : error_) total += score;
    for (std::size_t k = 0; k < labels_; ++k) error_[k] = share * (error_[k] / total - smoothing / static_cast<float>(labels_));
    error_[label] -= share * (1 - smoothing);
  }

  // Adds to `back_` how the error rises with each unit.
  void learn_out() {
    const float error_square = lanes::dot(error_.data(), error_.data(), columns_) / static_cast<float>(labels_);
    for (const auto& [j, unit] : active_) {
      out_gradients_[j] += unit * unit * error_square;
      back_[j] += lanes::add_scaled_after_dot(out_.row(j), error_.data(), -step_ * unit / std::sqrt(out_gradients_[j]), columns_) * mask_[j];
    }
    descend(net_.out_bias, out_bias_gradients_, error_);
  }

  void learn_in() {
    descend(net_.in_bias, in_bias_gradients_, back_);
    if (text_.ends.size() == 1) learn_rows(text_.features.data(), text_.features.size());
    else learn_own();
  }

  float step_of(const WeightedFeature& feature, float square) {
    float& gradients = in_gradients_[feature.row];
    gradients += feature.value * feature.value * square;
    return -step_ * feature.value / std::sqrt(gradients);
  }

  void learn_rows(const WeightedFeature* features, std::size_t count) {
    const float square = lanes::dot(back_.data(), back_.data(), hidden_units) / static_cast<float>(hidden_units);
    if (square == 0) return;
    scales_.resize(count);
    for (std::size_t i = 0; i < count; ++i) scales_[i] = step_of(features[i], square);
    lanes::add_to_rows(in_, features, scales_.data(), count, back_.data());
  }

  // A bag learns from the units that are its own: of many bags, each has few.
  void learn_own() {
    for (std::size_t begin = 0, bag = 0; bag < text_.ends.size(); begin = text_.ends[bag++]) {
      own_.clear();
      float square = 0;
      for (const auto& [j, unit] : active_) {
        if (from_[j] != static_cast<std::int32_t>(bag)) continue;
        own_.push_back(j);
        square += back_[j] * back_[j];
      }
      square /= static_cast<float>(hidden_units);
      if (square == 0) continue;
      for (std::size_t at = begin; at < text_.ends[bag]; ++at) {
        const float step = step_of(text_.features[at], square);
        float* row = in_.row(text_.features[at].row);
        for (const std::uint32_t j : own_) row[j] += step * back_[j];
      }
    }
  }

  void descend(std::vector<float>& weights, std::vector<float>& squares, const std::vector<float>& gradients) const {
    for (std::size_t i = 0; i < weights.size(); ++i) {
      squares[i] += gradients[i] * gradients[i];
      weights[i] -= step_ * gradients[i] / std::sqrt(squares[i]);
    }
  }

  const std::vector<Labelled>& examples_;
  std::size_t labels_, columns_;         // columns: of the labels, up to a whole line of memory
  std::size_t rows_ = 0;
  Random random_;
  Network net_;
  lanes::Table in_, out_;                // rows x hidden, hidden x columns
  float step_ = first_step;
  std::vector<float> units_, sums_, mask_, back_, error_;
  std::vector<std::int32_t> from_;       // of each unit: the bag that it is taken from
  struct Active { std::uint32_t unit; float value; };
  std::vector<Active> active_;           // units that are not zero
  std::vector<std::uint32_t> own_;
  std::vector<float> scales_;
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
        lanes::add_scaled_steps(sums.data(), weights, value, hidden);
      }
    for (std::size_t j = 0; j < hidden; ++j) units[j] = std::max(units[j], sums[j]);
  }
  for (std::size_t j = 0; j < hidden; ++j)
    if (units[j] > 0) lanes::add_scaled(scores.data(), &out[j * scores.size()], units[j], scores.size());
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
