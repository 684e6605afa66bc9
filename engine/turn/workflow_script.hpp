// A workflow of a bundle as its script runs it, and the hash that pins a run to that text.
#pragma once

#include <string>

#include "dsl/program/program.hpp"
#include "engine/policy/bundle.hpp"
#include "engine/seams/workflow_runner.hpp"

namespace handrail {

// The text is empty where the bundle lost the file.
[[nodiscard]] WorkflowScript script_of(const Bundle& bundle, const dsl::Workflow& workflow);
// Of the script's text and of what it requires: event::RunStarted keeps it.
[[nodiscard]] std::string script_hash(const Bundle& bundle, const dsl::Workflow& workflow);
// What is said of a run that began under a later host_api_version than this program knows.
[[nodiscard]] std::string later_host_api(std::int64_t version);
// The arguments of a call in one spelling, by the tool's declared types; as they are where they do not fit them.
[[nodiscard]] Json in_one_spelling(const dsl::Program& program, const std::string& tool, const Json& arguments);

}  // namespace handrail
