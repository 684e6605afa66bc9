// Values as people read them in a tool's words. Most are written so anyway (money, lists, durations); what the type alone tells, a percentage and the hour
// where the desk is, is written here: "5%" and "20 December 2026, 14:00 (Europe/Berlin)", not "0.05" and "2026-12-20T13:00:00Z".
#pragma once

#include "engine/policy/gate.hpp"

namespace handrail {

// The value with every percentage and time in it as a text, also inside of lists, maps and records.
[[nodiscard]] Value for_people(const dsl::Program& program, const dsl::Type& type, const Value& value);
// The roots of a tool's words: its arguments, its `let`s, the customer, the context.
[[nodiscard]] dsl::Roots for_people(const dsl::Program& program, const dsl::Tool& tool, dsl::Roots roots);
// The same of a call; {queue.name} and {queue.promise} stay as they are written, until the queue is known.
[[nodiscard]] dsl::Roots for_people(const dsl::Program& program, const dsl::Tool& tool, const GateCall& call);

}  // namespace handrail
