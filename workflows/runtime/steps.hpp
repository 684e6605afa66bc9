// The steps of one run, in their order: recorded ones give what they gave, provided that the script asks for the same step with the same arguments;
// the first that is not recorded is performed by the host, and each after it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/seams/workflow_runner.hpp"

namespace handrail {

// What a step is compared by on replay, and recorded with: sha256 of the canonical arguments.
std::string step_hash(const Json& arguments);

class WorkflowSteps {
 public:
  WorkflowSteps(const std::vector<RecordedStep>& recorded, WorkflowHost& host) : recorded_(recorded), host_(host) {}

  struct Taken {
    enum class Kind { answer, diverged, too_many };
    Kind kind = Kind::answer;
    StepAnswer answer;
    std::string message;  // diverged, too_many
  };
  // May suspend the fiber that it runs on.
  Taken take(const std::string& name, const Json& arguments);

  // A script that ended before it asked for every recorded step has diverged too; what it left, or nothing.
  [[nodiscard]] std::optional<std::string> left_over() const;

 private:
  const std::vector<RecordedStep>& recorded_;
  WorkflowHost& host_;
  std::uint32_t next_ = 0;
};

}  // namespace handrail
