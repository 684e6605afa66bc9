// Two values side by side. Known absence compares as no, whatever it is asked; two currencies, or two types that the checker could not have
// let through, compare as unknown: never a guess.
#pragma once

#include "dsl/check/types.hpp"
#include "engine/base/value.hpp"

namespace handrail::dsl {

// `op` is one of equal, not_equal, less, at_most, more, at_least.
[[nodiscard]] Truth compare(NodeOp op, const Value& a, const Value& b);
// add, subtract, multiply; Unknown where the result would not fit, Absent where a side is.
[[nodiscard]] Value calculate(NodeOp op, const Value& a, const Value& b);

}  // namespace handrail::dsl
