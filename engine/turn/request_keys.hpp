// The keys of requests that are no messages (`Idempotency-Key`): decisions on approvals, what people do with handoffs, what they say of replies, the end of a
// conversation. A key is kept by the commit that did what was asked, so the same request is done once whatever happens to the answer; asked again, it is
// answered as things stood when it was done, read off the journal. A key is its owner's wherever it is used: the store keeps it as a budget of one, which
// only one request ever has.
#pragma once

#include <optional>

#include "engine/journal/journal.hpp"
#include "engine/journal/state.hpp"
#include "engine/seams/store.hpp"
#include "engine/turn/conversations.hpp"

namespace handrail {

[[nodiscard]] event::RequestTaken request_taken(const Principal& who, const ApprovalId& approval, const ApprovalRequest& request);
[[nodiscard]] event::RequestTaken request_taken(const Principal& who, const HandoffId& handoff, const HandoffRequest& request);
[[nodiscard]] event::RequestTaken request_taken(const Principal& who, const ConversationId& conversation, const CloseRequest& request);
[[nodiscard]] event::RequestTaken request_taken(const Principal& who, const ConversationId& conversation, const JudgeRequest& request);

// Records the request, where it has a key, with what it did. The commit fails with limit where the key was taken meanwhile: ask again.
void keep_key(ConversationLog& log, event::RequestTaken request);

// The number of the event that keeps the key; 0: it is new to this caller. Fails with invalid where it came with another request, wherever.
Result<std::uint64_t> key_kept_at(Store& store, const ConversationId& conversation, const event::RequestTaken& request);

// How things stood when a request was done: before the next thing that anybody sent, or that time brought.
struct AsItStood {
  ConversationState state;
  std::uint64_t seq = 0;
  std::string status, queue;   // of the handoff that it was about, and since when
  Instant changed_at;
};
// None: there is no key, or it is new to this caller. Fails with invalid where it came with another request, in this conversation or in another one.
Result<std::optional<AsItStood>> asked_before(Store& store, const ConversationId& conversation, const event::RequestTaken& request);

}  // namespace handrail
