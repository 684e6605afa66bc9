#include "adapters/server/later.hpp"

#include <atomic>
#include <optional>
#include <string>

#include "adapters/server/hop.hpp"
#include "engine/base/assert.hpp"
#include "engine/base/text.hpp"

namespace handrail::server {

namespace {

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
      Result<TakenIn> taken = conversations.take_in(who, conversation, message);
      if (taken && !taken->settled) {
        shared->stored.store(true, std::memory_order_release);
        wait->wake();
      }
      if (taken) shared->answer.emplace(conversations.message(who, conversation, taken->message));
      else shared->answer.emplace(fail(taken.error()));
    } catch (const std::exception& bug) {
      shared->bug = bug.what();
    }
    shared->ended.store(true, std::memory_order_release);
    wait->wake();
  });
  if (const Result<void> parked = wait->park(at_most); !parked) return fail(parked.error());
  const bool ended = shared->ended.load(std::memory_order_acquire);
  // Durable is durable: what went wrong with its turn since is not the end of it.
  if (shared->stored && (!ended || !shared->answer || !*shared->answer)) return std::nullopt;
  if (!ended) return fail(ErrorCode::cancelled, "woken before it was done");
  if (!shared->bug.empty()) throw Bug(shared->bug);
  Result<TurnAnswer> answer = std::move(shared->answer).value();
  if (!answer) return fail(answer.error());
  return std::move(*answer);
}

}  // namespace handrail::server
