// What a transcript names and the policy does not have. A line that says what must not come (`not calls proces_refund`) holds for ever where it is misspelt,
// and a signal that nobody reads decides nothing: both are mistakes of the transcript, told before it is played.
#pragma once

#include <optional>
#include <string>

#include "dsl/program/program.hpp"
#include "engine/rehearsal/transcript.hpp"

namespace handrail {

struct UnknownName { int line = 0; std::string text, problem; };   // of the file

// The first line of the part that names what is not there: the role of a person, a tool, an intent or signal of a reading, what a `not …` line rules out.
[[nodiscard]] std::optional<UnknownName> unknown_name_in(const Part& part, const dsl::Program& program);

}  // namespace handrail
