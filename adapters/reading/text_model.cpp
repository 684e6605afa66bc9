#include "adapters/reading/text_model.hpp"

#include <algorithm>
#include <cmath>

namespace handrail::reading {

namespace {

bool finite(const std::vector<float>& numbers) {
  return std::all_of(numbers.begin(), numbers.end(), [](float x) { return std::isfinite(x); });
}

std::optional<std::uint32_t> row_of(const TextModel& model, std::uint32_t key) {
  const auto at = std::lower_bound(model.keys.begin(), model.keys.end(), key);
  return at != model.keys.end() && *at == key ? std::optional(static_cast<std::uint32_t>(at - model.keys.begin())) : std::nullopt;
}

}  // namespace

std::vector<WeightedFeature> weighted(const TextModel& model, const Features& features) {
  struct Found { WeightedFeature feature; bool word; };
  std::vector<Found> found;
  found.reserve(features.counted.size());
  double squares[2] = {0, 0};
  for (const Feature& feature : features.counted) {
    const std::optional<std::uint32_t> row = row_of(model, feature.key);
    const double value = (1 + std::log(static_cast<double>(feature.count))) * (row ? model.idf[*row] : feature.word ? model.unseen_idf : piece_idf);
    squares[feature.word] += value * value;
    if (row) found.push_back({{*row, static_cast<float>(value)}, feature.word});
  }
  const double scale[2] = {squares[0] > 0 ? std::sqrt((1 - model.word_share) / squares[0]) : 0, squares[1] > 0 ? std::sqrt(model.word_share / squares[1]) : 0};
  std::vector<WeightedFeature> result;
  result.reserve(found.size());
  for (Found& one : found) {
    one.feature.value = static_cast<float>(one.feature.value * scale[one.word]);
    result.push_back(one.feature);
  }
  return result;
}

Bags bags_of(const TextModel& model, const Features& features, Reads reads) {
  Bags bags;
  if (reads == Reads::whole_texts) {
    bags.features = weighted(model, features);
    bags.ends.push_back(bags.features.size());
    return bags;
  }
  bags.features.reserve(features.placed.size());
  std::size_t at = 0;
  for (const std::size_t end : features.word_ends) {
    for (; at < end; ++at)
      if (const auto row = row_of(model, features.placed[at].key)) bags.features.push_back({*row, features.placed[at].value});
    bags.ends.push_back(bags.features.size());
  }
  return bags;
}

std::vector<double> TextModel::scores(const Features& features) const {
  std::vector<float> sums(bias);
  const std::size_t columns = labels.size();
  if (!networks.empty()) {
    const Bags whole = bags_of(*this, features, Reads::whole_texts), words = bags_of(*this, features, Reads::words);
    for (const Network& network : networks) {
      const std::vector<float> logs = network.log_probabilities(network.reads == Reads::words ? words : whole);
      for (std::size_t k = 0; k < columns; ++k) sums[k] += logs[k] / static_cast<float>(networks.size());
    }
    return {sums.begin(), sums.end()};
  }
  for (const WeightedFeature& feature : weighted(*this, features)) {
    const float* row = weights.data() + std::size_t{feature.row} * columns;
    for (std::size_t k = 0; k < columns; ++k) sums[k] += row[k] * feature.value;
  }
  return {sums.begin(), sums.end()};
}

std::vector<double> probabilities_of(const std::vector<double>& scores, double temperature) {
  const double top = *std::max_element(scores.begin(), scores.end());
  std::vector<double> result(scores.size());
  double total = 0;
  for (std::size_t k = 0; k < scores.size(); ++k) total += result[k] = std::exp((scores[k] - top) / temperature);
  for (double& p : result) p /= total;
  return result;
}

std::vector<double> TextModel::probabilities(const Features& features) const { return probabilities_of(scores(features), temperature); }

Guess TextModel::best(const Features& features) const {
  const std::vector<double> all = probabilities(features);
  const auto top = std::max_element(all.begin(), all.end());
  return {static_cast<std::size_t>(top - all.begin()), *top};
}

bool TextModel::holds_together() const {
  return !labels.empty() && idf.size() == keys.size() && weights.size() == (networks.empty() ? keys.size() * labels.size() : 0) && bias.size() == labels.size() &&
         std::is_sorted(keys.begin(), keys.end()) && finite(idf) && finite(weights) && finite(bias) && std::isfinite(unseen_idf) &&
         std::all_of(networks.begin(), networks.end(), [&](const Network& network) { return network.holds_together(keys.size(), labels.size()); }) &&
         word_share >= 0 && word_share <= 1 && std::isfinite(temperature) && temperature > 0 && threshold >= 0 && threshold <= 1;
}

}  // namespace handrail::reading
