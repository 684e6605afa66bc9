// Reads a message: signals, entities, intent with a calibrated confidence. Deterministic for the same spec and text, in process, safe from many threads.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/domain/message.hpp"

namespace handrail {

enum class EntityKind { pattern, money, email, date, whole_number, choice };

// What a bundle says about reading; two equal specs train equal classifiers.
struct ReadingSpec {
  struct Intent { std::string name, means; std::vector<std::string> examples; };
  struct Signal {
    std::string name;
    std::vector<std::string> phrases, patterns, but_not;
    std::vector<std::string> examples;   // messages that have it, however they word it
    std::vector<std::string> unlike;     // messages that only sound like them, and have it not
    Decimal at{500'000};                 // so sure must the reader be of a message that only resembles them
  };
  struct Choice { std::string words, value; };   // what is said, in small letters with one blank between its words, and what is meant by it
  struct Entity { std::string name; EntityKind kind = EntityKind::pattern; std::vector<std::string> patterns; std::vector<Choice> choices; };
  std::vector<Intent> intents;
  std::vector<Signal> signals;
  std::vector<Entity> entities;
  std::string currency = "USD";   // of "$" and of plain amounts
};

class Classifier {
 public:
  virtual ~Classifier() = default;
  // `before`: the customer's last messages, oldest first, at most three. Built-in signals are read as well: angry, frustrated, asks_again
  // (this message asks what one of `before` asked), injection_attempt, pleased, personal_data, thanks, says_yes, says_no.
  [[nodiscard]] virtual Reading read(std::string_view text, const std::vector<std::string>& before) const = 0;
  // The cheap part that runs before any model: signals and entities, no intent ("other", 0).
  [[nodiscard]] virtual Reading read_signals(std::string_view text, const std::vector<std::string>& before) const = 0;
};

class ClassifierTrainer {
 public:
  virtual ~ClassifierTrainer() = default;
  // Takes seconds for large bundles; a spec seen before comes from the cache. Fails with invalid for a pattern that does not compile
  // (the checker has refused those before), with limit for more than the trainer holds.
  virtual Result<std::shared_ptr<const Classifier>> train(const ReadingSpec& spec) = 0;
};

}  // namespace handrail
