#include "adapters/reading/nearest.hpp"

#include <algorithm>

namespace handrail::reading {

double likeness(const TextModel& model, const Features& a, const Features& b) {
  const std::vector<WeightedFeature> left = weighted(model, a), right = weighted(model, b);
  double sum = 0;
  for (auto i = left.begin(), j = right.begin(); i != left.end() && j != right.end();) {
    if (i->row == j->row) sum += static_cast<double>(i++->value) * static_cast<double>(j++->value);
    else (i->row < j->row ? i : j)++;
  }
  return sum;
}

Likenesses::Likenesses(const TextModel& model, const std::vector<std::vector<WeightedFeature>>& texts) : texts_(texts.size()), ends_(model.keys.size() + 1, 0) {
  for (const auto& text : texts)
    for (const WeightedFeature& feature : text) ++ends_[feature.row + 1];
  for (std::size_t row = 1; row < ends_.size(); ++row) ends_[row] += ends_[row - 1];
  entries_.resize(ends_.back());
  for (std::uint32_t i = 0; i < texts.size(); ++i)
    for (const WeightedFeature& feature : texts[i]) entries_[ends_[feature.row]++] = {i, feature.value};   // what began a row now ends it
}

std::vector<double> Likenesses::of(const std::vector<WeightedFeature>& text) const {
  std::vector<double> sums(texts_, 0);
  for (const WeightedFeature& feature : text) {
    const std::uint32_t begin = feature.row == 0 ? 0 : ends_[feature.row - 1];
    for (std::uint32_t i = begin; i < ends_[feature.row]; ++i) sums[entries_[i].text] += static_cast<double>(feature.value) * static_cast<double>(entries_[i].value);
  }
  return sums;
}

std::size_t Likenesses::nearest(const std::vector<WeightedFeature>& text) const {
  const std::vector<double> all = of(text);
  return static_cast<std::size_t>(std::max_element(all.begin(), all.end()) - all.begin());
}

}  // namespace handrail::reading
