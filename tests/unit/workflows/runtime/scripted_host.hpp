// A host that answers from a list and writes down what it was asked.
#pragma once

#include <string>
#include <vector>

#include "engine/seams/workflow_runner.hpp"
#include "workflows/runtime/steps.hpp"

namespace handrail {

class ScriptedHost : public WorkflowHost {
 public:
  explicit ScriptedHost(std::vector<StepAnswer> answers = {}) : answers_(std::move(answers)) {}

  StepAnswer perform(std::uint32_t index, std::string_view name, const Json& arguments) override {
    asked.push_back(std::to_string(index) + " " + std::string(name) + " " + canonical(arguments));
    StepAnswer answer = asked.size() <= answers_.size() ? answers_[asked.size() - 1] : StepAnswer{};
    const bool refused = answer.kind == StepAnswer::Kind::refused;
    if (refused || answer.kind == StepAnswer::Kind::done) {
      journal.push_back({std::string(name), step_hash(arguments), answer.result, refused, refused ? answer.message : ""});
    }
    return answer;
  }

  std::vector<std::string> asked;
  std::vector<RecordedStep> journal;

 private:
  std::vector<StepAnswer> answers_;
};

inline StepAnswer done(Json result = {}) { return {StepAnswer::Kind::done, std::move(result), {}}; }
inline StepAnswer refused(std::string message) { return {StepAnswer::Kind::refused, {}, std::move(message)}; }
inline StepAnswer suspended() { return {StepAnswer::Kind::suspend, {}, {}}; }

}  // namespace handrail
