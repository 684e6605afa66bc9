// Makes probabilities mean what they say. Models are trained without a part of the examples, and asked about that part; a temperature is chosen under
// which their probabilities fit what was right (Guo et al., On Calibration of Modern Neural Networks, 2017). Some classes are left out of each
// model altogether: how sure it is of their examples, which to it are strangers, gives the threshold below which nothing is claimed.
#pragma once

#include <string>
#include <vector>

#include "adapters/reading/fit.hpp"

namespace handrail::reading {

// Sets temperature and threshold of a model fitted on `examples`. `other` is the label that takes what no class takes.
void calibrate(TextModel& model, const std::vector<Example>& examples, std::size_t other);

}  // namespace handrail::reading
