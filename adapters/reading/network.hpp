// A small network over a text's features: one hidden layer, whose units each sum what the features weigh to them. Several that see different features and are trained
// from different seeds err in different places; their mean is surer than any of them. Trained by stochastic gradients with a step per feature (Duchi et al., Adaptive
// Subgradient Methods, 2011), with dropout on both layers and smoothed labels. The same examples and seed give the same weights on one machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace handrail::reading {

// Of a feature in a text.
struct WeightedFeature {
  std::size_t row = 0;     // into the model's keys
  float value = 0;
};

struct Network {
  std::uint32_t hidden = 0;
  std::vector<std::int32_t> rows;     // of each key of the model: its row in `in`; -1: this network does not see it
  std::vector<std::int8_t> in;        // rows x hidden, in steps of the row's size: 127 of them are the largest
  std::vector<float> in_step, in_bias;   // rows, hidden
  std::vector<float> out, out_bias;   // hidden x labels, labels

  // The logarithm of each label's probability.
  [[nodiscard]] std::vector<float> log_probabilities(const std::vector<WeightedFeature>& text) const;
  // Whether the sizes fit together and every number is finite.
  [[nodiscard]] bool holds_together(std::size_t keys, std::size_t labels) const;
};

struct Labelled {
  std::vector<WeightedFeature> text;
  std::size_t label = 0;
};

// `sees`: of each key, whether the network has it.
[[nodiscard]] Network train_network(const std::vector<Labelled>& examples, const std::vector<bool>& sees, std::size_t labels, std::uint64_t seed);

}  // namespace handrail::reading
