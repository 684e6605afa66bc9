// A classifier that reads what a test told it to read, message by message; what it was told nothing about is "other".
#pragma once

#include <map>
#include <string>

#include "engine/seams/classifier.hpp"

namespace handrail {

class ScriptedReading : public Classifier {
 public:
  void reads(const std::string& text, Reading reading) {
    reading.model = "scripted";
    readings_[text] = std::move(reading);
  }

  [[nodiscard]] Reading read(std::string_view text, const std::vector<std::string>&) const override {
    const auto found = readings_.find(std::string(text));
    Reading nothing;
    nothing.model = "scripted";
    return found == readings_.end() ? nothing : found->second;
  }
  [[nodiscard]] Reading read_signals(std::string_view text, const std::vector<std::string>& before) const override {
    Reading reading = read(text, before);
    reading.intent = "other";
    reading.confidence = {};
    return reading;
  }

 private:
  std::map<std::string, Reading> readings_;
};

}  // namespace handrail
