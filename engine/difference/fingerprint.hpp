// What the rules of a bundle say, as one text: equal where they were only moved, rewrapped, renamed in their bound names or written in another spelling. Equal
// texts decide alike, so nothing needs to be asked; different ones may still.
#pragma once

#include <string>

#include "dsl/program/program.hpp"

namespace handrail {

[[nodiscard]] std::string fingerprint(const dsl::Program& program, const dsl::Tool& tool);    // its gate, words included; not its name
[[nodiscard]] std::string message_fingerprint(const dsl::Program& program);                   // triggers, classes, bands, tables, routes, rollouts

}  // namespace handrail
