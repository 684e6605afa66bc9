#include "engine/turn/request_keys.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/limits.hpp"

namespace handrail {
namespace {

event::RequestTaken taken(const std::string& key, const std::string& by, const std::string& about, const Json& request) {
  return {key, by, about, sha256(canonical(Json::object({{"about", about}, {"request", request}})))};
}

// Calls back with each event until it says no.
template <class Each>
Result<void> for_each_event(Store& store, const ConversationId& conversation, std::uint64_t after, const Each& each) {
  for (;;) {
    HANDRAIL_TRY(const auto events, store.events(conversation, after, limits::page_items));
    for (const StoredEvent& stored : events) {
      HANDRAIL_TRY(const bool go_on, each(stored));
      if (!go_on) return {};
      after = stored.seq;
    }
    if (events.size() < limits::page_items) return {};
  }
}

// The number of the event that keeps the key; 0: there is none.
Result<std::uint64_t> kept_at(Store& store, const ConversationId& conversation, const event::RequestTaken& request) {
  std::uint64_t seq = 0;
  HANDRAIL_TRY_VOID(for_each_event(store, conversation, 0, [&](const StoredEvent& stored) -> Result<bool> {
    if (stored.kind != event::RequestTaken::event_kind) return true;
    HANDRAIL_TRY(const Event event, decode_event(stored.kind, stored.body));
    const auto& kept = std::get<event::RequestTaken>(event);
    if (kept.key != request.key || kept.by != request.by) return true;
    if (kept.request != request.request) return fail(ErrorCode::invalid, "?Idempotency-Key: came before with another request; take a new one");
    seq = stored.seq;
    return false;
  }));
  return seq;
}

// What somebody sends, or time brings: with it something else begins.
struct BeginsAnew {
  bool operator()(const event::MessageReceived&) const { return true; }
  bool operator()(const event::TimerFired&) const { return true; }
  bool operator()(const event::RequestTaken&) const { return true; }
  bool operator()(const event::BundleChanged&) const { return true; }
  bool operator()(const event::EpisodeClosed&) const { return true; }
  bool operator()(const event::HandoffClaimed&) const { return true; }
  bool operator()(const event::HandoffReturned&) const { return true; }
  bool operator()(const event::HandoffResolved&) const { return true; }
  bool operator()(const event::CustomerVerified& e) const { return e.verified_by.starts_with("channel "); }
  bool operator()(const event::ReplySent& e) const { return e.reply.by == Speaker::person && e.kind == "person"; }
  bool operator()(const event::ApprovalDecided& e) const { return !e.by.empty() && e.verdict != "void"; }
  template <class Other> bool operator()(const Other&) const { return false; }
};

struct HandoffStatus {
  AsItStood& stood;
  const std::string& about;
  Instant at;
  void become(const HandoffId& handoff, std::string status) const {
    if (handoff.text != about) return;
    stood.status = std::move(status);
    stood.changed_at = at;
  }
  void operator()(const event::HandoffMade& e) const { in(e.handoff, e.queue); }
  void operator()(const event::HandoffMoved& e) const { in(e.handoff, e.queue); }
  void operator()(const event::HandoffClaimed& e) const { become(e.handoff, "claimed"); }
  void operator()(const event::HandoffReturned& e) const { become(e.handoff, "handed back"); }
  void operator()(const event::HandoffResolved& e) const { become(e.handoff, "resolved"); }
  template <class Other> void operator()(const Other&) const {}

 private:
  void in(const HandoffId& handoff, const std::string& queue) const {
    if (handoff.text == about) stood.queue = queue;
    become(handoff, "open");
  }
};

}  // namespace

event::RequestTaken request_taken(const Principal& who, const ApprovalId& approval, const ApprovalRequest& request) {
  static constexpr std::string_view verdicts[] = {"approve", "refuse", "edit"};
  return taken(request.key, who.name, approval.text,
               Json::object({{"verdict", verdicts[static_cast<std::size_t>(request.verdict)]}, {"reason", request.reason}, {"arguments", request.arguments}}));
}

event::RequestTaken request_taken(const Principal& who, const HandoffId& handoff, const HandoffRequest& request) {
  static constexpr std::string_view actions[] = {"claim", "reply", "hand back", "resolve"};
  return taken(request.key, who.name, handoff.text,
               Json::object({{"action", actions[static_cast<std::size_t>(request.action)]}, {"text", request.text}, {"closing", request.closing}}));
}

Result<std::optional<AsItStood>> asked_before(Store& store, const ConversationId& conversation, const event::RequestTaken& request) {
  HANDRAIL_TRY(const std::uint64_t kept, kept_at(store, conversation, request));
  if (kept == 0) return std::optional<AsItStood>();
  AsItStood stood;
  stood.state.id = conversation;
  HANDRAIL_TRY_VOID(for_each_event(store, conversation, 0, [&](const StoredEvent& stored) -> Result<bool> {
    HANDRAIL_TRY(const Event event, decode_event(stored.kind, stored.body));
    if (stored.seq > kept && std::visit(BeginsAnew{}, event)) return false;
    fold(stood.state, stored.at, event);
    std::visit(HandoffStatus{stood, request.about, stored.at}, event);
    return true;
  }));
  return std::optional<AsItStood>(std::move(stood));
}

}  // namespace handrail
