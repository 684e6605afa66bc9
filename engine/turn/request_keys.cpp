#include "engine/turn/request_keys.hpp"

#include <algorithm>

#include "engine/base/hash.hpp"
#include "engine/journal/each_event.hpp"

namespace handrail {
namespace {

constexpr std::string_view keys_of_requests = "keys of requests";

constexpr auto another_request = "?Idempotency-Key: came before with another request; take a new one";

std::string owner_and_key(const event::RequestTaken& request) { return request.by + "\n" + request.key; }

event::RequestTaken taken(const std::string& key, const std::string& by, const std::string& about, const Json& request) {
  return {key, by, about, sha256(canonical(Json::object({{"about", about}, {"request", request}})))};
}

// What somebody sends, or time brings: with it something else begins.
struct BeginsAnew {
  bool operator()(const event::MessageReceived&) const { return true; }
  bool operator()(const event::TimerFired&) const { return true; }
  bool operator()(const event::RequestTaken&) const { return true; }
  bool operator()(const event::BundleChanged&) const { return true; }
  bool operator()(const event::EpisodeOpened&) const { return true; }
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

Result<std::uint64_t> key_kept_at(Store& store, const ConversationId& conversation, const event::RequestTaken& request) {
  HANDRAIL_TRY(const auto anywhere, store.used(std::string(keys_of_requests), owner_and_key(request), std::nullopt));
  if (std::ranges::any_of(anywhere, [&](const Used& used) { return used.call != request.request; })) return fail(ErrorCode::invalid, another_request);
  std::uint64_t seq = 0;
  HANDRAIL_TRY_VOID(for_each_event(store, conversation, 0, [&](const StoredEvent& stored) -> Result<bool> {
    if (stored.kind != event::RequestTaken::event_kind) return true;
    HANDRAIL_TRY(const Event event, decode_event(stored.kind, stored.body));
    const auto& kept = std::get<event::RequestTaken>(event);
    if (kept.key != request.key || kept.by != request.by) return true;
    if (kept.request != request.request) return fail(ErrorCode::invalid, another_request);
    seq = stored.seq;
    return false;
  }));
  return seq;
}

event::RequestTaken request_taken(const Principal& who, const ApprovalId& approval, const ApprovalRequest& request) {
  static constexpr std::string_view verdicts[] = {"approve", "refuse", "edit"};
  return taken(request.key, who.name, approval.text,
               Json::object({{"verdict", verdicts[static_cast<std::size_t>(request.verdict)]}, {"reason", request.reason}, {"arguments", request.arguments}}));
}

event::RequestTaken request_taken(const Principal& who, const HandoffId& handoff, const HandoffRequest& request) {
  static constexpr std::string_view actions[] = {"claim", "reply", "hand back", "resolve"};
  Json asked = Json::object({{"action", actions[static_cast<std::size_t>(request.action)]}, {"text", request.text}, {"closing", request.closing}});
  if (!request.from.empty()) asked.set("from", request.from);
  return taken(request.key, who.name, handoff.text, asked);
}

event::RequestTaken request_taken(const Principal& who, const ConversationId& conversation, const CloseRequest& request) {
  return taken(request.key, who.name, conversation.text, Json::object({{"resolved", request.resolved}}));
}

event::RequestTaken request_taken(const Principal& who, const ConversationId& conversation, const JudgeRequest& request) {
  static constexpr std::string_view verdicts[] = {"right", "wrong"};
  return taken(request.key, who.name, conversation.text + " reply " + std::to_string(request.reply),
               Json::object({{"verdict", verdicts[static_cast<std::size_t>(request.verdict)]}, {"reason", request.reason}, {"text", request.text}}));
}

void keep_key(ConversationLog& log, event::RequestTaken request) {
  if (request.key.empty()) return;
  log.reserve({std::string(keys_of_requests), owner_and_key(request), request.request, 1, "", log.now(), std::nullopt, 1});
  log.record(std::move(request));
}

Result<std::optional<AsItStood>> asked_before(Store& store, const ConversationId& conversation, const event::RequestTaken& request) {
  if (request.key.empty()) return std::optional<AsItStood>();
  HANDRAIL_TRY(const std::uint64_t kept, key_kept_at(store, conversation, request));
  if (kept == 0) return std::optional<AsItStood>();
  AsItStood stood;
  stood.state.id = conversation;
  HANDRAIL_TRY_VOID(for_each_event(store, conversation, 0, [&](const StoredEvent& stored) -> Result<bool> {
    HANDRAIL_TRY(const Event event, decode_event(stored.kind, stored.body));
    if (stored.seq > kept && std::visit(BeginsAnew{}, event)) return false;
    fold(stood.state, stored.at, event);
    stood.seq = stored.seq;
    std::visit(HandoffStatus{stood, request.about, stored.at}, event);
    return true;
  }));
  return std::optional<AsItStood>(std::move(stood));
}

}  // namespace handrail
