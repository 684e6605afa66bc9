// What tells one label from another. With few examples: one weight per feature and label, and scores are log-odds of "this label against all others". With many:
// small networks, whose mean of log-probabilities is the score. Divided by a temperature and normalised, scores are the probabilities of the labels. A feature
// that training never saw has no weight and still takes its share of the message's length, so a message of strange words scores low everywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/reading/features.hpp"
#include "adapters/reading/network.hpp"

namespace handrail::reading {

struct Guess {
  std::size_t label = 0;       // index into labels
  double probability = 0;
};

// Pieces repeat what the words say; beside linear weights they earn less than half of the length.
inline constexpr double few_word_share = 0.65;
inline constexpr double networks_word_share = 0.5;

struct TextModel {
  std::vector<std::string> labels;
  std::vector<std::uint32_t> keys;      // of the features with weights, sorted
  std::vector<float> idf;               // inverse document frequency, per key; 1 where it does not matter
  float unseen_idf = 0;                 // of a word that training never saw
  std::vector<float> weights;           // keys x labels; none where there are networks
  std::vector<Network> networks;
  std::vector<float> bias;              // per label, added to its score
  double word_share = few_word_share;   // of a text's length: what words make up, pieces the rest
  double temperature = 1;
  double threshold = 0;                 // a probability below it is no claim

  [[nodiscard]] std::vector<double> scores(const Features& features) const;
  [[nodiscard]] std::vector<double> probabilities(const Features& features) const;
  [[nodiscard]] Guess best(const Features& features) const;
  // Whether the sizes fit together and every number is finite: what a file claims.
  [[nodiscard]] bool holds_together() const;
};

// Softmax of scores / temperature.
[[nodiscard]] std::vector<double> probabilities_of(const std::vector<double>& scores, double temperature);

// How rare a piece is says little: each weighs the same.
inline constexpr float piece_idf = 1;

// Of what is counted, in the order of the rows.
[[nodiscard]] std::vector<WeightedFeature> weighted(const TextModel& model, const Features& features);
// The text as a network takes it.
[[nodiscard]] Bags bags_of(const TextModel& model, const Features& features, Reads reads);

}  // namespace handrail::reading
