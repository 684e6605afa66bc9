// One weight per feature and class. Scores are log-odds of "this class against all others"; divided by a temperature and normalised they are the
// probabilities of the classes. A feature that training never saw has no weight and still takes its share of the message's length, so a
// message of strange words scores low everywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/reading/features.hpp"

namespace handrail::reading {

struct Guess {
  std::size_t label = 0;       // index into labels
  double probability = 0;
};

struct LinearModel {
  std::vector<std::string> labels;
  std::vector<std::uint32_t> keys;      // of the features with weights, sorted
  std::vector<float> idf;               // inverse document frequency, per key
  float unseen_idf = 0;                 // of a word that training never saw
  std::vector<float> weights;           // keys x labels
  std::vector<float> bias;              // per label
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

// Of a feature in a text: words make up two thirds of a text's length, pieces the rest.
struct WeightedFeature {
  std::size_t row = 0;     // into keys
  float value = 0;
};
[[nodiscard]] std::vector<WeightedFeature> weighted(const LinearModel& model, const Features& features);

}  // namespace handrail::reading
