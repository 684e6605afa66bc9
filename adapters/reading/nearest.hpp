// Which of many texts a text is most like: an index from each feature to the texts that have it, so that what they do not share costs nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "adapters/reading/text_model.hpp"

namespace handrail::reading {

// How alike two texts are to a model.
[[nodiscard]] double likeness(const TextModel& model, const Features& a, const Features& b);

class Likenesses {
 public:
  Likenesses() = default;
  // Of texts as `model` weighs them.
  Likenesses(const TextModel& model, const std::vector<std::vector<WeightedFeature>>& texts);
  // To each of them, in their order: the cosine of the weighted features, 0 to 1.
  [[nodiscard]] std::vector<double> of(const std::vector<WeightedFeature>& text) const;
  // The place of the nearest, the first of equals; 0 where there are none.
  [[nodiscard]] std::size_t nearest(const std::vector<WeightedFeature>& text) const;

 private:
  struct Entry { std::uint32_t text = 0; float value = 0; };
  std::size_t texts_ = 0;
  std::vector<std::uint32_t> ends_;   // by row of the model: where its entries end
  std::vector<Entry> entries_;        // row after row
};

// How a match names the example that it was learnt from.
[[nodiscard]] inline std::string like(const std::string& example) { return "like \"" + example + "\""; }

}  // namespace handrail::reading
