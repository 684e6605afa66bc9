#include "engine/timers/timers.hpp"

#include <memory>

#include "engine/timers/held_back.hpp"

namespace handrail {
namespace {

constexpr std::size_t at_once = 500;   // one look's worth; what is left is due at the next look

}  // namespace

std::size_t fire_due_timers(Engine& engine, Store& store, Instant now, const TimerFailed& failed) {
  const auto due = store.due_timers(now, at_once);
  if (!due) {
    failed({}, due.error());
    return 0;
  }
  for (const DueTimer& timer : *due)
    if (const auto fired = engine.fire(timer.conversation, timer.id); !fired) failed(timer, fired.error());
  return due->size();
}

void watch_timers(Engine& engine, Store& store, Clock& clock, Waiting& waiting, Duration every, const TimerFailed& failed) {
  const auto held_back = std::make_shared<HeldBack>();
  while (!waiting.draining() && waiting.sleep(every)) {
    // What is held back is among the oldest and must not fill the page.
    const auto due = store.due_timers(clock.now(), at_once + held_back->size());
    if (!due) {
      failed({}, due.error());
      continue;
    }
    for (const DueTimer& timer : *due) {
      const std::string name = timer.conversation.text + " " + timer.id;
      if (!held_back->begin(name, clock.now())) continue;
      waiting.start(std::hash<ConversationId>{}(timer.conversation) % waiting.shards(), [&engine, &clock, &waiting, failed, held_back, timer, name] {
        const auto fired = engine.fire(timer.conversation, timer.id);
        if (!fired && !waiting.draining()) failed(timer, fired.error());
        held_back->end(name, fired.has_value(), clock.now());
      });
    }
  }
}

}  // namespace handrail
