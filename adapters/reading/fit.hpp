// Training: examples in, a TextModel out. Few examples are given to liblinear's primal logistic regression, one class against the rest; many to networks. The same
// examples give the same weights on one machine.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "adapters/reading/features.hpp"
#include "adapters/reading/text_model.hpp"

namespace handrail::reading {

struct Example {
  Features features;
  std::size_t label = 0;
  bool weak = false;    // helps to train (a name, a description), and is never held out to measure on
};

// Temperature 1, threshold 0: not yet calibrated. `labels` may name classes without examples; they never win.
[[nodiscard]] TextModel fit(std::vector<std::string> labels, const std::vector<const Example*>& examples);
// The same with linear weights, however many examples there are; a feature counts that `seen_min` examples have.
[[nodiscard]] TextModel fit_linear(std::vector<std::string> labels, const std::vector<const Example*>& examples, std::size_t seen_min);

}  // namespace handrail::reading
