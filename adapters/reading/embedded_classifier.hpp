// What the embedded trainer trains: a linear model for the intent, and the readers of signals and entities. Immutable.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/reading/entities.hpp"
#include "adapters/reading/learnt_moods.hpp"
#include "adapters/reading/learnt_signals.hpp"
#include "adapters/reading/text_model.hpp"
#include "adapters/reading/signals.hpp"
#include "engine/seams/classifier.hpp"

namespace handrail::reading {

class EmbeddedClassifier : public Classifier {
 public:
  EmbeddedClassifier(std::string name, TextModel model, SignalReader signals, std::vector<LearntSignal> learnt, std::shared_ptr<const LearntMoods> moods, EntityReader entities)
      : name_(std::move(name)), model_(std::move(model)), signals_(std::move(signals)), learnt_(std::move(learnt)), moods_(std::move(moods)), entities_(std::move(entities)) {}
  [[nodiscard]] Reading read(std::string_view text, const std::vector<std::string>& before) const override;
  [[nodiscard]] Reading read_signals(std::string_view text, const std::vector<std::string>& before) const override;

 private:
  struct Claim { std::string intent; double confidence = 0; };
  // What the words of `before` do not show: the same question in other words. Nullopt: it is another one.
  [[nodiscard]] std::optional<SignalMatch> asked_in_other_words(std::string_view text, const std::vector<std::string>& before) const;
  [[nodiscard]] Claim alone(std::string_view text) const;
  [[nodiscard]] Claim in_the_light_of(std::string_view text, const std::vector<std::string>& before) const;
  std::string name_;
  TextModel model_;
  SignalReader signals_;
  std::vector<LearntSignal> learnt_;
  std::shared_ptr<const LearntMoods> moods_;
  EntityReader entities_;
};

}  // namespace handrail::reading
