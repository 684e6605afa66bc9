#include "engine/timers/timers.hpp"

#include <memory>
#include <mutex>
#include <set>

namespace handrail {
namespace {

constexpr std::size_t at_once = 500;   // one look's worth; what is left is due at the next look

// Timers that are being fired just now: a slow conversation is not asked again and again, and does not hold up the others.
struct UnderWay {
  std::mutex mutex;
  std::set<std::string> names;
  bool begin(const std::string& name) {
    const std::lock_guard lock(mutex);
    return names.insert(name).second;
  }
  void end(const std::string& name) {
    const std::lock_guard lock(mutex);
    names.erase(name);
  }
};

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
  const auto under_way = std::make_shared<UnderWay>();
  while (!waiting.draining() && waiting.sleep(every)) {
    const auto due = store.due_timers(clock.now(), at_once);
    if (!due) {
      failed({}, due.error());
      continue;
    }
    for (const DueTimer& timer : *due) {
      const std::string name = timer.conversation.text + " " + timer.id;
      if (!under_way->begin(name)) continue;
      waiting.start(std::hash<ConversationId>{}(timer.conversation) % waiting.shards(), [&engine, failed, under_way, timer, name] {
        if (const auto fired = engine.fire(timer.conversation, timer.id); !fired) failed(timer, fired.error());
        under_way->end(name);
      });
    }
  }
}

}  // namespace handrail
