#include "adapters/knowledge/scale.hpp"

#include <algorithm>

namespace handrail::knowledge {

namespace {

constexpr std::size_t headings_min = 20;     // fewer say nothing of one in twenty
constexpr double nearly_all = 0.95;

double quantile(std::vector<float> values, double share) {
  const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5);
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
  return values[at];
}

}  // namespace

double Scale::closeness(double similarity) const { return known && near > far ? std::clamp((similarity - far) / (near - far), 0.0, 1.0) : 0; }

Scale scale_of(const std::vector<HeadingAsked>& headings) {
  Scale scale;
  if (headings.size() < headings_min) return scale;
  std::vector<float> own, other;
  for (const HeadingAsked& heading : headings) {
    own.push_back(heading.own);
    other.push_back(heading.other);
  }
  scale.far = quantile(other, 0.5);
  scale.near = quantile(own, 0.5);
  scale.found_from = quantile(other, nearly_all);
  scale.sure_from = std::max(scale.found_from, (scale.far + scale.near) / 2);
  scale.known = scale.near > scale.far;   // a model to which everything is alike tells nothing
  return scale;
}

}  // namespace handrail::knowledge
