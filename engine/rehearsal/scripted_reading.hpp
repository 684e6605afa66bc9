// A reading that a transcript gives, message by message. Alone, what it was told nothing about is "other"; over a trained classifier, it says what it was told
// and the classifier reads the rest.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "engine/seams/classifier.hpp"

namespace handrail {

class ScriptedReading : public Classifier {
 public:
  struct Line {
    Reading reading;
    bool names_intent = true;   // false: over a classifier, its intent stands
  };

  void reads(const std::string& text, Reading reading, bool names_intent = true) {
    reading.model = "scripted";
    for (EntityClaim& claim : reading.entities) {   // where the message has it
      const std::size_t at = claim.value.text() && claim.end == 0 ? text.find(*claim.value.text()) : std::string::npos;
      if (at != std::string::npos) claim.begin = at, claim.end = at + claim.value.text()->size();
    }
    lines_[text] = {std::move(reading), names_intent};
  }
  [[nodiscard]] const Line* line_for(std::string_view text) const {
    const auto found = lines_.find(std::string(text));
    return found == lines_.end() ? nullptr : &found->second;
  }

  [[nodiscard]] Reading read(std::string_view text, const std::vector<std::string>&) const override {
    if (const Line* line = line_for(text)) return line->reading;
    Reading nothing;
    nothing.model = "scripted";
    return nothing;
  }
  [[nodiscard]] Reading read_signals(std::string_view text, const std::vector<std::string>& before) const override {
    Reading reading = read(text, before);
    reading.intent = "other";
    reading.confidence = {};
    return reading;
  }

 private:
  std::map<std::string, Line> lines_;
};

class ReadingByScript : public Classifier {
 public:
  ReadingByScript(std::shared_ptr<const ScriptedReading> script, std::shared_ptr<const Classifier> below) : script_(std::move(script)), below_(std::move(below)) {}

  [[nodiscard]] Reading read(std::string_view text, const std::vector<std::string>& before) const override {
    Reading reading = with_script(below_->read(text, before), text);
    if (const auto* line = script_->line_for(text); line && line->names_intent) {
      reading.intent = line->reading.intent;
      reading.confidence = line->reading.confidence;
    }
    return reading;
  }
  [[nodiscard]] Reading read_signals(std::string_view text, const std::vector<std::string>& before) const override {
    return with_script(below_->read_signals(text, before), text);
  }

 private:
  [[nodiscard]] Reading with_script(Reading reading, std::string_view text) const {
    const auto* line = script_->line_for(text);
    if (!line) return reading;
    reading.model = line->reading.model;
    for (const SignalMatch& signal : line->reading.signals) reading.signals.push_back(signal);
    for (const EntityClaim& claim : line->reading.entities)
      std::erase_if(reading.entities, [&](const EntityClaim& read) { return read.entity == claim.entity; });
    for (const EntityClaim& claim : line->reading.entities) reading.entities.push_back(claim);
    return reading;
  }

  std::shared_ptr<const ScriptedReading> script_;
  std::shared_ptr<const Classifier> below_;
};

}  // namespace handrail
