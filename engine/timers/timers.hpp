// What happens when no message comes: a strand that asks the store which timers are due, and has each fired once on its conversation's shard.
#pragma once

#include <functional>

#include "engine/seams/clock.hpp"
#include "engine/seams/store.hpp"
#include "engine/seams/waiting.hpp"
#include "engine/turn/engine.hpp"

namespace handrail {

using TimerFailed = std::function<void(const DueTimer&, const Error&)>;   // a timer that could not be fired; it is tried again after a pause

// Fires what is due now, one after the other, and returns how many that were.
std::size_t fire_due_timers(Engine& engine, Store& store, Instant now, const TimerFailed& failed);

// Looks every `every` until the process drains, and fires each timer on a strand of its own. Run it on a strand; `engine` outlives the draining.
void watch_timers(Engine& engine, Store& store, Clock& clock, Waiting& waiting, Duration every, const TimerFailed& failed);

}  // namespace handrail
