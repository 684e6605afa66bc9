// Whole turns of a desk, one after the other, with every seam under a stopwatch: what a turn spends where, measured in the turn itself. (bench_steps measures the
// parts in loops of their own.)
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/bench/desk.hpp"

namespace handrail::bench {

// The medians of some turns, in milliseconds: a step each, in the order of a turn, and at last the whole.
using Split = std::vector<std::pair<std::string, double>>;

// Asks the shop's questions, each in a conversation of its own whose names begin with `name`; `wanted` stands in every reply, or the benchmark ends.
[[nodiscard]] Split timed_turns(Desk& desk, const std::string& name, std::size_t turns, std::string_view wanted);

}  // namespace handrail::bench
