// Runs workflows that are written in Lua: the text runs from top to bottom, its inputs are globals, `desk` and the workflow's tools are functions, and
// each call of one of them is a step. Stateless: a new sandbox for every run, so that one runner serves every conversation of a thread at once.
#pragma once

#include "engine/seams/workflow_runner.hpp"
#include "workflows/lua/state.hpp"

namespace handrail {

class LuaWorkflowRunner : public WorkflowRunner {
 public:
  explicit LuaWorkflowRunner(LuaLimits limits = {}) : limits_(limits) {}

  // Nothing is held while the host performs a step: no lock, no catch. What the host throws ends the script and leaves run.
  RunResult run(const WorkflowScript& script, const Json& inputs, const std::vector<RecordedStep>& recorded, WorkflowHost& host) override;

 private:
  LuaLimits limits_;
};

}  // namespace handrail
