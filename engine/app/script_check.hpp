// The bundle's scripts, held against what the policy declares: the tools of each workflow, their parameters and records, the queues. Nothing of them is run.
#pragma once

#include "dsl/program/program.hpp"
#include "dsl/source/diagnostic.hpp"

namespace handrail {

// Of a policy without errors.
void check_scripts(const dsl::Program& program, const dsl::Sources& sources, dsl::Diagnostics& diagnostics);

// Of a policy that has errors, as far as it can be read: what is wrong with a script stands beside them, and does not wait until they are mended. What may
// only follow from a statement that could not be read is left out.
void check_scripts_beside_errors(const dsl::Sources& sources, dsl::Diagnostics& diagnostics);

}  // namespace handrail
