#include "engine/timers/recovery.hpp"

#include <algorithm>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "engine/timers/held_back.hpp"

namespace handrail {
namespace {

constexpr std::size_t strands_at_once = 256;   // a stack each; what waits for tools and models runs side by side, and new messages still find room

// One shard's part of a look. Each of its strands takes the next conversation when it has done with one.
struct Waiters {
  std::mutex mutex;
  std::deque<ConversationId> left;
  std::optional<ConversationId> next() {
    const std::lock_guard lock(mutex);
    if (left.empty()) return std::nullopt;
    ConversationId first = std::move(left.front());
    left.pop_front();
    return first;
  }
};

void resume_one(const RecoveryWatch& watch, HeldBack& held_back, const ConversationId& conversation) {
  const auto resumed = watch.engine.resume(conversation);
  if (!resumed && !watch.waiting.draining()) watch.failed(conversation, resumed.error());
  held_back.end(conversation.text, resumed.has_value(), watch.clock.now());
}

// What is open, has nobody at work on it and is not held back, by shard.
std::vector<std::shared_ptr<Waiters>> stranded(const RecoveryWatch& watch, HeldBack& held_back, const std::vector<ConversationId>& open) {
  std::vector<std::shared_ptr<Waiters>> shards(watch.waiting.shards());
  for (auto& shard : shards) shard = std::make_shared<Waiters>();
  for (const ConversationId& conversation : open)
    if (!watch.lanes.taken(conversation) && held_back.begin(conversation.text, watch.clock.now()))
      shards[std::hash<ConversationId>{}(conversation) % shards.size()]->left.push_back(conversation);
  return shards;
}

}  // namespace

std::size_t resume_open_turns(Engine& engine, Store& store, const ResumeFailed& failed) {
  const auto open = store.open_turns();
  if (!open) {
    failed({}, open.error());
    return 0;
  }
  for (const ConversationId& conversation : *open)
    if (const auto resumed = engine.resume(conversation); !resumed) failed(conversation, resumed.error());
  return open->size();
}

void watch_open_turns(const RecoveryWatch& watch) {
  const auto held_back = std::make_shared<HeldBack>();
  const auto shared = std::make_shared<RecoveryWatch>(watch);
  bool first = true;
  do {
    const auto open = watch.store.open_turns();
    if (!open) {
      watch.failed({}, open.error());
      continue;
    }
    if (std::exchange(first, false)) watch.found(open->size());
    const auto shards = stranded(watch, *held_back, *open);
    for (std::size_t shard = 0; shard < shards.size(); ++shard) {
      const std::size_t strands = std::min(shards[shard]->left.size(), std::max<std::size_t>(1, strands_at_once / shards.size()));
      for (std::size_t i = 0; i < strands; ++i)
        watch.waiting.start(shard, [shared, held_back, left = shards[shard]] {
          while (const auto conversation = left->next()) resume_one(*shared, *held_back, *conversation);
        });
    }
  } while (!watch.waiting.draining() && watch.waiting.sleep(watch.every));
}

}  // namespace handrail
