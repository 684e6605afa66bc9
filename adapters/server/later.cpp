#include "adapters/server/later.hpp"

#include <atomic>
#include <optional>
#include <string>

#include "adapters/server/hop.hpp"
#include "engine/base/assert.hpp"
#include "engine/base/text.hpp"

namespace handrail::server {

namespace {

constexpr Duration look_every = seconds(1);   // whether the turn has ended without the message: then nobody waits for it any longer

struct Shared {
  std::optional<Result<TurnAnswer>> answer;
  std::string bug;
  std::atomic<bool> ended = false, stored = false;
};

}  // namespace

bool prefers_later(const HttpRequest& request) {
  const std::string preferences = request.all("prefer");
  for (const std::string_view preference : split(preferences, ','))
    if (lower_ascii(trim(preference.substr(0, preference.find_first_of(";=")))) == "respond-async") return true;
  return false;
}

Result<std::optional<TurnAnswer>> store_and_go_on(Waiting& waiting, Conversations& conversations, const Principal& who, const ConversationId& conversation,
                                                  const IncomingMessage& message, Duration at_most, std::shared_ptr<void> held) {
  const auto shared = std::make_shared<Shared>();
  const std::shared_ptr<Wait> wait = waiting.prepare();
  const std::size_t shard = shard_of(conversation, waiting.shards());
  waiting.start(shard, [shared, wait, &conversations, who, conversation, message, held = std::move(held)] {
    try {
      shared->answer.emplace(conversations.message(who, conversation, message));
    } catch (const std::exception& bug) {
      shared->bug = bug.what();
    }
    shared->ended.store(true, std::memory_order_release);
    wait->wake();
  });
  waiting.start(shard, [shared, wait, &conversations, who, conversation, id = message.id, at_most] {
    for (Duration waited; waited < at_most && !shared->ended && !shared->stored; waited = Duration{waited.ms + look_every.ms}) {
      const Result<bool> there = conversations.wait_for_message(who, conversation, id, look_every);
      if (!there) return;   // the turn says why
      shared->stored = *there;
    }
    if (shared->stored) wait->wake();
  });
  if (const Result<void> parked = wait->park(at_most); !parked) return fail(parked.error());
  if (!shared->ended.load(std::memory_order_acquire)) {
    if (shared->stored) return std::nullopt;
    return fail(ErrorCode::cancelled, "woken before it was done");
  }
  if (!shared->bug.empty()) throw Bug(shared->bug);
  Result<TurnAnswer> answer = std::move(shared->answer).value();
  if (!answer) return fail(answer.error());
  return std::move(*answer);
}

}  // namespace handrail::server
