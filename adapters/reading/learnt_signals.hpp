// Signals that are learnt from examples: each one against the examples of the intents and of the other signals, in a linear model of its own whose probability
// is calibrated on examples that it was not trained on (Platt, Probabilistic Outputs for Support Vector Machines, 1999).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/reading/fit.hpp"
#include "engine/domain/message.hpp"
#include "engine/seams/classifier.hpp"

namespace handrail::reading {

struct LearntSignal {
  std::string name;
  double at = 0;                        // so sure must it be
  TextModel model;                    // label 0 has it, label 1 has not
  std::vector<std::string> examples;    // for telling which one a message is most like
};

// Trains the model of `spec.signals[index]`. What an intent's examples say almost in the signal's words teaches nothing against it: a message may have an
// intent and a signal at once.
[[nodiscard]] TextModel learn_signal(const ReadingSpec& spec, std::size_t index);

// The signals that a message has by what was learnt, each with the example that it is most like. `features` are of its text.
[[nodiscard]] std::vector<SignalMatch> heard(const std::vector<LearntSignal>& signals, const Features& features);

// How alike two texts are to a model, 0 to 1: the cosine of their weighted features.
[[nodiscard]] double likeness(const TextModel& model, const Features& a, const Features& b);

}  // namespace handrail::reading
