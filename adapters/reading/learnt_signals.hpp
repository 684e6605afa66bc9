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
  std::vector<std::string> telling;     // stems, sorted: at least one of them is said where the signal is heard
};

// The stems that the examples of `spec.signals[index]` have more often than all other examples: "I will" of a threat is said in any matter.
[[nodiscard]] std::vector<std::string> telling_stems(const ReadingSpec& spec, std::size_t index);

// Trains the model of `spec.signals[index]`. What an intent's examples say almost in the signal's words teaches nothing against it: a message may have an
// intent and a signal at once.
[[nodiscard]] TextModel learn_signal(const ReadingSpec& spec, std::size_t index);

// The signals that a message has by what was learnt, each with the example that it is most like.
[[nodiscard]] std::vector<SignalMatch> heard(const std::vector<LearntSignal>& signals, std::string_view text);

// How alike two texts are to a model, 0 to 1: the cosine of their weighted features.
[[nodiscard]] double likeness(const TextModel& model, const Features& a, const Features& b);

}  // namespace handrail::reading
