// What the embedded trainer trains: a linear model for the intent, and the readers of signals and entities. Immutable.
#pragma once

#include <string>
#include <vector>

#include "adapters/reading/entities.hpp"
#include "adapters/reading/linear_model.hpp"
#include "adapters/reading/signals.hpp"
#include "engine/seams/classifier.hpp"

namespace handrail::reading {

class EmbeddedClassifier : public Classifier {
 public:
  EmbeddedClassifier(std::string name, LinearModel model, SignalReader signals, EntityReader entities)
      : name_(std::move(name)), model_(std::move(model)), signals_(std::move(signals)), entities_(std::move(entities)) {}
  [[nodiscard]] Reading read(std::string_view text, const std::vector<std::string>& before) const override;
  [[nodiscard]] Reading read_signals(std::string_view text, const std::vector<std::string>& before) const override;

 private:
  struct Claim { std::string intent; double confidence = 0; };
  [[nodiscard]] Claim alone(std::string_view text) const;
  [[nodiscard]] Claim in_the_light_of(std::string_view text, const std::vector<std::string>& before) const;
  std::string name_;
  LinearModel model_;
  SignalReader signals_;
  EntityReader entities_;
};

}  // namespace handrail::reading
