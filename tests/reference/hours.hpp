// When a queue is open and by when it promises an answer, said once more: a walk from minute to minute, beside a clock on the wall. What a handoff does when its promise
// passes hangs on it.
#pragma once

#include <set>
#include <string>

#include "dsl/syntax/tree.hpp"
#include "engine/base/value.hpp"

namespace handrail::reference {

// What a clock shows in a zone, as the C library says it: the other one is asked by the compiled program.
struct WallClock { std::string date; int weekday = 0, minute = 0; };   // "2026-12-25"; Monday is 0; of the day
[[nodiscard]] WallClock on_the_wall(const std::string& zone, Instant at);

using Days = std::set<std::string>;      // on which nobody is there
[[nodiscard]] bool open_at(const dsl::QueueBlock& queue, const Days& closed, Instant at);
[[nodiscard]] Instant promised_at(const dsl::QueueBlock& queue, const Days& closed, Instant now);

}  // namespace handrail::reference
