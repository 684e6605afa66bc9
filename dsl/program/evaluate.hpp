// Asks a condition. Three-valued: an unknown fact makes the answer unknown unless the rest decides it anyway; comparing with Absent is no,
// whichever way round: `X is not Y`, `X is known` and `X is unknown` are all no for a known absence. A quantifier over an Absent list: any and all
// are no, none is yes, count is 0; over an Unknown list each is unknown. `not`, `and`, `or` are Kleene's.
#pragma once

#include <string>
#include <vector>

#include "dsl/program/bind.hpp"
#include "dsl/program/program.hpp"

namespace handrail::dsl {

// One step of an explanation: a comparison, test or quantifier that was asked, and its answer.
struct TraceStep {
  Span span;
  Truth truth = Truth::unknown;
  bool operator==(const TraceStep&) const = default;
};
using Trace = std::vector<TraceStep>;

// `trace` may be null; with one, every leaf that was asked is appended (not cleared first). No allocation without a trace.
[[nodiscard]] Truth evaluate(const Program& program, ExpressionId condition, const Frame& frame, Trace* trace = nullptr);
// The value of a term (an argument of a look-up, a limit's key).
[[nodiscard]] Value evaluate_value(const Program& program, ExpressionId term, const Frame& frame);
// The slots that a condition reads, each once, in order: for "which unknown fact stands in the way".
[[nodiscard]] std::vector<std::uint32_t> slots_of(const Program& program, ExpressionId condition);
// The tools that it looks something up with, each once.
[[nodiscard]] std::vector<std::uint32_t> look_ups_of(const Program& program, ExpressionId condition);

}  // namespace handrail::dsl
