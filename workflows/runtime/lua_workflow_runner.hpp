// Runs workflows that are written in Lua: the text runs from top to bottom, its inputs are globals, `desk` and the workflow's tools are functions, and
// each call of one of them is a step. A sandbox of its own for every run, gone when it waits: one runner serves every conversation of every
// thread at once.
#pragma once

#include <atomic>
#include <cstddef>

#include "engine/seams/workflow_runner.hpp"
#include "workflows/lua/state.hpp"

namespace handrail {

class LuaWorkflowRunner : public WorkflowRunner {
 public:
  explicit LuaWorkflowRunner(LuaLimits limits = {}) : stock_(limits) {}

  // Nothing is held while the host performs a step: no lock, no catch. What the host throws ends the script and leaves run.
  RunResult run(const WorkflowScript& script, const Json& inputs, const std::vector<RecordedStep>& recorded, WorkflowHost& host) override;

  // How many Lua states there are: scripts that run right now. A run that waits has none.
  [[nodiscard]] std::size_t states() const { return states_; }

 private:
  LuaStock stock_;
  std::atomic<std::size_t> states_{0};
};

}  // namespace handrail
