// Runs a piece of work on the shard where its conversation lives, while the session's fiber parks. Also at home it gets a strand of its own, so that
// the caller's patience can end before the work does.
#pragma once

#include <atomic>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "engine/base/assert.hpp"
#include "engine/base/id.hpp"
#include "engine/seams/waiting.hpp"

namespace handrail::server {

[[nodiscard]] inline std::size_t shard_of(const ConversationId& conversation, std::size_t shards) {
  return std::hash<ConversationId>{}(conversation) % shards;
}

// The work may outlive the caller's patience: it owns what it needs, and its result is dropped when nobody waits for it any more.
// `announce` is told of the Wait before the caller parks on it and of null after, for whoever must be able to wake it early.
template <class T>
Result<T> run_on_shard(Waiting& waiting, std::size_t shard, Duration at_most, std::function<Result<T>()> work,
                       const std::function<void(std::shared_ptr<Wait>)>& announce = {}) {
  struct Shared {
    std::optional<Result<T>> result;
    std::string bug;
    std::atomic<bool> done = false;
  };
  const auto shared = std::make_shared<Shared>();
  const std::shared_ptr<Wait> wait = waiting.prepare();
  waiting.start(shard, [shared, wait, work = std::move(work)] {
    // An exception must not leave a strand; it is raised again where the session can answer for it.
    try {
      shared->result.emplace(work());
    } catch (const std::exception& bug) {
      shared->bug = bug.what();
    }
    shared->done.store(true, std::memory_order_release);
    wait->wake();
  });
  if (announce) announce(wait);
  const Result<void> parked = wait->park(at_most);
  if (announce) announce(nullptr);
  if (!parked) return fail(parked.error());
  // Woken by somebody else: the strand may still be writing, so nothing of it is read.
  if (!shared->done.load(std::memory_order_acquire)) return fail(ErrorCode::cancelled, "woken before it was done");
  if (!shared->bug.empty()) throw Bug(shared->bug);
  return std::move(shared->result).value();
}

}  // namespace handrail::server
