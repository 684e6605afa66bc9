#include "adapters/knowledge/scale.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace handrail::knowledge {

namespace {

constexpr std::size_t asked_min = 20;       // fewer say nothing of how they spread
constexpr double spread_least = 0.01;       // also where all strangers are equally far
constexpr double standing_out = 2.25;       // standard deviations: one stranger in eighty is so near; chosen on the two trades of tests/acceptance/embedding_model

double median(std::vector<float> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

double Scale::closeness(double similarity) const { return known ? std::clamp((similarity - far) / (2 * (found_from - far)), 0.0, 1.0) : 0; }

Scale scale_of(const std::vector<float>& nearest, const std::vector<float>& own) {
  Scale scale;
  if (nearest.size() < asked_min || own.empty()) return scale;
  const auto count = static_cast<double>(nearest.size());
  scale.far = std::accumulate(nearest.begin(), nearest.end(), 0.0) / count;
  const double squares = std::accumulate(nearest.begin(), nearest.end(), 0.0, [&](double sum, float one) { return sum + (one - scale.far) * (one - scale.far); });
  scale.found_from = scale.far + standing_out * std::max(std::sqrt(squares / count), spread_least);
  scale.known = median(own) > scale.found_from;
  return scale;
}

}  // namespace handrail::knowledge
