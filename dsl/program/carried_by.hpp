// What carries a matter: the workflow that its intent names, or, where an intent has tools and no workflow, the calls that a model proposes. Those are a
// workflow of the program too, without a file, so that whatever is true of runs is true of them: they wait, replay, are pinned and are handed over alike.
#pragma once

#include <optional>
#include <string>

#include "dsl/program/program.hpp"

namespace handrail::dsl {

// The name of the workflow without a file: no author can write one like it.
[[nodiscard]] inline std::string calls_for(const Intent& intent) { return "calls for " + intent.name; }

[[nodiscard]] inline bool by_model(const Workflow& workflow) { return workflow.file.empty(); }

// None: the intent is answered, and nothing is done for it.
[[nodiscard]] inline const Workflow* carried_by(const Program& program, const Intent& intent) {
  const auto index = intent.workflow ? intent.workflow : program.find_workflow(calls_for(intent));
  return index ? &program.workflows[*index] : nullptr;
}

}  // namespace handrail::dsl
