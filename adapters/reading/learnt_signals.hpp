// Signals that are learnt from examples: each one against the examples of the intents and of the other signals, in a linear model of its own whose probability
// is calibrated on examples that it was not trained on (Platt, Probabilistic Outputs for Support Vector Machines, 1999).
#pragma once

#include <string>
#include <vector>

#include "adapters/reading/nearest.hpp"
#include "adapters/reading/parts.hpp"
#include "engine/domain/message.hpp"
#include "engine/seams/classifier.hpp"

namespace handrail::reading {

struct LearntSignal {
  // `learnt`: what learn_signal made of `spec.signals[index]`, now or before.
  LearntSignal(const ReadingSpec& spec, std::size_t index, TextModel learnt);

  std::string name;
  double at = 0;                        // so sure must it be
  TextModel model;                      // label 0 has it, label 1 has not
  std::vector<std::string> examples;
  std::vector<std::string> telling;     // stems, sorted, none of everyday: at least one of them is said where the signal is heard,
  std::vector<std::string> everyday;    // or several of these, and then nothing else is likely
  Likenesses likenesses;                // to the examples, for telling which one a message is most like
};

// Trains the model of `spec.signals[index]`. What an intent's examples say almost in the signal's words teaches nothing against it: a message may have an
// intent and a signal at once.
[[nodiscard]] TextModel learn_signal(const ReadingSpec& spec, std::size_t index);

// The signals that a message has by what was learnt, each with the example that it is most like.
[[nodiscard]] std::vector<SignalMatch> heard(const std::vector<LearntSignal>& signals, const std::vector<Part>& parts);

}  // namespace handrail::reading
