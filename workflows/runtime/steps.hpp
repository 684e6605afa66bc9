// The steps of one run, in their order: recorded ones give what they gave, provided that the script asks for the same step with the same arguments;
// the first that is not recorded is performed by the host, and each after it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/journal/step_arguments.hpp"
#include "engine/seams/workflow_runner.hpp"

namespace handrail {

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

  [[nodiscard]] std::uint32_t taken() const { return next_; }

  // A script that ended before it asked for every recorded step has diverged too; what it left, or nothing.
  [[nodiscard]] std::optional<std::string> left_over() const;

 private:
  // What is over a limit, or empty. Counts replayed steps too, so that it falls at the same step each time.
  std::string too_much(const std::string& name, const Json& arguments);

  const std::vector<RecordedStep>& recorded_;
  WorkflowHost& host_;
  std::uint32_t next_ = 0;
  std::size_t said_ = 0, handed_ = 0;   // bytes
};

}  // namespace handrail
