// A small network over a text's features: one hidden layer, whose units each sum what the features weigh to them. It takes a text as one bag of features, or as a bag
// for each word; then the word counts that moves a unit most (max-pooling over time: Collobert et al., Natural Language Processing (Almost) from Scratch, 2011), and no
// unit is drowned by the rest of a long text. Several that see different features and are trained from different seeds err in different places; their mean is surer
// than any of them. Trained by stochastic gradients with a step per feature (Duchi et al., Adaptive Subgradient Methods, 2011), with dropout on both layers, smoothed
// labels, and each text a second time with its units shifted a little to where it is hardest (Miyato et al., Adversarial Training Methods for Semi-Supervised Text
// Classification, 2017). The same examples and seed give the same weights on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "adapters/reading/lanes.hpp"

namespace handrail::reading {

// A text as one bag of features, or as several.
struct Bags {
  std::vector<WeightedFeature> features;
  std::vector<std::size_t> ends;      // of each bag: where its features end in `features`
};

enum class Reads : std::uint8_t { whole_texts, words };

struct Network {
  Reads reads = Reads::whole_texts;   // what a bag is
  std::uint32_t hidden = 0;
  std::vector<std::int32_t> rows;     // of each key of the model: its row in `in`; -1: this network does not see it
  std::vector<std::int8_t> in;        // rows x hidden, in steps of the row's size: 127 of them are the largest
  std::vector<float> in_step, in_bias;   // rows, hidden
  std::vector<float> out, out_bias;   // hidden x labels, labels

  // The logarithm of each label's probability.
  [[nodiscard]] std::vector<float> log_probabilities(const Bags& text) const;
  // Whether the sizes fit together and every number is finite.
  [[nodiscard]] bool holds_together(std::size_t keys, std::size_t labels) const;
};

struct Labelled {
  Bags text;
  std::size_t label = 0;
};

// `sees`: of each key, whether the network has it.
[[nodiscard]] Network train_network(const std::vector<Labelled>& examples, Reads reads, const std::vector<bool>& sees, std::size_t labels, std::uint64_t seed);

}  // namespace handrail::reading
