// What is under way and has nobody at work on it is carried on: what an earlier process left at its end, and, while this one runs, what a full disk or a
// store that could not be read broke off. Nobody has to write again for it.
#pragma once

#include <functional>

#include "engine/seams/clock.hpp"
#include "engine/seams/store.hpp"
#include "engine/seams/waiting.hpp"
#include "engine/turn/engine.hpp"

namespace handrail {

using ResumeFailed = std::function<void(const ConversationId&, const Error&)>;   // it is tried again after a pause; the others go on

// One look: carries on every conversation with something under way, one after the other. Returns how many there were.
std::size_t resume_open_turns(Engine& engine, Store& store, const ResumeFailed& failed);

// The same every `every`, the first time at once, until the process drains: on strands of their own, a few hundred side by side. A conversation
// whose lane is taken is at work and left alone. Run it on a strand; what it is given outlives the draining. `found`: how many the first look found.
struct RecoveryWatch {
  Engine& engine;
  Store& store;
  Lanes& lanes;
  Clock& clock;
  Waiting& waiting;
  Duration every;
  std::function<void(std::size_t)> found;
  ResumeFailed failed;
};
void watch_open_turns(const RecoveryWatch& watch);

}  // namespace handrail
