#include "engine/turn/transcript.hpp"

#include <deque>

#include "engine/journal/each_event.hpp"
#include "engine/journal/event.hpp"

namespace handrail {
namespace {

constexpr std::size_t first_kept = transcript_lines / 5, first_bytes_kept = transcript_bytes / 5;

Json line(Speaker by, const std::string& text, Instant at, const MessageId& message) {
  Json entry = Json::object({{"by", word_of(by)}, {"text", text}, {"at", format_time(at)}});
  if (!message.empty()) entry.set("message", message.text);
  return entry;
}

// What was said last, up to what is kept, behind what was said first.
class Lines {
 public:
  void add(Json line) {
    const std::size_t bytes = line.text_or("text").size();
    if (last_.empty() && first_.size() < first_kept && first_bytes_ + bytes <= first_bytes_kept) {
      first_bytes_ += bytes;
      first_.push_back(std::move(line));
      return;
    }
    last_bytes_ += bytes;
    last_.push_back(std::move(line));
    while (last_.size() > transcript_lines - first_kept || (last_.size() > 1 && last_bytes_ > transcript_bytes - first_bytes_kept)) {
      last_bytes_ -= last_.front().text_or("text").size();
      last_.pop_front();
      ++left_out_;
    }
  }
  [[nodiscard]] Json all() const {
    Json lines = Json::array();
    for (const Json& line : first_) lines.push(line);
    if (left_out_ > 0) lines.push(Json::object({{"left_out", left_out_}}));
    for (const Json& line : last_) lines.push(line);
    return lines;
  }

 private:
  std::deque<Json> first_, last_;
  std::size_t first_bytes_ = 0, last_bytes_ = 0;
  std::int64_t left_out_ = 0;
};

}  // namespace

Result<Transcript> transcript_of(Store& store, const ConversationId& conversation, const Until& until) {
  Lines lines;
  Transcript transcript;
  HANDRAIL_TRY_VOID(for_each_event(store, conversation, 0, [&](const StoredEvent& stored) -> Result<bool> {
    if (stored.seq > until.seq) return false;
    const bool said = stored.kind == event::MessageReceived::event_kind || stored.kind == event::ReplySent::event_kind;
    if (!said && !(until.handoff && stored.kind == event::HandoffMade::event_kind)) return true;
    HANDRAIL_TRY(const Event event, decode_event(stored.kind, stored.body));
    if (const auto* received = std::get_if<event::MessageReceived>(&event))
      lines.add(line(Speaker::customer, received->text, received->received.at.value_or(stored.at), received->message));
    if (const auto* sent = std::get_if<event::ReplySent>(&event)) {
      Json reply = line(sent->reply.by, sent->reply.text, stored.at, sent->message);
      if (sent->reply.by == Speaker::bot) reply.set("event", stored.seq);
      lines.add(std::move(reply));
    }
    if (const auto* made = std::get_if<event::HandoffMade>(&event); made && made->handoff == *until.handoff) transcript.before_handoff = lines.all();
    return true;
  }));
  transcript.all = lines.all();
  return transcript;
}

}  // namespace handrail
