// The keys of people's requests on approvals and handoffs (`Idempotency-Key`). A key is kept by the commit that did what was asked, so the same request is
// done once whatever happens to the answer; asked again, it is answered as things stood when it was done, read off the journal.
#pragma once

#include <optional>

#include "engine/journal/state.hpp"
#include "engine/seams/store.hpp"
#include "engine/turn/conversations.hpp"

namespace handrail {

[[nodiscard]] event::RequestTaken request_taken(const Principal& who, const ApprovalId& approval, const ApprovalRequest& request);
[[nodiscard]] event::RequestTaken request_taken(const Principal& who, const HandoffId& handoff, const HandoffRequest& request);

// How things stood when a request was done: before the next thing that anybody sent, or that time brought.
struct AsItStood {
  ConversationState state;
  std::string status, queue;   // of the handoff that it was about, and since when
  Instant changed_at;
};
// None: the key is new to this caller in this conversation. Fails with invalid where it came with another request.
Result<std::optional<AsItStood>> asked_before(Store& store, const ConversationId& conversation, const event::RequestTaken& request);

}  // namespace handrail
