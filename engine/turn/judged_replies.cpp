#include "engine/turn/judged_replies.hpp"

#include <optional>

#include "engine/base/text.hpp"
#include "engine/journal/each_event.hpp"
#include "engine/turn/request_keys.hpp"
#include "engine/turn/views.hpp"

namespace handrail {
namespace {

struct Judgement {
  event::ReplyJudged judged;
  Instant at;
};

Result<event::ReplySent> reply_sent_by(Store& store, const ConversationId& conversation, std::uint64_t number) {
  const auto no_reply = [&] { return fail(ErrorCode::invalid, "/reply: event " + std::to_string(number) + " is no reply of the assistant's"); };
  if (number == 0) return no_reply();
  HANDRAIL_TRY(const auto events, store.events(conversation, number - 1, 1));
  if (events.empty() || events.front().seq != number || events.front().kind != event::ReplySent::event_kind) return no_reply();
  HANDRAIL_TRY(const Event event, decode_event(events.front().kind, events.front().body));
  const auto& sent = std::get<event::ReplySent>(event);
  if (sent.reply.by != Speaker::bot) return no_reply();
  return sent;
}

// What this person said of the reply last; `until`: the number of the last event that counts, 0 for all.
Result<std::optional<Judgement>> last_judgement(Store& store, const ConversationId& conversation, std::uint64_t reply, const std::string& by, std::uint64_t until) {
  std::optional<Judgement> last;
  HANDRAIL_TRY_VOID(for_each_event(store, conversation, reply, [&](const StoredEvent& stored) -> Result<bool> {
    if (until > 0 && stored.seq > until) return false;
    if (stored.kind != event::ReplyJudged::event_kind) return true;
    HANDRAIL_TRY(const Event event, decode_event(stored.kind, stored.body));
    const auto& judged = std::get<event::ReplyJudged>(event);
    if (judged.by == by && judged.reply == static_cast<std::int64_t>(reply)) last = Judgement{judged, stored.at};
    return true;
  }));
  return last;
}

bool same_words(const event::ReplyJudged& a, const event::ReplyJudged& b) { return a.verdict == b.verdict && a.reason == b.reason && a.text == b.text; }

Json judgement_view(const ConversationId& conversation, std::uint64_t number, const event::ReplySent& sent, const Judgement& judgement) {
  Json reply = reply_view(sent);
  reply.set("event", number);
  if (!sent.message.empty()) reply.set("message", sent.message.text);
  Json said = Json::object({{"verdict", judgement.judged.verdict}, {"by", judgement.judged.by}, {"at", format_time(judgement.at)}});
  if (!judgement.judged.reason.empty()) said.set("reason", judgement.judged.reason);
  if (!judgement.judged.text.empty()) said.set("text", judgement.judged.text);
  return Json::object({{"conversation", conversation.text}, {"reply", std::move(reply)}, {"judgement", std::move(said)}});
}

}  // namespace

Result<Json> judge_reply(ConversationLog& log, Store& store, const Principal& who, const JudgeRequest& request) {
  const ConversationId conversation = log.state().id;
  const bool wrong = request.verdict == JudgeRequest::Verdict::wrong;
  if (wrong && trim(request.reason).empty()) return fail(ErrorCode::invalid, "/reason: what is wrong with it?");
  HANDRAIL_TRY(const event::ReplySent sent, reply_sent_by(store, conversation, request.reply));
  const event::RequestTaken keyed = request_taken(who, conversation, request);
  if (!request.key.empty()) {
    HANDRAIL_TRY(const std::uint64_t kept, key_kept_at(store, conversation, keyed));
    if (kept > 0) {
      HANDRAIL_TRY(const auto before, last_judgement(store, conversation, request.reply, who.name, kept));
      if (!before) return fail(ErrorCode::corrupt, "the journal has the key of a judgement, and not the judgement");
      return judgement_view(conversation, request.reply, sent, *before);
    }
  }
  const event::ReplyJudged judged{static_cast<std::int64_t>(request.reply), wrong ? "wrong" : "right", who.name, request.reason, request.text};
  HANDRAIL_TRY(const auto last, last_judgement(store, conversation, request.reply, who.name, 0));
  const bool said_already = last && same_words(last->judged, judged);
  if (!said_already) log.record(judged);
  keep_key(log, keyed);
  HANDRAIL_TRY_VOID(log.commit());
  if (said_already) return judgement_view(conversation, request.reply, sent, *last);
  HANDRAIL_TRY(const auto kept, last_judgement(store, conversation, request.reply, who.name, 0));   // with the time on the record, which every later answer tells
  return judgement_view(conversation, request.reply, sent, kept.value_or(Judgement{judged, log.now()}));
}

}  // namespace handrail
