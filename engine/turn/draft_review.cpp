#include "engine/turn/draft_review.hpp"

#include <algorithm>

#include "engine/sentences/speech.hpp"
#include "engine/turn/hand_off.hpp"
#include "engine/turn/manner.hpp"

namespace handrail {
namespace {

constexpr Duration review_within = hours(24);

// "23 hours", "40 minutes": never more than is left, and never nothing.
std::string time_left(Duration left) {
  if (left >= hours(1)) return format_duration(hours(left.ms / hours(1).ms));
  return format_duration(minutes(std::max<std::int64_t>(1, left.ms / minutes(1).ms)));
}

// A draft that still waits goes out together with the newer one, or not at all: its reviewer gets both.
void take_in_older_draft(ConversationLog& log, event::ApprovalRequested& request) {
  const Approval waiting = *log.state().approval;
  const event::ApprovalRequested& older = waiting.asked;
  if (request.facts.text_or("asked").empty()) request.facts.set("asked", older.facts.text_or("asked"));   // its question goes out with it
  if (waiting.told) {
    request.facts.set("told", true);
    request.expires_at = older.expires_at;   // what the customer was told holds
  }
  withdraw_draft(log, "a newer draft holds it");
  const bool says_it_already = older.reply.text.find(request.reply.text) != std::string::npos;   // "are you still there?" found the same passage
  request.reply.text = says_it_already ? older.reply.text : older.reply.text + "\n\n" + request.reply.text;
  if (says_it_already) request.reply.citations.clear();
  request.reply.citations.insert(request.reply.citations.begin(), older.reply.citations.begin(), older.reply.citations.end());
  request.reply.receipts.insert(request.reply.receipts.begin(), older.reply.receipts.begin(), older.reply.receipts.end());
  request.arguments = Json::object({{"text", request.reply.text}});
}

}  // namespace

bool draft_waits(const ConversationState& state) { return state.approval && state.approval->asked.what == "reply"; }

void ask_for_review(Seams& seams, ConversationLog& log, const Decision& decision, const Words& words, const std::string& text) {
  event::ApprovalRequested request;
  request.approval = ApprovalId(seams.ids.next("appr"));
  request.what = "reply";
  request.arguments = Json::object({{"text", text}});
  request.rule = decision.rule;
  request.at = decision.at;
  request.bundle = log.state().episode.bundle;
  request.expires_at = log.now() + review_within;
  request.reference = request.approval.text;
  request.reply = {text, Speaker::bot, "", words.citations, words.receipts};
  request.facts = Json::object({{"message", log.state().turn ? log.state().turn->message.text : ""}, {"asked", words.asked}, {"kind", word_of(decision.kind)}});
  if (draft_waits(log.state())) take_in_older_draft(log, request);
  log.record(event::TimerSet{"approval " + request.approval.text, request.expires_at});
  log.record(std::move(request));
}

void say_that_draft_waits(const LiveBundle& live, ConversationLog& log, const Decision& decision) {
  const ConversationState& state = log.state();
  if (!draft_waits(state) || !state.turn || state.approval->told || state.owner != Ownership::bot) return;
  const std::string text = "Your message has been added. A colleague is looking at my answer before it goes to you; you will hear within " +
                           time_left(state.approval->asked.expires_at - log.now()) + ". If you would rather talk to a person, just say so.";
  log.record(event::ReplySent{state.turn->message, {finished_text(live.program().reply, state, text, worded(live, state, dsl::own::ai_notice)), Speaker::bot, "", {}, {}}, "",
                              std::string(says_that_draft_waits), decision.rule, decision.at, ""});
}

std::optional<Words> draft_taken_back(ConversationLog& log) {
  const ConversationState& state = log.state();
  if (!draft_waits(state) || state.run || !state.turn || !state.turn->reading || !does(*state.turn->reading, speech::drop_wish)) return std::nullopt;
  withdraw_draft(log, "the customer took it back");
  return Words{.text = "All right, then I leave it at that. Is there anything else I can do?", .asked = "anything else"};
}

void withdraw_draft(ConversationLog& log, const std::string& why) {
  const ApprovalId draft = log.state().approval->asked.approval;
  log.record(event::TimerCleared{"approval " + draft.text});
  log.record(event::ApprovalDecided{draft, "withdrawn", "", "", why, {}});
}

}  // namespace handrail
